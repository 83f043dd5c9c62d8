using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Features.Reference;
using Traceability.App.Reference;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;

namespace Traceability.App.Tests.Reference;

/// <summary>The sets that come with the server, imported and asked.</summary>
public sealed class ReferenceDataTests(Databases databases)
{
    internal static async Task ImportAsync(TestApp app)
    {
        await app.RecordAsync(TestApp.Operator, ImportLimitsRoute.Read(Shipped("limits"), "limits.csv").Value);
        await app.RecordAsync(TestApp.Operator, ImportPesticidesRoute.Read(Shipped("pesticides"), "pesticides.csv").Value);
    }

    [Theory]
    [OnDatabases]
    public async Task ShippedSets_AskedByFoodAnalyteAndDay_GiveTheLimitOfTheEditionInForce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await ImportAsync(app);
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("2021", 0.5m), await LimitAsync(db, "tea", "吡虫啉", "2026-02-28"));
        Assert.Equal(("2026", 0.5m), await LimitAsync(db, "tea", "imidacloprid", "2026-03-01"));
        Assert.Null(await LimitAsync(db, "tea", "氟啶虫酰胺", "2026-02-20"));
        Assert.Equal(("2026", 15m), await LimitAsync(db, "tea", "氟啶虫酰胺", "2026-03-05"));
        Assert.Equal(("2022", 0.1m), await LimitAsync(db, "potato", "镉", "2026-09-01"));
        Assert.Equal(("2025", 0.1m), await LimitAsync(db, "potato", "镉", "2026-09-02"));
        Assert.Equal(("2025", 1m), await LimitAsync(db, "boletus", "铅", "2026-10-01"));
        Assert.Equal(("2025", 0.5m), await LimitAsync(db, "wild-fungi", "铅", "2026-10-01"));
        Assert.Equal(("2026", 0.04m), await LimitAsync(db, "mango", "噻虫胺", "2026-05-28"));
        Assert.Null(await LimitAsync(db, "mango", "噻虫胺", "2020-01-01"));
        Assert.Null(await LimitAsync(db, "tea", "噻虫胺", "2026-05-28"));
        var rapid = await LimitBook.FindAsync(db, FoodClass.Parse("potato"), "酶抑制率", new DateOnly(2026, 9, 16), basis: null, TestContext.Current.CancellationToken);
        Assert.Equal((false, true), (rapid!.Allows(50), rapid.Allows(49.9m)));
        Assert.Equal(LimitBasis.Fat, (await LimitBook.FindAsync(db, FoodClass.Parse("walnut"), "酸价", new DateOnly(2026, 9, 16), basis: null, TestContext.Current.CancellationToken))?.Basis);
    }

    [Theory]
    [OnDatabases]
    public async Task ShippedSets_AskedByIngredientCropAndDay_GiveTheBanAndItsNotice(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await ImportAsync(app);
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.Equal("农业农村部公告第736号", await BanAsync(db, "氧乐果", "cereals", "2026-06-05"));
        Assert.Null(await BanAsync(db, "氧乐果", "cereals", "2026-05-31"));
        Assert.Equal("农药管理条例第三十四条", await BanAsync(db, "Omethoate", "tea", "2024-05-01"));
        Assert.Equal("农药管理条例第三十四条", await BanAsync(db, "氧化乐果", "potato", "2026-05-31"));
        Assert.Null(await BanAsync(db, "吡虫啉", "potato", "2026-08-10"));
        Assert.Null(await PesticideBook.IngredientAsync(db, "no such thing", TestContext.Current.CancellationToken));
        Assert.Equal(14, (await PesticideBook.IntervalAsync(db, "吡虫啉", FoodClass.Parse("potato"), new DateOnly(2026, 8, 10), TestContext.Current.CancellationToken))?.Days);
        Assert.Null(await PesticideBook.IntervalAsync(db, "吡虫啉", FoodClass.Parse("tea"), new DateOnly(2026, 8, 10), TestContext.Current.CancellationToken));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_TwiceAndInParts_IsWhatTheAuditMakesOfTheEntries(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await ImportAsync(app);
        await ImportAsync(app);
        await app.RecordAsync(TestApp.Operator, new ImportLimits("more", [Limit("tea", "新物质", 1)]));
        await app.SequenceAsync();

        Assert.Empty((await new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken)).Problems);
        Assert.Equal(ImportLimitsRoute.Read(Shipped("limits"), "").Value.Limits.Count + 1, database.Scalar<long>("SELECT COUNT(*) FROM limit_item"));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_ThatContradictsWhatIsThere_ChangesNothingAndNamesTheRow(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await ImportAsync(app);
        var before = database.Scalar<long>("SELECT COUNT(*) FROM log_entry");

        var refused = await app.SendAsync(TestApp.Operator, new ImportLimits("other", [Limit("tea", "新物质", 1), Limit("tea", "吡虫啉", 0.4m)]));

        Assert.Equal(("reference.contradicts", "limits[1]"), (refused.Problem?.Code, refused.Problem?.Field));
        Assert.Equal(before, database.Scalar<long>("SELECT COUNT(*) FROM log_entry"));
    }

    /// <summary>Beside whom somebody else imports: the register is one thing, and nothing is lost.</summary>
    [Theory]
    [OnDatabases]
    public async Task Import_ByTwoAtOnce_KeepsBoth(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await ImportAsync(app);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => app.RecordAsync(TestApp.Operator, new ImportLimits($"part {i}", [Limit("tea", $"物质{i}", i)]))));

        Assert.Equal(4, database.Scalar<long>("SELECT COUNT(*) FROM limit_item WHERE analyte LIKE '物质%'"));
    }

    [Theory]
    [InlineData("standard,edition", "reference.columns", null)]
    [InlineData("GB 2763,2026,2026-03-01,tea,吡虫啉,half,mg/kg,s", "reference.line", "line 2: value: A number is written 0.05.")]
    [InlineData("GB 2763,2026,2026-03-01,grass,吡虫啉,1,mg/kg,s", "reference.line", "line 2: foodClass: The food class is none of those that the documentation of the API lists.")]
    [InlineData("GB 2763,2026,1 March,tea,吡虫啉,1,mg/kg,s", "reference.line", "line 2: validFrom: The value is not of the kind that is expected here.")]
    [InlineData("GB 2763,2026,2026-03-01,tea,,1,mg/kg,s", "reference.line", "line 2: It lacks 'analyte'.")]
    [InlineData("GB 2763,2026,2026-03-01,tea,\"吡虫啉,1,mg/kg,s", "reference.line", "line 2: A line has 8 values, as the first has names.")]
    public void Table_ThatCannotBeRead_IsRefusedByItsLine(string line, string code, string? row)
    {
        var header = row is null ? "" : "standard,edition,validFrom,foodClass,analyte,value,unit,source\n";

        var problem = ImportLimitsRoute.Read(System.Text.Encoding.UTF8.GetBytes(header + line), "e").Problem;

        Assert.Equal(code, problem?.Code);
        if (row is not null)
            Assert.Equal([row], (IEnumerable<string>)problem!.Facts!["rows"]!);
    }

    [Fact]
    public void Table_ThatIsNoUtf8_IsRefused() => Assert.Equal("reference.encoding", ImportPesticidesRoute.Read([0xD1, 0xF5], "e").Problem?.Code);

    [Theory]
    [OnDatabases("=cmd()", "mg/kg")]
    [OnDatabases("吡虫啉", "mg/\nkg")]
    [OnDatabases("\u200B", "mg/kg")]
    public async Task Import_OfNamesThatAreNone_IsRefused(Provider provider, string analyte, string unit)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);

        var refused = await app.SendAsync(TestApp.Operator, new ImportLimits("e", [Limit("tea", analyte, 1) with { Unit = unit }]));

        Assert.Contains(refused.Problem?.Code, new[] { "reference.name", "text.form" });
    }

    private static LimitRow Limit(string foodClass, string analyte, decimal value) =>
        new("GB 2763", "2026", new DateOnly(2026, 3, 1), FoodClass.Parse(foodClass), analyte, value, "mg/kg", "test");

    private static async Task<(string, decimal)?> LimitAsync(TraceDb db, string foodClass, string analyte, string day) =>
        await LimitBook.FindAsync(db, FoodClass.Parse(foodClass), analyte, Day(day), LimitBasis.Fresh, TestContext.Current.CancellationToken) is { } limit ? (limit.Edition, limit.Value) : null;

    private static async Task<string?> BanAsync(TraceDb db, string ingredient, string crop, string day) =>
        (await PesticideBook.BanAsync(db, (await PesticideBook.IngredientAsync(db, ingredient, TestContext.Current.CancellationToken))!, FoodClass.Parse(crop), Day(day), TestContext.Current.CancellationToken))?.Notice;

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Shipped(string name) => File.ReadAllBytes(Path.Combine(TestFiles.Root, "src", "Traceability.Web", "Reference", name + ".csv"));
}
