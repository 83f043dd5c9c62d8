using System.Numerics;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Durability;

/// <summary>RFC 9162 section 2.1.1 as it is written: no tiles, nothing kept.</summary>
internal static class NaiveTree
{
    public static MerkleHash Root(ReadOnlySpan<MerkleHash> leaves)
    {
        if (leaves.Length <= 1)
            return leaves.IsEmpty ? MerkleHashing.EmptyRoot : leaves[0];
        // The largest power of two smaller than the number of leaves.
        var split = 1 << (BitOperations.Log2((uint)leaves.Length - 1));
        return MerkleHashing.Node(Root(leaves[..split]), Root(leaves[split..]));
    }
}
