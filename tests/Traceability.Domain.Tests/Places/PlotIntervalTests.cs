using System.Globalization;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests.Places;

/// <summary>An interval of n days: sprayed on day d, a harvest is allowed from d + n on.</summary>
public sealed class PlotIntervalTests
{
    internal static PlotTended Sown(string day) => new() { Base = Facts.Base, Plot = Facts.FirstPlot, Step = CultivationStep.Sow, Day = Day(day) };

    internal static PlotSprayed Sprayed(string day, int interval) => new()
    {
        Base = Facts.Base, Plot = Facts.FirstPlot, Day = Day(day), Crop = FoodClass.Parse("potato"), IntervalDays = interval, Ingredients = ["吡虫啉"], ActiveIngredients = ["吡虫啉"], Product = "吡虫啉可湿性粉剂",
    };

    internal static HarvestFoundInsideInterval FoundInside(string lot) => new()
    {
        Gtin = Facts.Loose, Lot = LotNumber.Parse(lot), Spraying = Facts.Id(77), SprayedOn = Day("2026-09-10"), HarvestedOn = Day("2026-09-12"), IntervalDays = 14, FirstHarvestDay = Day("2026-09-24"),
    };

    [Theory]
    [InlineData("2026-08-09", true)]
    [InlineData("2026-08-10", false)]
    [InlineData("2026-08-20", false)]
    [InlineData("2026-08-23", false)]
    [InlineData("2026-08-24", true)]
    public void Harvest_OnADay_IsAllowedBeforeTheSprayingAndFromTheDayOfTheSprayingAndTheIntervalOn(string harvest, bool allowed) =>
        Assert.Equal(allowed, Plot(Sprayed("2026-08-10", 14)).Harvest(Facts.Harvested("HV01", 100), Day(harvest)).Succeeded);

    [Fact]
    public void Harvest_InsideAnInterval_IsRefusedWithItsDates()
    {
        var problem = Plot(Sprayed("2026-08-10", 14)).Harvest(Facts.Harvested("HV01", 100), Day("2026-08-20")).Problem!;

        Assert.Equal(("harvest.inside-interval", "occurred"), (problem.Code, problem.Field));
        Assert.Equal(
            [("sprayedOn", Day("2026-08-10")), ("ingredient", "吡虫啉"), ("intervalDays", 14), ("firstHarvestDay", Day("2026-08-24")), ("harvestedOn", Day("2026-08-20"))],
            problem.Facts!.Select(f => (f.Key, f.Value!)));
    }

    [Fact]
    public void Harvest_WithinSeveralIntervals_IsRefusedByTheOneThatEndsLast()
    {
        var plot = Plot(Sprayed("2026-08-10", 28), Sprayed("2026-08-12", 3), Sprayed("2026-07-18", 14));

        Assert.Equal(Day("2026-09-07"), plot.IntervalOn(Day("2026-08-13"))?.FirstHarvestDay);
        Assert.Null(plot.IntervalOn(Day("2026-09-07")));
        Assert.Equal(Day("2026-08-01"), plot.IntervalOn(Day("2026-07-20"))?.FirstHarvestDay);
    }

    /// <summary>Recorded late: a spraying of before the newest one forbids no other days than its own.</summary>
    [Fact]
    public void Harvest_BetweenSprayingsRecordedOutOfOrder_IsAllowed()
    {
        var plot = Plot(Sprayed("2026-08-10", 14), Sprayed("2026-06-01", 7));

        Assert.True(plot.Harvest(Facts.Harvested("HV01", 100), Day("2026-06-08")).Succeeded);
        Assert.False(plot.Harvest(Facts.Harvested("HV01", 100), Day("2026-06-07")).Succeeded);
    }

    [Fact]
    public void Harvest_AfterASprayingWithoutAnInterval_IsAllowedOnTheSameDay() =>
        Assert.True(Plot(Sprayed("2026-08-10", 0)).Harvest(Facts.Harvested("HV01", 100), Day("2026-08-10")).Succeeded);

    [Fact]
    public void Spraying_Voided_LeavesTheIntervalsAsTheyWereBefore()
    {
        var plot = Plot(Sprayed("2026-08-10", 14));
        var before = plot.Intervals;
        plot.Apply(plot.Subject, Sprayed("2026-08-12", 28), Facts.Stamp(3));

        plot.Apply(plot.Subject, Facts.Voids(3, Sprayed("2026-08-12", 28)), Facts.Stamp(4));

        Assert.Equal(before, plot.Intervals);
        plot.Apply(plot.Subject, Sown("2026-04-28"), Facts.Stamp(5));
        plot.Apply(plot.Subject, Facts.Voids(5, Sown("2026-04-28")), Facts.Stamp(6));
        Assert.Equal(before, plot.Intervals);
        Assert.Equal(6, plot.Version);
    }

    [Fact]
    public void Intervals_WrittenAndRead_AreTheSame()
    {
        var intervals = Plot(Sprayed("2026-08-10", 14), Sprayed("2026-06-01", 7) with { Ingredients = [] }).Intervals;

        Assert.Equal(intervals, PlotInterval.Read(PlotInterval.Write(intervals)));
        Assert.Empty(PlotInterval.Read(PlotInterval.Write([])));
    }

    private static Plot Plot(params DomainEvent[] facts) =>
        Facts.After<Plot>(Subject.Plot(Facts.Base, Facts.FirstPlot), [Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, 120, 2_500)), .. facts]);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
