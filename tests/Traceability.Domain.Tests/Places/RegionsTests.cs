using System.Diagnostics;
using Traceability.Domain.Places;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Places;

public sealed class RegionsTests
{
    [Fact]
    public void Apply_LaterImport_RenamesAddsAndKeeps()
    {
        var regions = Facts.After<Regions>(Subject.Regions, Imported("2025", ("110000", "北京"), ("130000", "河北")), Imported("2026", ("130000", "河北省"), ("530000", "云南省")));

        Assert.Equal("2026", regions.Edition);
        Assert.Equal([("110000", "北京"), ("130000", "河北省"), ("530000", "云南省")], regions.Rows.Select(r => (r.Code, r.Name)));
    }

    [Fact]
    public void Apply_ARowTwiceInOneImport_IsOneRegionWithTheLastName() =>
        Assert.Equal("河北省", Assert.Single(Facts.After<Regions>(Subject.Regions, Imported("2026", ("130000", "河北"), ("130000", "河北省"))).Rows).Name);

    [Fact]
    public void Apply_TheWholeCountryTwice_TakesTimeByRowsAndNotByTheirSquare()
    {
        var rows = Enumerable.Range(0, 50_000).Select(n => ($"110101{100 + n / 900}{100 + n % 900}", "某村")).ToArray();
        var import = Imported("2026", rows);
        var clock = Stopwatch.StartNew();

        var regions = Facts.After<Regions>(Subject.Regions, import, import);

        Assert.Equal(50_000, regions.Rows.Count);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Apply_ParentThatNobodyDeclares_IsTheNearestKnownAbove()
    {
        var regions = After(Row("130722100"), Row("130722"), Row("130000"), Row("110105"));

        Assert.Equal([("130722100", "130722"), ("130722", "130000"), ("130000", null), ("110105", null)], regions.Rows.Select(r => (r.Code, r.Parent)));
    }

    [Fact]
    public void Apply_LaterImportOfTheRegionBetween_IsLainInByWhatFollowsFromTheCodeAndNotByWhatWasDeclared()
    {
        var regions = Facts.After<Regions>(
            Subject.Regions, Import(Row("130000"), Row("130722"), Row("130727", "130000")), Import(Row("130700")), NamesOnly("130800", "130827"), Import(Row("130722100")));

        Assert.Equal(
            ["130000 ", "130722 130700", "130727 130000", "130700 130000", "130800 130000", "130827 130800", "130722100 130722"], regions.Rows.Select(r => $"{r.Code} {r.Parent}"));
    }

    [Fact]
    public void Apply_RowOfAKnownCode_SaysAllThereIsToSay()
    {
        var (first, last) = (new DateOnly(1949, 10, 1), new DateOnly(2016, 1, 7));
        var regions = Facts.After<Regions>(
            Subject.Regions, Import(Row("130000"), Row("130700"), Row("130722", "130000") with { ValidFrom = first, ValidTo = last, Successor = RegionCode.Parse("130700") }), Import(Row("130722")));

        var row = regions.Rows.Last();
        Assert.Equal(("130700", false, (DateOnly?)null, (DateOnly?)null, (string?)null), (row.Parent, row.ParentDeclared, row.ValidFrom, row.ValidTo, row.Successor));
    }

    [Fact]
    public void Apply_NamesOnlyOfAKnownCode_LeaveParentAndValidityAlone()
    {
        var regions = Facts.After<Regions>(Subject.Regions, Import(Row("130000"), Row("130700"), Row("130722", "130000") with { ValidTo = new DateOnly(2030, 1, 1) }), NamesOnly("130722"));

        var row = regions.Rows.Last();
        Assert.Equal(("Only a name", "130000", (DateOnly?)new DateOnly(2030, 1, 1)), (row.NameEn, row.Parent, row.ValidTo));
    }

    [Fact]
    public void TakeChanged_AfterAnImport_HasOnlyTheRowsThatChanged()
    {
        var regions = After(Row("130000"), Row("130722"), Row("110000"));
        Assert.Equal(3, regions.TakeChanged().Count);

        regions.Apply(Subject.Regions, Import(Row("130000"), Row("130700"), Row("110000") with { Name = "北京市" }), Facts.Stamp(2));

        Assert.Equal(["110000", "130700", "130722"], regions.TakeChanged().Select(r => r.Code).Order(StringComparer.Ordinal));
        Assert.Empty(regions.TakeChanged());
    }

    [Theory]
    [InlineData("130722", "140000", null, null, null, "regions.parent")]
    [InlineData("130722", "130723", null, null, null, "regions.parent")]
    [InlineData("130722", "130722", null, null, null, "regions.parent")]
    [InlineData("130722", "130722100", null, null, null, "regions.parent")]
    [InlineData("130722", null, "2026-02-02", "2026-02-01", null, "regions.validity")]
    [InlineData("130722", null, null, null, "130723", "regions.successor")]
    [InlineData("130722", null, null, "2026-02-01", "140000", "regions.successor")]
    [InlineData("130722", null, null, "2026-02-01", "130722", "regions.successor")]
    [InlineData("130000", null, null, "2026-02-01", "130722100", "regions.circle")]
    [InlineData("130722", "130000", null, "2026-02-01", "130723", "regions.circle")]
    public void Import_RowThatMakesNoTree_IsNamed(string code, string? parent, string? from, string? to, string? successor, string problem)
    {
        var regions = After(Row("130000"), Row("130723") with { ValidTo = new DateOnly(2030, 1, 1), Successor = RegionCode.Parse("130722100") }, Row("130722"), Row("130722100"));
        var row = Row(code, parent) with { ValidFrom = Day(from), ValidTo = Day(to), Successor = successor is null ? null : RegionCode.Parse(successor) };

        var found = regions.Import(Import(Row("110000"), row)).Problem!;

        Assert.Equal(problem, found.Code);
        Assert.StartsWith("regions[1].", found.Field, StringComparison.Ordinal);
        Assert.Equal(found.Field, ((IReadOnlyList<string>)found.Facts!["rows"]!)[0].Split(':')[0]);

        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Import_ManyWrongRows_NamesTwenty()
    {
        var problem = new Regions().Import(Import([.. Enumerable.Range(130_721, 79).Select(n => Row($"{n}", "140000"))])).Problem!;

        Assert.Equal(20, ((IReadOnlyList<string>)problem.Facts!["rows"]!).Count);
    }

    [Fact]
    public void Import_AChainOfSuccessorsAsLongAsTheRegister_IsLookedThrough()
    {
        var codes = Enumerable.Range(0, 40_000).Select(n => $"110101{100 + n / 900}{100 + n % 900}").ToArray();
        RegionRow[] rows = [.. codes.Select((c, i) => Row(c) with { ValidTo = new DateOnly(2020, 1, 1), Successor = RegionCode.Parse(codes[(i + 1) % codes.Length]) })];

        Assert.Equal("regions.circle", new Regions().Import(Import(rows)).Problem!.Code);
        rows[^1] = rows[^1] with { Successor = null };
        Assert.Null(new Regions().Import(Import(rows)).Problem);
    }

    [Theory]
    [InlineData("2025-12-31", "region.not-yet")]
    [InlineData("2026-01-01", null)]
    [InlineData("2026-06-30", null)]
    [InlineData("2026-07-01", "region.expired")]
    public void WhyNotOn_FirstAndLastDay_BelongToIt(string day, string? problem)
    {
        var region = Region.Of(Row("130722") with { ValidFrom = new DateOnly(2026, 1, 1), ValidTo = new DateOnly(2026, 6, 30), Successor = RegionCode.Parse("130723") });

        Assert.Equal(problem, region.WhyNotOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))?.Code);
    }

    private static Regions After(params RegionRow[] rows) => Facts.After<Regions>(Subject.Regions, Import(rows));

    private static RegionRow Row(string code, string? parent = null) => new(RegionCode.Parse(code), "某地", "Somewhere", parent is null ? null : RegionCode.Parse(parent));

    private static RegionsImported Import(params RegionRow[] rows) => new() { Edition = "2026", FileSha256 = new string('0', 64), Count = rows.Length, Rows = rows };

    private static RegionNamesImported NamesOnly(params string[] codes) =>
        new() { Edition = "2026", FileSha256 = new string('0', 64), Count = codes.Length, Rows = [.. codes.Select(c => new RegionNames(RegionCode.Parse(c), "某地", "Only a name"))] };

    private static RegionsImported Imported(string edition, params (string Code, string Name)[] rows) => new()
    {
        Edition = edition,
        FileSha256 = new string('0', 64),
        Count = rows.Length,
        Rows = [.. rows.Select(r => new RegionRow(RegionCode.Parse(r.Code), r.Name, "Somewhere"))],
    };
}
