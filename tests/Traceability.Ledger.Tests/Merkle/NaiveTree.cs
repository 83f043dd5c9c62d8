using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Traceability.Ledger.Tests;

/// <summary>RFC 9162 section 2.1 written down as its recursive definitions, remembering each range.</summary>
internal sealed class NaiveTree(IReadOnlyList<MerkleHash> leaves)
{
    private readonly ConcurrentDictionary<(int Begin, int End), MerkleHash> _ranges = [];

    public static MerkleHash[] Leaves(int count)
    {
        var leaves = new MerkleHash[count];
        var entry = new byte[4];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(entry, i);
            leaves[i] = MerkleHashing.Leaf(entry);
        }

        return leaves;
    }

    public MerkleHash Root(int size) => size == 0 ? MerkleHashing.EmptyRoot : Range(0, size);

    public MerkleHash[] Inclusion(int index, int size) => [.. Path(index, 0, size)];

    public MerkleHash[] Consistency(int from, int to) => from == 0 ? [] : [.. Subproof(from, 0, to, whole: true)];

    private MerkleHash Range(int begin, int end)
    {
        if (end - begin == 1)
        {
            return leaves[begin];
        }

        if (!_ranges.TryGetValue((begin, end), out var hash))
        {
            var middle = begin + Split(end - begin);
            hash = MerkleHashing.Node(Range(begin, middle), Range(middle, end));
            _ranges[(begin, end)] = hash;
        }

        return hash;
    }

    private List<MerkleHash> Path(int index, int begin, int end)
    {
        if (end - begin == 1)
        {
            return [];
        }

        var middle = begin + Split(end - begin);
        var (path, sibling) = index < middle
            ? (Path(index, begin, middle), Range(middle, end))
            : (Path(index, middle, end), Range(begin, middle));
        path.Add(sibling);
        return path;
    }

    private List<MerkleHash> Subproof(int from, int begin, int end, bool whole)
    {
        if (from == end)
        {
            return whole ? [] : [Range(begin, end)];
        }

        var middle = begin + Split(end - begin);
        var (proof, sibling) = from <= middle
            ? (Subproof(from, begin, middle, whole), Range(middle, end))
            : (Subproof(from, middle, end, whole: false), Range(begin, middle));
        proof.Add(sibling);
        return proof;
    }

    private static int Split(int count)
    {
        var split = 1;
        while (split * 2 < count)
        {
            split *= 2;
        }

        return split;
    }
}
