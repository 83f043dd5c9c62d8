using System.Numerics;

namespace Traceability.Ledger;

/// <summary>The tiles that one question needs, each read once, with the inner nodes worked out so far.</summary>
internal sealed class TileCache(ITileReader tiles)
{
    private readonly Dictionary<(int Level, long Number), Tile> _read = [];

    /// <summary>The hash of each range, topmost of the stack first.</summary>
    public async ValueTask<MerkleHash[]> HashRangesAsync(Stack<(long Begin, long End)> ranges, CancellationToken ct)
    {
        var hashes = new MerkleHash[ranges.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            var (begin, end) = ranges.Pop();
            hashes[i] = await HashRangeAsync(begin, end, ct);
        }

        return hashes;
    }

    /// <summary>Reads a tile and makes sure that it holds what the caller needs.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        ITileReader tiles, int level, long number, int width, CancellationToken ct)
    {
        var tile = await tiles.ReadTileAsync(level, number, ct);
        return tile.Length >= width * MerkleHash.Size
            && tile.Length <= TiledTree.TileWidth * MerkleHash.Size
            && tile.Length % MerkleHash.Size == 0
            ? tile
            : throw new InvalidDataException(FormattableString.Invariant(
                $"Tile {level}/{number} holds {tile.Length} bytes; the tree needs {width} hashes of it."));
    }

    /// <summary>MTH of RFC 9162 over the leaves from begin to before end, where begin is where a subtree begins.</summary>
    private async ValueTask<MerkleHash> HashRangeAsync(long begin, long end, CancellationToken ct)
    {
        // The complete subtrees from right to left: the sizes are the set bits of the length.
        MerkleHash? hash = null;
        for (var length = end - begin; length > 0; length &= length - 1)
        {
            var height = BitOperations.TrailingZeroCount(length);
            var subtree = await NodeAsync(height, (begin + length - (1L << height)) >> height, ct);
            hash = hash is { } right ? MerkleHashing.Node(subtree, right) : subtree;
        }

        return hash ?? MerkleHashing.EmptyRoot;
    }

    /// <summary>The root of the complete subtree of 2^height leaves that is the index-th of its height.</summary>
    private async ValueTask<MerkleHash> NodeAsync(int height, long index, CancellationToken ct)
    {
        var within = height % TiledTree.TileHeight;
        var level = height / TiledTree.TileHeight;
        var first = index << within;
        var (number, at) = (first / TiledTree.TileWidth, (int)(first % TiledTree.TileWidth));
        if (!_read.TryGetValue((level, number), out var tile) || tile.Width < at + (1 << within))
        {
            tile = new Tile(await ReadAsync(tiles, level, number, at + (1 << within), ct));
            _read[(level, number)] = tile;
        }

        return tile.Node(within, at >> within);
    }

    /// <summary>One tile's hashes and the inner nodes above them.</summary>
    private sealed class Tile(ReadOnlyMemory<byte> hashes)
    {
        // The row of a height has (256 >> height) nodes and begins at that place; default is not worked out yet.
        private readonly MerkleHash[] _inner = new MerkleHash[TiledTree.TileWidth];

        public int Width => hashes.Length / MerkleHash.Size;

        public MerkleHash Node(int height, int index)
        {
            if (height == 0)
            {
                return new MerkleHash(hashes.Span.Slice(index * MerkleHash.Size, MerkleHash.Size));
            }

            ref var node = ref _inner[(TiledTree.TileWidth >> height) + index];
            if (node == default)
            {
                node = MerkleHashing.Node(Node(height - 1, 2 * index), Node(height - 1, (2 * index) + 1));
            }

            return node;
        }
    }
}
