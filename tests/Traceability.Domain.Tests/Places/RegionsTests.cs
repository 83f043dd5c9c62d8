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

    private static RegionsImported Imported(string edition, params (string Code, string Name)[] rows) => new()
    {
        Edition = edition,
        FileSha256 = new string('0', 64),
        Count = rows.Length,
        Rows = [.. rows.Select(r => new RegionRow(RegionCode.Parse(r.Code), r.Name, "Somewhere"))],
    };
}
