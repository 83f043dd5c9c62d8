using System.Globalization;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Reference;

public sealed class PesticidesTests
{
    internal static PesticideRow Name(string ingredient, string? alias = null) => new(PesticideRowKind.Name, ingredient, alias);

    internal static PesticideRow Ban(string ingredient, string? crop, string from) =>
        new(PesticideRowKind.Ban, ingredient, Crop: crop is null ? null : FoodClass.Parse(crop), From: Day(from), Notice: "农业农村部公告第736号");

    internal static PesticideRow Interval(string ingredient, string crop, int days) =>
        new(PesticideRowKind.Interval, ingredient, Crop: FoodClass.Parse(crop), From: Day("2020-01-01"), Days: days, Notice: "label");

    internal static PesticidesImported Imported(params PesticideRow[] rows) => new() { Edition = "test", FileSha256 = "", Count = rows.Length, Rows = rows };

    private static Pesticides After(params PesticideRow[] rows) => Facts.After<Pesticides>(Subject.Pesticides, Imported(rows));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-05-31", false)]
    [InlineData("2026-06-01", true)]
    [InlineData("2027-01-01", true)]
    public void Ban_OnAllCrops_CoversTheDaysOfUseFromItsFirst(string day, bool covered)
    {
        var ban = Assert.Single(After(Name("氧乐果"), Ban("氧乐果", crop: null, "2026-06-01")).Bans);

        Assert.Equal(covered, ban.Covers(FoodClass.Parse("potato"), Day(day)));
    }

    [Theory]
    [InlineData("potato", true)]
    [InlineData("vegetables", true)]
    [InlineData("tea", false)]
    public void Ban_OnAClassOfCrops_CoversWhatLiesInIt(string crop, bool covered) =>
        Assert.Equal(covered, Assert.Single(After(Name("氧乐果"), Ban("氧乐果", "vegetables", "2017-06-01")).Bans).Covers(FoodClass.Parse(crop), Day("2024-05-01")));

    [Fact]
    public void Import_ABanWithAnotherNotice_IsRefused()
    {
        var register = After(Name("氧乐果"), Ban("氧乐果", "tea", "2017-06-01"));

        Assert.Equal("reference.contradicts", register.Import(Imported(Ban("氧乐果", "tea", "2017-06-01") with { Notice = "other" })).Problem?.Code);
    }

    [Fact]
    public void Import_OfAnythingButANameWithoutOne_IsRefused()
    {
        Assert.Equal("reference.ingredient", new Pesticides().Import(Imported(Ban("氧乐果", crop: null, "2026-06-01"))).Problem?.Code);
        Assert.Equal("reference.ingredient", After(Name("氧乐果", "omethoate")).Import(Imported(Interval("omethoate", "tea", 7))).Problem?.Code);
    }

    [Fact]
    public void Import_AnAliasOfAnother_IsRefused() =>
        Assert.Equal("reference.contradicts", After(Name("氧乐果", "Omethoate")).Import(Imported(Name("克百威", "OMETHOATE"))).Problem?.Code);

    [Fact]
    public void Import_AnotherIntervalForTheSameDays_IsRefused() =>
        Assert.Equal("reference.contradicts", After(Name("吡虫啉"), Interval("吡虫啉", "potato", 14)).Import(Imported(Interval("吡虫啉", "potato", 7))).Problem?.Code);

    [Fact]
    public void Import_AnEndOfABan_IsTaken()
    {
        var register = After(Name("氧乐果"), Ban("氧乐果", "tea", "2017-06-01"));
        var ended = Ban("氧乐果", "tea", "2017-06-01") with { To = Day("2026-05-31") };

        Assert.True(register.Import(Imported(ended)).Succeeded);
        register.Apply(Subject.Pesticides, Imported(ended), Facts.Stamp(2));

        Assert.Equal(Day("2026-05-31"), Assert.Single(register.Bans).To);
        Assert.False(Assert.Single(register.Bans).Covers(FoodClass.Parse("tea"), Day("2026-06-01")));
    }

    [Fact]
    public void Import_RefusedInTheMiddle_LeavesTheRegisterAsItWas()
    {
        var register = After(Name("氧乐果"), Ban("氧乐果", "tea", "2017-06-01"));

        Assert.False(register.Import(Imported(Ban("氧乐果", "tea", "2017-06-01") with { To = Day("2026-05-31") }, Ban("克百威", crop: null, "2026-06-01"))).Succeeded);

        Assert.Null(Assert.Single(register.Bans).To);
    }

    [Theory]
    [InlineData(PesticideRowKind.Ban)]
    [InlineData(PesticideRowKind.Interval)]
    public void Import_ARowThatLacksWhatItsKindNeeds_IsRefused(PesticideRowKind kind) =>
        Assert.Equal("reference.kind", After(Name("氧乐果")).Import(Imported(new PesticideRow(kind, "氧乐果"))).Problem?.Code);
}
