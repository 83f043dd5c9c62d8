using System.Text;
using System.Diagnostics;
using System.Globalization;
using Traceability.App.Auditing;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Places;
using Traceability.Domain.Values;

namespace Traceability.App.Tests.Access;

public sealed class RegionsImportTests(Databases databases)
{
    /// <summary>As many regions as a nation has down to its townships: the lane is held for all of it, and everybody waits.</summary>
    [Theory]
    [OnDatabases]
    public async Task Import_FortyThousandRegions_HoldsTheLaneShortly(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        RegionRow[] rows = [County.Row("110000"), .. Enumerable.Range(0, 200).Select(n => County.Row($"1101{n % 90 + 10}{100 + n / 90}")), .. Townships(39_799)];

        var first = await TimedAsync(app, rows);
        var unchanged = await TimedAsync(app, rows);
        var ended = await TimedAsync(app, [.. rows.Select(r => r with { ValidTo = new DateOnly(2030, 12, 31) })]);

        TestContext.Current.TestOutputHelper?.WriteLine($"{provider}: first {first.TotalMilliseconds:0} ms, again {unchanged.TotalMilliseconds:0} ms, all changed {ended.TotalMilliseconds:0} ms");
        Assert.Equal(40_000, database.Scalar<long>("SELECT COUNT(*) FROM region"));
        Assert.Equal(40_000, database.Scalar<long>("SELECT COUNT(*) FROM region WHERE valid_to IS NOT NULL"));
        Assert.InRange(first, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_AfterImport_IsWhatTheAuditMakesOfTheEntries(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await County.ImportRegionsAsync(app);
        await County.ImportRegionsAsync(app, County.Row("131000"), County.Row("131022", "130000", "2026-01-01", "2026-12-31", "130722"));
        await app.RecordAsync(TestApp.Operator, new ImportRegions("2027", [County.Row("131022") with { Centre = new Coordinate(114.72m, 41.16m) }, County.Row("131000")]));
        await app.SequenceAsync();

        Assert.Empty((await new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken)).Problems);
        Assert.Equal("131000", database.Scalar<string>("SELECT parent FROM region WHERE code = '131022'"));
        Assert.Equal("114.72 41.16", database.Scalar<string>("SELECT centre FROM region WHERE code = '131022'"));
        Assert.Equal(1, database.Scalar<long>("SELECT COUNT(*) FROM region WHERE centre IS NOT NULL"));
    }

    [Theory]
    [OnDatabases(180.001, 0)]
    [OnDatabases(0, -90.001)]
    [OnDatabases(114.7201, 41.16)]
    public async Task Import_OfAPointThatIsNone_IsRefused(Provider provider, double longitude, double latitude)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);

        var result = await app.SendAsync(TestApp.Operator, new ImportRegions("2026", [County.Row("110000") with { Centre = new Coordinate((decimal)longitude, (decimal)latitude) }]));

        Assert.Equal(("regions.centre", "regions[0].centre"), (result.Problem!.Code, result.Problem.Field));
    }

    /// <summary>What begins so is a formula to whoever opens the register in a spreadsheet.</summary>
    [Theory]
    [OnDatabases("=HYPERLINK(\"\"https://evil.example\"\")")]
    [OnDatabases("+86")]
    [OnDatabases("-1+2")]
    [OnDatabases("@SUM(A1)")]
    [OnDatabases(" \t=1")]
    [OnDatabases("＝1")]
    [OnDatabases("'=1")]
    public async Task Import_OfATableWithAFormulaForAName_IsRefusedByItsLine(Provider provider, string name)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        foreach (var (row, column) in new[] { ($"110000,\"{name}\",Beijing", "name"), ($"110000,北京市,\"{name}\"", "nameEn") })
        {
            var rows = RegionsCsv.Read(Encoding.UTF8.GetBytes($"code,name,nameEn\n130000,河北省,Hebei\n{row}\n")).Value;

            var problem = RegionsCsv.ByLine((await app.SendAsync(TestApp.Operator, new ImportRegions("2027", rows))).Problem!);

            Assert.Equal(("regions.name", $"line 3, {column}"), (problem.Code, problem.Field));
        }

        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM region"));
        Assert.True((await app.SendAsync(TestApp.Operator, new ImportRegions("2027", [County.Row("130000") with { Name = "𠮷林", NameEn = "31st Regiment" }]))).Succeeded);
    }

    [Theory]
    [OnDatabases]
    public async Task Import_ThatIsRefused_ChangesNothing(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await County.ImportRegionsAsync(app);

        var problem = (await app.SendAsync(TestApp.Operator, new ImportRegions("2027", [County.Row("131000"), County.Row("131022", "140000")]))).Problem;

        Assert.Equal(("regions.parent", "regions[1].parent"), (problem?.Code, problem?.Field));
        Assert.Equal(8, database.Scalar<long>("SELECT COUNT(*) FROM region"));
        Assert.Equal(1, database.Scalar<long>("SELECT COUNT(*) FROM log_entry"));
    }

    private static async Task<TimeSpan> TimedAsync(TestApp app, IReadOnlyList<RegionRow> rows)
    {
        // What it costs and not how long it takes: others work on the same machine. The tests of this class run one after the other.
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await app.RecordAsync(TestApp.Operator, new ImportRegions("GB/T 2260", rows));
        process.Refresh();
        return process.TotalProcessorTime - before;
    }

    private static IEnumerable<RegionRow> Townships(int count) => Enumerable.Range(0, count).Select(n =>
        new RegionRow(RegionCode.Parse(string.Create(CultureInfo.InvariantCulture, $"1102{n / 900 + 10:D2}{n % 900 + 100:D3}")), "某镇", "Some town"));
}
