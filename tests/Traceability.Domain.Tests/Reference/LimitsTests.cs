using Traceability.Domain.Reference;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Reference;

public sealed class LimitsTests
{
    internal static LimitRow Row(string foodClass, string analyte, decimal value, string edition) => new(
        "GB 2763", edition, string.Equals(edition, "2021", StringComparison.Ordinal) ? new DateOnly(2021, 9, 3) : new DateOnly(2026, 3, 1), FoodClass.Parse(foodClass), analyte, value, "mg/kg", "source");

    internal static LimitsImported Imported(params LimitRow[] rows) => new() { Edition = "test", FileSha256 = "", Count = rows.Length, Rows = rows };

    private static Limits After(params LimitRow[] rows) => Facts.After<Limits>(Subject.Limits, Imported(rows));

    [Fact]
    public void Import_ANewEdition_StandsBesideTheOld()
    {
        var limits = After(Row("tea", "吡虫啉", 0.5m, "2021"));

        Assert.True(limits.Import(Imported(Row("tea", "吡虫啉", 0.2m, "2026"))).Succeeded);
        limits.Apply(Subject.Limits, Imported(Row("tea", "吡虫啉", 0.2m, "2026")), Facts.Stamp(2));

        Assert.Equal([("2021", 0.5m), ("2026", 0.2m)], limits.Sets.Select(s => (s.Edition, Assert.Single(s.Items).Value)));
    }

    [Theory]
    [InlineData("吡虫啉")]
    [InlineData("吡虫啉\u200B")]
    [InlineData(" 吡 虫 啉")]
    public void Import_ALimitThatIsRegisteredOtherwise_IsRefusedByItsRow(string analyte)
    {
        var limits = After(Row("tea", "吡虫啉", 0.5m, "2026"));

        var problem = limits.Import(Imported(Row("tea", "草甘膦", 1, "2026"), Row("tea", analyte, 50, "2026"))).Problem;

        Assert.Equal("reference.contradicts", problem?.Code);
        Assert.Equal("limits[1]", problem?.Field);
    }

    [Fact]
    public void Import_TheSameRowsAgain_ChangesNothing()
    {
        var limits = After(Row("tea", "吡虫啉", 0.5m, "2026"));

        Assert.True(limits.Import(Imported(Row("tea", "吡虫啉", 0.5m, "2026"))).Succeeded);
        limits.Apply(Subject.Limits, Imported(Row("tea", "吡虫啉", 0.5m, "2026")), Facts.Stamp(2));

        Assert.Single(Assert.Single(limits.Sets).Items);
    }

    [Fact]
    public void Import_OneLimitTwice_IsRefused() =>
        Assert.Equal("reference.twice", new Limits().Import(Imported(Row("tea", "吡虫啉", 0.5m, "2026"), Row("tea", "吡虫啉", 0.6m, "2026"))).Problem?.Code);

    [Fact]
    public void Import_AnEditionWithTwoFirstDays_IsRefused() =>
        Assert.Equal(
            "reference.contradicts",
            new Limits().Import(Imported(Row("tea", "吡虫啉", 0.5m, "2026"), Row("tea", "草甘膦", 1, "2026") with { ValidFrom = new DateOnly(2026, 4, 1) })).Problem?.Code);

    [Fact]
    public void Import_AnotherEditionOfTheSameFirstDay_IsRefused() =>
        Assert.Equal("reference.contradicts", After(Row("tea", "吡虫啉", 0.5m, "2026")).Import(Imported(Row("tea", "吡虫啉", 0.5m, "2026A"))).Problem?.Code);

    [Fact]
    public void Import_ALastDay_IsTakenOnceAndNotMoved()
    {
        var limits = After(Row("tea", "吡虫啉", 0.5m, "2021"));
        var ended = Row("tea", "吡虫啉", 0.5m, "2021") with { ValidTo = new DateOnly(2026, 2, 28) };

        Assert.True(limits.Import(Imported(ended)).Succeeded);
        limits.Apply(Subject.Limits, Imported(ended), Facts.Stamp(2));

        Assert.Equal(new DateOnly(2026, 2, 28), Assert.Single(limits.Sets).ValidTo);
        Assert.Equal("reference.contradicts", limits.Import(Imported(ended with { ValidTo = new DateOnly(2027, 1, 1) })).Problem?.Code);
    }

    [Fact]
    public void Import_AnEndBeforeTheBeginning_IsRefused() =>
        Assert.Equal("reference.validity", new Limits().Import(Imported(Row("tea", "吡虫啉", 0.5m, "2026") with { ValidTo = new DateOnly(2026, 2, 28) })).Problem?.Code);
}
