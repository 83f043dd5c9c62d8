namespace Traceability.Ledger.Tests;

/// <summary>Tiles in memory, which count how often they are read.</summary>
internal sealed class MemoryTiles : ITileReader
{
    private readonly Dictionary<(int Level, long Number), byte[]> _tiles = [];

    public int Reads { get; private set; }

    public IReadOnlyDictionary<(int Level, long Number), byte[]> Stored => _tiles;

    public ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(int level, long number, CancellationToken ct)
    {
        Reads++;
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(_tiles.GetValueOrDefault((level, number), []));
    }

    public void Store(TreeUpdate update)
    {
        foreach (var tile in update.Tiles)
        {
            Assert.Equal(tile.Width * MerkleHash.Size, tile.Hashes.Length);
            if (_tiles.TryGetValue((tile.Level, tile.Number), out var before))
            {
                Assert.True(tile.Hashes.Length > before.Length, "a changed tile grows");
                Assert.True(tile.Hashes.Span.StartsWith(before), "what a tile held stays");
            }

            _tiles[(tile.Level, tile.Number)] = tile.Hashes.ToArray();
        }
    }

    public void Corrupt(int level, long number, byte[] content) => _tiles[(level, number)] = content;

    /// <summary>A tree of that many leaves, appended at once.</summary>
    public static async Task<(MemoryTiles Tiles, MerkleHash Root)> OfAsync(IReadOnlyList<MerkleHash> leaves)
    {
        var tiles = new MemoryTiles();
        var update = await TiledTree.AppendAsync(0, leaves, tiles);
        tiles.Store(update);
        return (tiles, update.Root);
    }
}
