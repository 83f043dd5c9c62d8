using System.Globalization;
using System.Text;
using Traceability.App.Replay;
using Traceability.Ledger;
using Traceability.Ledger.Tests;

namespace Traceability.App.Tests.Replay;

public sealed class GrowingTreeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(70_000)]
    public async Task Finish_AnyNumberOfLeaves_GivesTheTreeAndEveryTileOnce(int count)
    {
        var leaves = Enumerable.Range(0, count).Select(n => MerkleHashing.Leaf(Encoding.ASCII.GetBytes(n.ToString(CultureInfo.InvariantCulture)))).ToArray();
        var tree = new GrowingTree();
        var tiles = new List<TileWrite>();
        foreach (var leaf in leaves)
            tiles.AddRange(await tree.AddAsync(leaf, TestContext.Current.CancellationToken));

        var (root, last) = await tree.FinishAsync(TestContext.Current.CancellationToken);
        tiles.AddRange(last);

        Assert.Equal(new NaiveTree(leaves).Root(count), root);
        var whole = await TiledTree.AppendAsync(0, leaves, new MemoryTiles(), TestContext.Current.CancellationToken);
        Assert.Equal(whole.Tiles.Select(Shown).Order(StringComparer.Ordinal), tiles.Select(Shown).Order(StringComparer.Ordinal));
    }

    private static string Shown(TileWrite tile) => string.Create(CultureInfo.InvariantCulture, $"{tile.Level}/{tile.Number}.{tile.Width} {Convert.ToHexString(tile.Hashes.Span)}");
}
