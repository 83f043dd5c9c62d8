using Traceability.Ledger;

namespace Traceability.App.Replay;

/// <summary>A log's tree worked out again from nothing, leaf by leaf. It keeps its right edge only; full tiles are handed out as they fill.</summary>
public sealed class GrowingTree
{
    private const int LeavesAtOnce = 16 * TiledTree.TileWidth;

    private readonly List<MerkleHash> _leaves = new(LeavesAtOnce);
    private readonly RightEdge _edge = new();
    private long _size;

    public long Size => _size + _leaves.Count;

    /// <returns>The tiles that are full now, mostly none.</returns>
    public async ValueTask<IReadOnlyList<TileWrite>> AddAsync(MerkleHash leaf, CancellationToken ct)
    {
        _leaves.Add(leaf);
        return _leaves.Count < LeavesAtOnce ? [] : (await GrowAsync(ct)).Full;
    }

    /// <returns>The root, and the tiles that were not handed out yet.</returns>
    public async ValueTask<(MerkleHash Root, IReadOnlyList<TileWrite> Tiles)> FinishAsync(CancellationToken ct)
    {
        var (root, full) = await GrowAsync(ct);
        return (root, [.. full, .. _edge.Tiles]);
    }

    private async ValueTask<(MerkleHash Root, IReadOnlyList<TileWrite> Full)> GrowAsync(CancellationToken ct)
    {
        var update = await TiledTree.AppendAsync(_size, _leaves, _edge, ct);
        _size = update.Size;
        _leaves.Clear();
        _edge.Take(update.Tiles);
        return (update.Root, [.. update.Tiles.Where(tile => tile.Width == TiledTree.TileWidth)]);
    }

    private sealed class RightEdge : ITileReader
    {
        private readonly SortedDictionary<int, TileWrite> _byLevel = [];

        public IEnumerable<TileWrite> Tiles => _byLevel.Values;

        public void Take(IEnumerable<TileWrite> written)
        {
            foreach (var tile in written)
            {
                if (tile.Width < TiledTree.TileWidth)
                    _byLevel[tile.Level] = tile;
                else
                    _byLevel.Remove(tile.Level);
            }
        }

        public ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(int level, long number, CancellationToken ct) =>
            ValueTask.FromResult(_byLevel.TryGetValue(level, out var tile) && tile.Number == number ? tile.Hashes : default);
    }
}
