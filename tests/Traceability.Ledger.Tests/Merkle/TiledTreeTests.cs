using CsCheck;

namespace Traceability.Ledger.Tests;

public sealed class TiledTreeTests
{
    private const int Largest = 2000;

    private static readonly MerkleHash[] Leaves = NaiveTree.Leaves(Largest);
    private static readonly NaiveTree Naive = new(Leaves);

    [Fact]
    public async Task Tree_OfAnySizeInAnyChunks_AgreesWithTheNaiveTreeInEveryProof()
    {
        var trees =
            from size in Gen.Int[0, Largest]
            from longest in Gen.Int[1, Largest]
            from chunks in Gen.Int[0, longest].Array[1, 8]
            from smaller in Gen.Int[0, size]
            select (size, chunks, smaller);
        await trees.SampleAsync(
            async tree => await HoldAgainstNaiveAsync(tree.size, tree.chunks, tree.smaller), iter: 20, threads: 1);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    public async Task Tree_AtATileBoundary_AgreesWithTheNaiveTreeInEveryProof(int size)
    {
        await HoldAgainstNaiveAsync(size, [size], size - 1);
        await HoldAgainstNaiveAsync(size, [1], size / 2);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public async Task Tree_AtTheBoundaryOfTheSecondLevel_AgreesWithTheNaiveTree(int size)
    {
        var leaves = NaiveTree.Leaves(size);
        var naive = new NaiveTree(leaves);
        var tiles = new MemoryTiles();
        var first = await TiledTree.AppendAsync(0, leaves[..(size - 300)], tiles);
        tiles.Store(first);
        var second = await TiledTree.AppendAsync(size - 300, leaves[(size - 300)..], tiles);
        tiles.Store(second);

        Assert.Equal(naive.Root(size - 300), first.Root);
        Assert.Equal(naive.Root(size), second.Root);
        foreach (var index in new[] { 0, 255, 256, 32_767, 32_768, 65_279, 65_280, size - 2, size - 1 })
        {
            Assert.Equal(naive.Inclusion(index, size), await TiledTree.InclusionProofAsync(index, size, tiles));
        }

        foreach (var from in new[] { 1, 255, 256, 257, 32_768, 65_280, 65_534, size })
        {
            Assert.Equal(naive.Consistency(from, size), await TiledTree.ConsistencyProofAsync(from, size, tiles));
        }
    }

    [Fact]
    public async Task Append_ToALargeTree_ReadsOneTileALevelAndWritesOnlyWhatChanged()
    {
        var (tiles, _) = await MemoryTiles.OfAsync(NaiveTree.Leaves(65_536 + 256 + 3));
        var before = tiles.Reads;

        var update = await TiledTree.AppendAsync(65_536 + 256 + 3, Leaves[..2], tiles);

        Assert.Equal(3, tiles.Reads - before);
        var tile = Assert.Single(update.Tiles);
        Assert.Equal((0, 257L, 5), (tile.Level, tile.Number, tile.Width));
    }

    [Fact]
    public async Task Append_AcrossATile_WritesEachTileOnceWithItsWholeContent()
    {
        var (tiles, _) = await MemoryTiles.OfAsync(Leaves[..250]);

        var update = await TiledTree.AppendAsync(250, Leaves[250..520], tiles);

        Assert.Equal(
            [(0, 0, 256), (0, 1, 256), (0, 2, 8), (1, 0, 2)],
            update.Tiles.Select(tile => (tile.Level, (int)tile.Number, tile.Width)));
        Assert.Equal(520, update.Size);
        Assert.Equal(Leaves[7], new MerkleHash(update.Tiles[0].Hashes.Span.Slice(7 * MerkleHash.Size, MerkleHash.Size)));
    }

    [Fact]
    public async Task Append_OfNothing_ChangesNothing()
    {
        var (tiles, root) = await MemoryTiles.OfAsync(Leaves[..300]);

        var update = await TiledTree.AppendAsync(300, [], tiles);

        Assert.Equal((300L, root), (update.Size, update.Root));
        Assert.Empty(update.Tiles);
        Assert.Equal(MerkleHashing.EmptyRoot, (await TiledTree.AppendAsync(0, [], tiles)).Root);
    }

    [Fact]
    public async Task Append_WhenTheStoredTilesAreWider_ContinuesFromTheSizeAskedFor()
    {
        var (tiles, _) = await MemoryTiles.OfAsync(Leaves[..300]);

        var update = await TiledTree.AppendAsync(290, Leaves[290..295], tiles);

        Assert.Equal(Naive.Root(295), update.Root);
        Assert.Equal(39, Assert.Single(update.Tiles).Width);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3 * 32)]
    [InlineData((43 * 32) + 1)]
    [InlineData(257 * 32)]
    public async Task Tree_WhenATileIsBroken_SaysSo(int length)
    {
        var (tiles, _) = await MemoryTiles.OfAsync(Leaves[..300]);
        tiles.Corrupt(0, 1, new byte[length]);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await TiledTree.RootAsync(300, tiles));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await TiledTree.AppendAsync(300, Leaves[..1], tiles));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await TiledTree.InclusionProofAsync(299, 300, tiles));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await TiledTree.InclusionProofAsync(256, 300, tiles));
    }

    [Fact]
    public async Task Proof_OfAPlaceOutsideTheTree_IsABug()
    {
        var (tiles, _) = await MemoryTiles.OfAsync(Leaves[..3]);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await TiledTree.InclusionProofAsync(3, 3, tiles));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await TiledTree.InclusionProofAsync(-1, 3, tiles));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await TiledTree.ConsistencyProofAsync(3, 2, tiles));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await TiledTree.ConsistencyProofAsync(-1, 2, tiles));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await TiledTree.RootAsync(-1, tiles));
    }

    /// <summary>Builds the tree in chunks, then compares every root and proof of its size and of a smaller one.</summary>
    private static async Task HoldAgainstNaiveAsync(int size, int[] chunks, int smaller)
    {
        var tiles = new MemoryTiles();
        var root = MerkleHashing.EmptyRoot;
        for (int at = 0, chunk = 0; at < size; chunk++)
        {
            var count = Math.Min(Math.Max(1, chunks[chunk % chunks.Length]), size - at);
            var update = await TiledTree.AppendAsync(at, Leaves[at..(at + count)], tiles);
            tiles.Store(update);
            at += count;
            root = update.Root;
            Assert.Equal(at, update.Size);
        }

        Assert.Equal(Naive.Root(size), root);
        foreach (var asked in new[] { size, smaller })
        {
            Assert.Equal(Naive.Root(asked), await TiledTree.RootAsync(asked, tiles));
            var proofs = await TiledTree.InclusionProofsAsync([.. Enumerable.Range(0, asked).Select(i => (long)i)], asked, tiles);
            for (var index = 0; index < asked; index++)
            {
                Assert.True(proofs[index].AsSpan().SequenceEqual(Naive.Inclusion(index, asked)), $"inclusion of {index} in {asked}");
                Assert.True(MerkleProof.VerifyInclusion(index, asked, Leaves[index], proofs[index], Naive.Root(asked)));
            }

            for (var from = 0; from <= asked; from += 1 + (from / 16))
            {
                var proof = await TiledTree.ConsistencyProofAsync(from, asked, tiles);
                Assert.Equal(Naive.Consistency(from, asked), proof);
                Assert.True(MerkleProof.VerifyConsistency(from, Naive.Root(from), asked, Naive.Root(asked), proof));
            }
        }

        if (size > 0)
        {
            Assert.Equal(Naive.Inclusion(size / 3, size), await TiledTree.InclusionProofAsync(size / 3, size, tiles));
        }
    }
}
