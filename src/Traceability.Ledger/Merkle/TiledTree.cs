namespace Traceability.Ledger;

/// <summary>
/// The Merkle tree of RFC 9162 section 2.1 over tiles of height 8 (C2SP tlog-tiles): appending, roots and proofs, with
/// all state in the tiles. Nothing here stores anything.
/// </summary>
/// <remarks>
/// The stored tree may be larger than the size asked about: complete subtrees never change, so roots and proofs of
/// every earlier size come out of the same tiles. Every method throws <see cref="InvalidDataException"/> when a tile is
/// missing hashes that the size asked about needs, which means that the storage is broken.
/// </remarks>
public static class TiledTree
{
    /// <summary>How many levels of the tree one tile spans.</summary>
    public const int TileHeight = 8;

    /// <summary>How many hashes a full tile holds.</summary>
    public const int TileWidth = 1 << TileHeight;

    /// <summary>Appends leaves to a tree. Reads only the tiles of its right edge, at most one a level.</summary>
    /// <param name="size">The number of leaves before, from 0. What the tiles hold beyond it is ignored.</param>
    /// <param name="leaves">The hashes of the new leaves, <see cref="MerkleHashing.Leaf"/> of each entry, in order.</param>
    /// <param name="tiles">The stored tiles.</param>
    /// <param name="ct">Cancels.</param>
    public static async ValueTask<TreeUpdate> AppendAsync(
        long size, IReadOnlyList<MerkleHash> leaves, ITileReader tiles, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var newSize = size + leaves.Count;
        var writes = new List<TileWrite>();
        var root = MerkleHashing.EmptyRoot;
        var rooted = false;
        var added = leaves;
        for (var level = 0; HashesAt(level, newSize) is > 0 and var after; level++)
        {
            var before = HashesAt(level, size);
            var edge = await ReadEdgeAsync(level, before, tiles, ct);
            var completed = new List<MerkleHash>();
            var taken = 0;
            for (var number = before / TileWidth; taken < added.Count; number++)
            {
                var width = (int)Math.Min(TileWidth, after - (number * TileWidth));
                var content = new byte[width * MerkleHash.Size];
                edge.CopyTo(content);
                for (var at = edge.Length; at < content.Length; at += MerkleHash.Size)
                {
                    added[taken++].CopyTo(content.AsSpan(at));
                }

                writes.Add(new TileWrite(level, number, width, content));
                edge = content;
                if (width == TileWidth)
                {
                    completed.Add(TileHashing.Subtree(content));
                    edge = default;
                }
            }

            (root, rooted) = TileHashing.PrependPeaks(edge.Span, root, rooted);
            added = completed;
        }

        return new TreeUpdate(newSize, root, writes);
    }

    /// <summary>The root of the tree's first <paramref name="size"/> leaves.</summary>
    public static async ValueTask<MerkleHash> RootAsync(long size, ITileReader tiles, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var root = MerkleHashing.EmptyRoot;
        var rooted = false;
        for (var level = 0; HashesAt(level, size) is > 0 and var count; level++)
        {
            var edge = await ReadEdgeAsync(level, count, tiles, ct);
            (root, rooted) = TileHashing.PrependPeaks(edge.Span, root, rooted);
        }

        return root;
    }

    /// <summary>The proof that a leaf is in the tree of a size: RFC 9162 section 2.1.3.1.</summary>
    /// <param name="index">The leaf's place, from 0, below <paramref name="size"/>.</param>
    /// <param name="size">The number of leaves of the tree.</param>
    /// <param name="tiles">The stored tiles.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The sibling hashes from the leaf upwards; empty for a tree of one leaf.</returns>
    public static async ValueTask<MerkleHash[]> InclusionProofAsync(
        long index, long size, ITileReader tiles, CancellationToken ct = default) =>
        await InclusionAsync(index, size, new TileCache(tiles), ct);

    /// <summary>
    /// Inclusion proofs of several leaves in one tree: the same as one <see cref="InclusionProofAsync"/> each, but every
    /// tile is read and every inner node worked out only once.
    /// </summary>
    /// <returns>The proofs in the order of <paramref name="indices"/>.</returns>
    public static async ValueTask<MerkleHash[][]> InclusionProofsAsync(
        IReadOnlyList<long> indices, long size, ITileReader tiles, CancellationToken ct = default)
    {
        var cache = new TileCache(tiles);
        var proofs = new MerkleHash[indices.Count][];
        for (var i = 0; i < proofs.Length; i++)
        {
            proofs[i] = await InclusionAsync(indices[i], size, cache, ct);
        }

        return proofs;
    }

    /// <summary>The proof that one tree is the beginning of another: RFC 9162 section 2.1.4.1.</summary>
    /// <param name="from">The number of leaves of the smaller tree, from 0.</param>
    /// <param name="to">The number of leaves of the larger tree, at least <paramref name="from"/>.</param>
    /// <param name="tiles">The stored tiles.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The hashes in the order of the RFC; empty when the sizes are equal or the smaller tree is empty.</returns>
    public static async ValueTask<MerkleHash[]> ConsistencyProofAsync(
        long from, long to, ITileReader tiles, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var ranges = new Stack<(long Begin, long End)>();
        if (from > 0)
        {
            var (begin, end) = (0L, to);
            while (from != end)
            {
                var middle = begin + MerkleProof.LargestPowerOfTwoBelow(end - begin);
                if (from <= middle)
                {
                    ranges.Push((middle, end));
                    end = middle;
                }
                else
                {
                    ranges.Push((begin, middle));
                    begin = middle;
                }
            }

            if (begin > 0)
            {
                ranges.Push((begin, end));
            }
        }

        return await new TileCache(tiles).HashRangesAsync(ranges, ct);
    }

    private static async ValueTask<MerkleHash[]> InclusionAsync(long index, long size, TileCache tiles, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var ranges = new Stack<(long Begin, long End)>();
        var (begin, end) = (0L, size);
        while (end - begin > 1)
        {
            var middle = begin + MerkleProof.LargestPowerOfTwoBelow(end - begin);
            if (index < middle)
            {
                ranges.Push((middle, end));
                end = middle;
            }
            else
            {
                ranges.Push((begin, middle));
                begin = middle;
            }
        }

        return await tiles.HashRangesAsync(ranges, ct);
    }

    /// <summary>How many hashes a level of tiles has: the number of complete subtrees of 256^level leaves.</summary>
    private static long HashesAt(int level, long size) => level < sizeof(long) ? size >> (TileHeight * level) : 0;

    /// <summary>The hashes of the incomplete tile at the right edge of a level that has <paramref name="count"/> hashes.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> ReadEdgeAsync(
        int level, long count, ITileReader tiles, CancellationToken ct)
    {
        var width = (int)(count % TileWidth);
        return width == 0
            ? default
            : (await TileCache.ReadAsync(tiles, level, count / TileWidth, width, ct))[..(width * MerkleHash.Size)];
    }
}
