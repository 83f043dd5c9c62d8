namespace Traceability.Ledger;

/// <summary>Hashing within one tile's row of hashes.</summary>
internal static class TileHashing
{
    /// <summary>The root of a complete subtree over a power of two of hashes.</summary>
    public static MerkleHash Subtree(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == MerkleHash.Size)
        {
            return new MerkleHash(hashes);
        }

        Span<MerkleHash> row = stackalloc MerkleHash[TiledTree.TileWidth / 2];
        var count = hashes.Length / MerkleHash.Size / 2;
        for (var i = 0; i < count; i++)
        {
            var pair = hashes.Slice(i * 2 * MerkleHash.Size, 2 * MerkleHash.Size);
            row[i] = MerkleHashing.Node(new MerkleHash(pair[..MerkleHash.Size]), new MerkleHash(pair[MerkleHash.Size..]));
        }

        for (; count > 1; count /= 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                row[i] = MerkleHashing.Node(row[2 * i], row[(2 * i) + 1]);
            }
        }

        return row[0];
    }

    /// <summary>
    /// Folds the complete subtrees that an incomplete tile consists of, smallest first, to the left of what lies to the
    /// right of the tile.
    /// </summary>
    public static (MerkleHash Root, bool Rooted) PrependPeaks(ReadOnlySpan<byte> hashes, MerkleHash right, bool rooted)
    {
        var end = hashes.Length / MerkleHash.Size;
        for (var peak = 1; end > 0; peak *= 2)
        {
            if ((end & peak) == 0)
            {
                continue;
            }

            var subtree = Subtree(hashes.Slice((end - peak) * MerkleHash.Size, peak * MerkleHash.Size));
            right = rooted ? MerkleHashing.Node(subtree, right) : subtree;
            rooted = true;
            end -= peak;
        }

        return (right, rooted);
    }
}
