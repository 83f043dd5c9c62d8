using System.Security.Cryptography;

namespace Traceability.Ledger;

/// <summary>The hash function of the Merkle tree: RFC 9162 section 2.1.1 with SHA-256.</summary>
public static class MerkleHashing
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;
    private const int LongestStackEntry = 4096;

    /// <summary>The root of the tree with no entries: SHA-256 of nothing.</summary>
    public static MerkleHash EmptyRoot { get; } = HashOf([]);

    /// <summary>The hash of an entry as a leaf: SHA-256(0x00 ‖ entry).</summary>
    /// <param name="entry">The exact bytes of the entry.</param>
    public static MerkleHash Leaf(ReadOnlySpan<byte> entry)
    {
        if (entry.Length > LongestStackEntry)
        {
            return LongLeaf(entry);
        }

        Span<byte> input = stackalloc byte[LongestStackEntry + 1];
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        return HashOf(input[..(entry.Length + 1)]);
    }

    /// <summary>The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static MerkleHash Node(in MerkleHash left, in MerkleHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * MerkleHash.Size)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + MerkleHash.Size)..]);
        return HashOf(input);
    }

    private static MerkleHash LongLeaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        Span<byte> output = stackalloc byte[MerkleHash.Size];
        hash.GetHashAndReset(output);
        return new MerkleHash(output);
    }

    private static MerkleHash HashOf(ReadOnlySpan<byte> input)
    {
        Span<byte> output = stackalloc byte[MerkleHash.Size];
        SHA256.HashData(input, output);
        return new MerkleHash(output);
    }
}
