using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Traceability.Ledger;

namespace Traceability.Benchmarks;

/// <summary>The ledger's small parts: canonical form, a commitment, a leaf.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks
{
    private readonly byte[] _salt = Commitments.NewSalt();
    private readonly byte[] _entry = new byte[700];
    private readonly JsonObject _object = new() { ["name"] = "张北马铃薯", ["kilograms"] = "84000", ["nested"] = new JsonObject { ["b"] = 1, ["a"] = "x" } };

    [Benchmark]
    public byte[] Canonical() => CanonicalJson.Serialize(_object);

    [Benchmark]
    public MerkleHash Commitment() => Commitments.Compute("name", _salt, _object);

    [Benchmark]
    public MerkleHash Leaf() => MerkleHashing.Leaf(_entry);
}
