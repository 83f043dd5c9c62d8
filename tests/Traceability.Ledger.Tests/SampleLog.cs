using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ledger.Tests;

/// <summary>A small log whose every byte is fixed: a batch harvested, tested and packed, among other entries.</summary>
internal sealed class SampleLog
{
    public const string Origin = "log.example/trace";
    public const string Batch = "urn:epc:class:lgtin:690123456.9012.260301AB12CD7";
    public const long AnchoredSize = 5;

    private SampleLog(LogSigner signer, IReadOnlyList<byte[]> entries, MemoryTiles tiles, MerkleHash root)
    {
        Signer = signer;
        Entries = entries;
        Tiles = tiles;
        Root = root;
    }

    public LogSigner Signer { get; }

    public IReadOnlyList<byte[]> Entries { get; }

    public MemoryTiles Tiles { get; }

    public MerkleHash Root { get; }

    public long Size => Entries.Count;

    public static async Task<SampleLog> CreateAsync(byte seed = 1, string origin = Origin, Func<int, EntryEnvelope, EntryEnvelope>? change = null)
    {
        var signer = LogSigner.Create(origin, Enumerable.Repeat(seed, LogSigner.SeedSize).ToArray());
        var entries = Enumerable.Range(0, 11)
            .Select(i => Envelope(i))
            .Select((envelope, i) => (change?.Invoke(i, envelope) ?? envelope).ToBytes())
            .ToArray();
        var (tiles, root) = await MemoryTiles.OfAsync([.. entries.Select(entry => MerkleHashing.Leaf(entry))]);
        return new SampleLog(signer, entries, tiles, root);
    }

    /// <summary>The bundle of the batch: its three versions, the private fields of two disclosed, one anchor.</summary>
    public async Task<ProofBundle> BundleAsync()
    {
        var entries = new List<BundleEntry>();
        foreach (var index in new[] { 2, 4, 9 })
        {
            entries.Add(new BundleEntry(
                index,
                Entries[index],
                await TiledTree.InclusionProofAsync(index, Size, Tiles),
                index == 9 ? [] : [.. Fields(index).Select(field => new Disclosure(field.Key, Salt(index, field.Key), field.Value))]));
        }

        return new ProofBundle(
            Signer.VerifierKey.Name,
            Signer.VerifierKey,
            entries,
            Signer.Sign(new Checkpoint(Signer.VerifierKey.Name, Size, Root)),
            [await AnchorAsync(AnchoredSize)]);
    }

    public async Task<BundleAnchor> AnchorAsync(long size) => new(
        31337,
        Hex("genesis"),
        Hex("contract")[..42],
        Hex("transaction"),
        7,
        Hex("block"),
        size,
        await TiledTree.RootAsync(size, Tiles),
        await TiledTree.ConsistencyProofAsync(size, Size, Tiles));

    public static string Hex(string what) => "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));

    public static Guid Id(int index) => new(0x019c0000 + index, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static SortedDictionary<string, JsonNode?> Fields(int index) => new(StringComparer.Ordinal)
    {
        ["note"] = index == 4 ? null : $"第{index}号 — “é” 😂",
        ["price"] = "1.85",
        ["readings"] = new JsonArray(1.5, -3, 1e21, true, new JsonObject { ["b"] = 1, ["a"] = "\u0001" }),
    };

    public static byte[] Salt(int index, string field) => SHA256.HashData(Encoding.UTF8.GetBytes($"salt {index} {field}"));

    private static EntryEnvelope Envelope(int index)
    {
        var subjects = index switch
        {
            2 => [new EntrySubject(Batch, 1, null), new EntrySubject("plot/7", 1, null)],
            4 => [new EntrySubject(Batch, 2, Id(2))],
            9 => [new EntrySubject(Batch, 3, Id(4)), new EntrySubject("plot/7", 2, Id(2))],
            _ => new EntrySubject[] { new($"other/{index}", 1, null) },
        };
        var occurred = new DateTimeOffset(2026, 3, 1, 8, index, 30, TimeSpan.FromHours(8));
        return new EntryEnvelope(
            Id(index),
            index == 2 ? "batch.harvested/v1" : "batch.noted/v2",
            subjects,
            occurred,
            occurred.ToUniversalTime().AddMilliseconds(125),
            index % 2 == 0 ? "91530300MA6K123456" : null,
            "a-7f3c",
            new JsonObject { ["quantity"] = new JsonObject { ["value"] = "1250.5", ["unit"] = "KGM" }, ["place"] = "昭通市" },
            Fields(index).ToDictionary(field => field.Key, field => Commitments.Compute(field.Key, Salt(index, field.Key), field.Value)));
    }
}
