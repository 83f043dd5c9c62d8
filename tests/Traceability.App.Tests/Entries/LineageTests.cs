using System.Globalization;
using Traceability.App.Entries;
using Traceability.Domain.Batches;

namespace Traceability.App.Tests.Entries;

/// <summary>How much of a batch each of its ancestors is.</summary>
public sealed class LineageTests
{
    [Fact]
    public void PartsAbove_OfAMergeOfUnequalHarvests_AreTheirMasses()
    {
        var parts = Lineage.PartsAbove("pack", [new("pack", "merged", 900), new("merged", "west", 300), new("merged", "east", 100)]);

        Assert.Equal((1m, 1m, 0.75m, 0.25m), (parts["pack"], parts["merged"], parts["west"], parts["east"]));
    }

    [Fact]
    public void PartsAbove_OfGoodsSplitAndMergedFortyTimes_LookAtEachEdgeOnce()
    {
        List<BatchInput> edges = [];
        for (var i = 0; i < 40; i++)
        {
            var (above, below) = (Level(i), Level(i + 1));
            edges.AddRange([new($"{above}a", below, 3), new($"{above}b", below, 5), new(above, $"{above}a", 3), new(above, $"{above}b", 5)]);
        }

        var parts = Lineage.PartsAbove(Level(0), edges);

        Assert.All(Enumerable.Range(0, 41), i => Assert.Equal(1m, parts[Level(i)], precision: 20));
        Assert.Equal(0.375m, parts[$"{Level(39)}a"], precision: 20);

        static string Level(int i) => i.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public void PartsAbove_OfABatchThatNothingCameTo_AreOfAllInputsAlike()
    {
        var parts = Lineage.PartsAbove("dust", [new("dust", "west", 0), new("dust", "east", 0)]);

        Assert.Equal((0.5m, 0.5m), (parts["west"], parts["east"]));
    }
}
