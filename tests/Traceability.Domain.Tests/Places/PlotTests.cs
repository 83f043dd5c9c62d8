using CsCheck;
using Traceability.Domain.Batches;
using Traceability.Domain.Places;

namespace Traceability.Domain.Tests.Places;

public sealed class PlotTests
{
    private static readonly DateOnly Day = new(2026, 9, 12);

    private const string Subject = "/414/9520109009007/254/1";

    [Fact]
    public void Harvest_ExactlyTheBound_IsAllowed() =>
        Assert.Null(Plot(120, 2_500, Facts.Harvested("HV01", 200_000)).Harvest(Facts.Harvested("HV02", 100_000), Day).Problem);

    [Fact]
    public void Harvest_BeyondTheBound_IsRefusedWithTheSum()
    {
        var problem = Plot(120, 2_500, Facts.Harvested("HV01", 200_000)).Harvest(Facts.Harvested("HV02", 100_000.000001m), Day).Problem!;

        Assert.Equal(("harvest.beyond-plot", ProblemKind.Refused, "kilograms"), (problem.Code, problem.Kind, problem.Field));
        Assert.Equal(("120", "2500", "300000"), (problem.Facts!["areaMu"], problem.Facts["capKgPerMu"], problem.Facts["capKg"]));
        Assert.Equal(("200000", "100000", "100000.000001", "2026"), (problem.Facts["harvestedKg"], problem.Facts["leftKg"], problem.Facts["askedKg"], problem.Facts["season"]));
        Assert.Equal(
            "120 mu × 2500 kg = 300000 kg is what the plot bears in the season 2026; 200000 kg are harvested, 100000 kg are left, 100000.000001 kg were asked.",
            problem.Detail);
    }

    [Fact]
    public void Harvest_AnotherSeason_HasABoundOfItsOwn()
    {
        var plot = Plot(120, 2_500, Facts.Harvested("HV01", 300_000, "2026"));

        Assert.Null(plot.Harvest(Facts.Harvested("HV02", 300_000, "2027"), Day).Problem);
        Assert.NotNull(plot.Harvest(Facts.Harvested("HV02", 1, "2026"), Day).Problem);
    }

    [Fact]
    public void Harvest_WildGatheringWithoutArea_IsNotBounded()
    {
        var plot = Plot(area: null, cap: null);

        Assert.Null(plot.CapKg);
        Assert.Null(plot.Harvest(Facts.Harvested("HV01", 1_000_000_000) with { WeighSlips = [new WeighSlip("C-07", 1_000_000_000)] }, Day).Problem);
        Assert.Equal("harvest.slips-missing", plot.Harvest(Facts.Harvested("HV01", 1), Day).Problem!.Code);
    }

    [Theory]
    [InlineData(106.5, null)]
    [InlineData(106.4, "harvest.slips-differ")]
    [InlineData(106.6, "harvest.slips-differ")]
    public void Harvest_WithWeighSlips_IsWhatTheyAddUpTo(decimal kilograms, string? code)
    {
        var plot = Plot(120, 2_500);
        var problem = plot.Harvest(Facts.Harvested("HV01", kilograms) with { WeighSlips = [new WeighSlip("C-07", 37.5m), new WeighSlip("C-12", 28), new WeighSlip("C-07", 41)] }, Day).Problem;

        Assert.Equal(code, problem?.Code);
        if (code is not null)
            Assert.Equal((3, "106.5"), (problem!.Facts!["slips"], problem.Facts["slipsKg"]));
    }

    [Theory]
    [InlineData("C-07", true)]
    [InlineData("7", true)]
    [InlineData("", false)]
    [InlineData("wangfang", false)]
    [InlineData("王芳1", false)]
    [InlineData("C 07", false)]
    [InlineData("C-0000000000000000007", false)]
    public void WeighSlip_OfACollector_BearsANumberAndNoName(string collector, bool isNumber) => Assert.Equal(isNumber, WeighSlip.IsCollector(collector));

    [Fact]
    public void Harvest_AnySequence_NeverExceedsAreaTimesYieldCap() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[1, 100_000_000], Gen.Long[1, 1_000_000_000].Array[1, 10]).Sample((area, cap, asked) =>
        {
            var plot = Plot(area / 10_000m, cap / 10_000m);
            for (var i = 0; i < asked.Length; i++)
            {
                var harvest = Facts.Harvested($"HV{i}", asked[i] / 1_000_000m);
                var before = plot.HarvestedKg("2026");
                var allowed = plot.Harvest(harvest, Day).Problem is null;

                Assert.Equal(before + harvest.Quantity.InKilograms <= plot.CapKg, allowed);
                if (allowed)
                    plot.Apply(Subject, harvest, Facts.Stamp(i + 2));
            }

            Assert.True(plot.HarvestedKg("2026") <= plot.CapKg);
        });

    [Fact]
    public void Register_NoPlot_IsRefused() => Assert.Equal("base.no-plot", Base.Register(Facts.BaseWith()).Problem!.Code);

    [Fact]
    public void Register_SameExtensionTwice_IsRefused() =>
        Assert.Equal("base.plot-twice", Base.Register(Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, 1, 1), new PlotDeclared(Facts.FirstPlot, 2, 2))).Problem!.Code);

    [Theory]
    [InlineData(1, null)]
    [InlineData(null, 1)]
    public void Register_AreaWithoutCapOrCapWithoutArea_IsRefused(int? area, int? cap) =>
        Assert.Equal("base.area-without-cap", Base.Register(Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, area, cap))).Problem!.Code);

    private static Plot Plot(decimal? area, decimal? cap, params DomainEvent[] facts) =>
        Facts.After<Plot>(Subject, [Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, area, cap)), .. facts]);
}
