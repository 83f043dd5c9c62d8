using System.Numerics;

namespace Traceability.Ledger;

/// <summary>
/// Checks proofs of the Merkle tree of RFC 9162. Every argument may come from an enemy: nothing throws, and the work is
/// bounded by the number of bits of the size.
/// </summary>
public static class MerkleProof
{
    /// <summary>No proof of any tree has more hashes: a size fits in 63 bits.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether the leaf is at that place in the tree: RFC 9162 section 2.1.3.2.</summary>
    /// <param name="index">The leaf's place, from 0.</param>
    /// <param name="size">The number of leaves of the tree.</param>
    /// <param name="leaf">The leaf's hash, <see cref="MerkleHashing.Leaf"/> of the entry.</param>
    /// <param name="proof">The sibling hashes from the leaf upwards.</param>
    /// <param name="root">The tree's root.</param>
    /// <returns>False for anything that does not prove it, also for a place outside the tree.</returns>
    public static bool VerifyInclusion(
        long index, long size, in MerkleHash leaf, IReadOnlyList<MerkleHash> proof, in MerkleHash root)
    {
        if (index < 0 || index >= size || proof is not { Count: <= MaxLength })
        {
            return false;
        }

        var node = index;
        var last = size - 1;
        var hash = leaf;
        for (var i = 0; i < proof.Count; i++)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHashing.Node(proof[i], hash);
                var lone = (node & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                node >>= lone;
                last >>= lone;
            }
            else
            {
                hash = MerkleHashing.Node(hash, proof[i]);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the smaller tree is the beginning of the larger: RFC 9162 section 2.1.4.2.</summary>
    /// <param name="fromSize">The number of leaves of the smaller tree.</param>
    /// <param name="fromRoot">Its root.</param>
    /// <param name="toSize">The number of leaves of the larger tree.</param>
    /// <param name="toRoot">Its root.</param>
    /// <param name="proof">
    /// The hashes in the order of the RFC. Empty when the sizes are equal (then the roots must be too), and when the
    /// smaller tree is empty (every tree begins with it; its root must be <see cref="MerkleHashing.EmptyRoot"/>).
    /// </param>
    /// <returns>False for anything that does not prove it.</returns>
    public static bool VerifyConsistency(
        long fromSize, in MerkleHash fromRoot, long toSize, in MerkleHash toRoot, IReadOnlyList<MerkleHash> proof)
    {
        if (fromSize < 0 || fromSize > toSize || proof is not { Count: <= MaxLength })
        {
            return false;
        }

        if (fromSize == 0)
        {
            return proof.Count == 0 && fromRoot == MerkleHashing.EmptyRoot && (toSize > 0 || toRoot == fromRoot);
        }

        if (fromSize == toSize)
        {
            return proof.Count == 0 && fromRoot == toRoot;
        }

        // A smaller tree that is one complete subtree is itself the first hash and is left out of the proof.
        var next = 0;
        MerkleHash start;
        if (BitOperations.IsPow2(fromSize))
        {
            start = fromRoot;
        }
        else if (proof.Count == 0)
        {
            return false;
        }
        else
        {
            start = proof[next++];
        }

        var node = fromSize - 1;
        var last = toSize - 1;
        var skipped = BitOperations.TrailingZeroCount(~node);
        node >>= skipped;
        last >>= skipped;
        var fromHash = start;
        var toHash = start;
        for (; next < proof.Count; next++)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                fromHash = MerkleHashing.Node(proof[next], fromHash);
                toHash = MerkleHashing.Node(proof[next], toHash);
                var lone = (node & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(node);
                node >>= lone;
                last >>= lone;
            }
            else
            {
                toHash = MerkleHashing.Node(toHash, proof[next]);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && fromHash == fromRoot && toHash == toRoot;
    }

    /// <summary>The k of RFC 9162 section 2.1.1: the largest power of two smaller than n, for n above 1.</summary>
    internal static long LargestPowerOfTwoBelow(long n) => 1L << BitOperations.Log2((ulong)(n - 1));
}
