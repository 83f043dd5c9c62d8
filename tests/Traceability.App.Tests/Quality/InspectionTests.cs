using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.App.Access;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Files;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Quality;
using Traceability.App.Features.Records;
using Traceability.App.Features.Reference;
using Traceability.App.Pipeline;
using Traceability.App.Tests.Access;
using Traceability.App.Tests.Archive;
using Traceability.Domain.Batches;
using Traceability.Domain.Files;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Quality;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Quality;

public sealed class InspectionTests(Databases databases)
{
    private static readonly DateTimeOffset Early = new(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly RegionCode Place = RegionCode.Parse("130722");

    [Theory]
    [OnDatabases]
    public async Task Result_OverItsLimit_FailsAndWithinPassesByTheEditionOfTheDayOfSampling(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lab = await Lab.MakeAsync(app);

        // Before its limit there was none, and then it was not judged, however much of it there was.
        Assert.Equal((InspectionVerdict.NotJudged, null), await lab.TestAsync("tea", Day(2026, 2, 20), new("氟啶虫酰胺", "mg/kg", "GB 23200.121", 1.0m)));
        Assert.Equal((InspectionVerdict.Pass, "GB 2763-2026 15"), await lab.TestAsync("tea", Day(2026, 3, 5), new("氟啶虫酰胺", "mg/kg", "GB 23200.121", 1.0m)));
        Assert.Equal((InspectionVerdict.Pass, "GB 2762-2022 5"), await lab.TestAsync("tea", Day(2026, 9, 1), new("铅(以Pb计)", "mg/kg", "GB 5009.12", 0.9m)));
        Assert.Equal((InspectionVerdict.Pass, "GB 2762-2025 5"), await lab.TestAsync("tea", Day(2026, 9, 2), new("铅(以Pb计)", "mg/kg", "GB 5009.12", 0.9m)));
        Assert.Equal((InspectionVerdict.Fail, "GB 2763-2026 0.04"), await lab.TestAsync("mango", Day(2026, 5, 24), new("噻虫胺", "mg/kg", "GB 23200.121", 0.15m)));

        await app.SequenceAsync();
        await Archives.AssertSoundAsync(database);
    }

    [Theory]
    [OnDatabases]
    public async Task Laboratory_ThatSaysOtherwiseThanItsNumbers_IsRefusedWithTheSum(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lab = await Lab.MakeAsync(app);
        var inspection = await lab.SampleAsync("mango", Day(2026, 5, 24));
        var over = new MeasuredItem("噻虫胺", "µg/kg", "GB 23200.121-2026", 150);

        var refused = (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over], "R-1", Passes: true, Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Problem!;
        Assert.Equal(("inspection.verdict", "0.15", "0.04", "GB 2763-2026"), (refused.Code, refused.Facts!["value"], refused.Facts["limit"], refused.Facts["standard"]));
        Assert.Equal("inspection.verdict", (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over with { Value = 1 }], "R-1", Passes: false, Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Problem?.Code);
        Assert.Equal("inspection.method", (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over with { Method = "GB 5009.12" }], "R-1", Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Problem?.Code);
        Assert.Equal("inspection.analyte-twice", (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over, over with { Analyte = "噻 虫胺" }], "R-1", Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Problem?.Code);
        Assert.Equal("inspection.before-sampling", (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over], "R-1", Occurred: Day(2026, 5, 23)) { Inspection = inspection })).Problem?.Code);
        Assert.Equal("file.not-stored", (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over], "R-1", FileHash.Of("x"u8), Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Problem?.Code);

        Assert.Equal(InspectionVerdict.Fail, (await app.RecordAsync(lab.Inspector, new RecordInspectionResult([over], "R-1", Passes: false, Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Verdict);
        Assert.Equal("inspection.reported", (await app.SendAsync(lab.Inspector, new RecordInspectionResult([over], "R-2", Occurred: Day(2026, 5, 27)) { Inspection = inspection })).Problem?.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Inspection_FromTheRequestToTheReport_IsSeenByItsPartiesAndNobodyElse(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lab = await Lab.MakeAsync(app);
        var other = await Lab.RegisterAsync(app, lab.Supervisor, Role.Inspector);
        var stranger = await Lab.RegisterAsync(app, lab.Supervisor, Role.Cooperative);
        var batch = lab.Batches["mango"];

        Assert.Equal("batch.unknown", (await app.SendAsync(stranger, new RequestInspection(lab.Uscc, InspectionKind.Laboratory) { Batch = batch.Batch })).Problem?.Code);
        Assert.Equal("inspection.supervision", (await app.SendAsync(lab.Grower, new RequestInspection(lab.Uscc, InspectionKind.Supervision) { Batch = batch.Batch })).Problem?.Code);
        Assert.Equal("inspection.laboratory", (await app.SendAsync(lab.Grower, new RequestInspection(stranger.Member.Uscc, InspectionKind.Rapid) { Batch = batch.Batch })).Problem?.Code);
        var asked = (await app.RecordAsync(lab.Supervisor, new RequestInspection(lab.Uscc, InspectionKind.Supervision, ["噻虫胺"], Day(2026, 5, 21)) { Batch = batch.Batch })).Inspection;
        var sample = new RecordSampling(lab.Gtins["mango"], LotNumber.Parse(batch.Lot), Place, "S-1", asked, Quantity: 2, PlaceDetail: "第三摊位", Sampler: "私人丙", Occurred: Day(2026, 5, 24));
        Assert.Equal("inspection.unknown", (await app.SendAsync(other, sample)).Problem?.Code);
        Assert.Equal("inspection.other-batch", (await app.SendAsync(lab.Inspector, sample with { Gtin = lab.Gtins["tea"], Lot = LotNumber.Parse(lab.Batches["tea"].Lot) })).Problem?.Code);
        await app.RecordAsync(lab.Inspector, sample);
        Assert.Equal("inspection.sampled", (await app.SendAsync(lab.Inspector, sample)).Problem?.Code);

        var waiting = (await app.AskAsync(lab.Inspector, new GetInspection(asked))).Value;
        Assert.Equal((InspectionState.Sampled, "第三摊位", "私人丙", InspectionKind.Supervision), (waiting.State, waiting.PlaceDetail, waiting.Sampler, waiting.Kind));
        Assert.Equal([new ExpectedItem("噻虫胺", "mg/kg", "GB 23200.121", 0.04m, "GB 2763-2026")], waiting.Expected);
        Assert.Null((await app.AskAsync(lab.Supervisor, new GetInspection(asked))).Value.Sampler);

        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7\nresult\n%%EOF\n");
        await app.RecordAsync(lab.Inspector, new StoreFile(pdf));
        var hash = FileHash.Of(pdf);
        Assert.Equal(FileProblems.Unknown, (await app.AskAsync(lab.Grower, new GetFile(hash.ToString()))).Problem);
        await app.RecordAsync(lab.Inspector, new RecordInspectionResult([new("噻虫胺", "mg/kg", "GB 23200.121", null, 0.01m)], "R-1", hash, true, "2400000000", "[2024]0001", Day(2026, 5, 26)) { Inspection = asked });

        foreach (var party in new[] { lab.Inspector, lab.Grower, lab.Supervisor })
        {
            Assert.Equal(pdf, (await app.AskAsync(party, new GetFile(hash.ToString()))).Value.Bytes);
            Assert.Equal(asked, Assert.Single((await app.AskAsync(party, new ListInspections(Batch: batch.Batch))).Value.Items).Inspection);
        }

        foreach (var outsider in new[] { other, stranger })
        {
            Assert.Equal("file.unknown", (await app.AskAsync(outsider, new GetFile(hash.ToString()))).Problem?.Code);
            Assert.Equal("inspection.unknown", (await app.AskAsync(outsider, new GetInspection(asked))).Problem?.Code);
            Assert.Empty((await app.AskAsync(outsider, new ListInspections())).Value.Items);
        }

        // Its hash is public: naming a stranger's file in a fact of one's own would be a way to read it.
        var theirs = (await app.RecordAsync(other, new RecordSampling(lab.Gtins["tea"], LotNumber.Parse(lab.Batches["tea"].Lot), Place, "S-2", Occurred: Day(2026, 5, 24)))).Inspection;
        Assert.Equal("file.not-stored", (await app.SendAsync(other, new RecordInspectionResult([new("铅", "mg/kg", "GB 5009.12", 1)], "R-9", hash, Occurred: Day(2026, 5, 26)) { Inspection = theirs })).Problem?.Code);

        app.Clock.Now += TimeSpan.FromDays(30);
        var retention = new Retention(app.Get<IWriteLane>(), app.Clock, NullLogger<Retention>.Instance);
        while (await retention.ForgetSomeAsync(TestContext.Current.CancellationToken) > 0)
        {
        }

        Assert.Equal(1, database.Scalar<long>("SELECT COUNT(*) FROM vault_file"));
        await app.SequenceAsync();
        await Archives.AssertSoundAsync(database);
        database.Execute("DELETE FROM vault_file");
        Assert.Contains("and it is missing.", Assert.Single((await new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken)).Problems), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Failure_OfAHarvest_StopsWhatWasMadeOfItUntilItIsCorrected(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lab = await Lab.MakeAsync(app);
        var box = County.NewGtin("0952");
        await app.RecordAsync(lab.Grower, new RegisterProduct(box, "mango", NetContent: Quantity.Kilograms(5), Occurred: Early, FoodClass: FoodClass.Parse("mango")));
        var packed = (await app.RecordAsync(lab.Grower, new PackBatches([new PackTake(lab.Batches["mango"].Batch, 50)], [new PackMake(box, 10)], Occurred: Day(2026, 5, 21)))).Batches[0];
        var inspection = await lab.SampleAsync("mango", Day(2026, 5, 24));
        var over = new MeasuredItem("噻虫胺", "mg/kg", "GB 23200.121", 0.15m);

        var failed = await app.RecordAsync(lab.Inspector, new RecordInspectionResult([over], "R-1", Occurred: Day(2026, 5, 26)) { Inspection = inspection });
        Assert.Equal("batch.stopped", (await app.SendAsync(lab.Grower, new IssueLabels(1) { Batch = packed.Batch })).Problem?.Code);
        Assert.Equal("batch.stopped", (await app.SendAsync(lab.Grower, new PackBatches([new PackTake(lab.Batches["mango"].Batch, 5)], [new PackMake(box, 1)]))).Problem?.Code);

        Assert.Equal("record.not-yours", (await app.SendAsync(lab.Grower, new VoidRecord("not ours") { Entry = failed.Receipts[0].Entry })).Problem?.Code);
        var corrected = await app.RecordAsync(
            lab.Inspector, new RecordInspectionResult([over with { Value = 0.015m }], "R-1b", Occurred: Day(2026, 5, 27), Corrects: failed.Receipts[0].Entry) { Inspection = inspection });
        Assert.Equal((InspectionVerdict.Pass, 2), (corrected.Verdict, corrected.Receipts.Count));
        Assert.Null((await app.SendAsync(lab.Grower, new IssueLabels(1) { Batch = packed.Batch })).Problem);
        Assert.Equal("R-1b", (await app.AskAsync(lab.Grower, new GetInspection(inspection))).Value.ReportNumber);

        await app.SequenceAsync();
        await Archives.AssertSoundAsync(database);
    }

    [Theory]
    [OnDatabases]
    public async Task Dried_UnderALimitOfTheFresh_IsConvertedAndUnderOneOfTheDriedIsNot(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lab = await Lab.MakeAsync(app);
        var (slices, made) = (County.NewGtin("0952"), County.NewGtin("0952"));
        await app.RecordAsync(lab.Grower, new RegisterProduct(slices, "牛肝菌干片", NetContent: Quantity.Kilograms(1), Occurred: Early, FoodClass: FoodClass.Parse("boletus")));
        await app.RecordAsync(lab.Grower, new RegisterProduct(made, "茶", NetContent: Quantity.Kilograms(1), Occurred: Early, FoodClass: FoodClass.Parse("tea")));
        var dried = await lab.DryAsync("boletus", slices);
        var tea = await lab.DryAsync("fresh-tea-leaf", made);

        var ofBoletus = await lab.ResultAsync(slices, dried, new("镉(以Cd计)", "mg/kg", "GB 5009.15", 3.9m));
        Assert.Equal((ItemVerdict.Pass, 0.39m, 10m), (ofBoletus.Verdict, ofBoletus.Compared, ofBoletus.Dehydration));
        var ofTea = await lab.ResultAsync(made, tea, new("铅", "mg/kg", "GB 5009.12", 4));
        Assert.Equal((ItemVerdict.Pass, 4m, null), (ofTea.Verdict, ofTea.Compared, ofTea.Dehydration));
    }

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 10, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A laboratory, a cooperative with one harvest of each of some foods, and the limits that their results are held against.</summary>
    private sealed class Lab(TestApp app)
    {
        private int _made;

        public Actor Supervisor { get; private set; } = null!;
        public Actor Grower { get; private set; } = null!;
        public Actor Inspector { get; private set; } = null!;
        public UnifiedSocialCreditCode Uscc => Inspector.Member.Uscc;
        public Dictionary<string, Gtin> Gtins { get; } = [];
        public Dictionary<string, BatchAnswer> Batches { get; } = [];

        public static Task<Actor> RegisterAsync(TestApp app, Actor supervisor, Role role) => County.RegisterAsync(app, supervisor, Place, "成员", role);

        public static async Task<Lab> MakeAsync(TestApp app)
        {
            var lab = new Lab(app);
            await County.ImportRegionsAsync(app);
            lab.Supervisor = await County.AppointAsync(app, "130722");
            lab.Grower = await RegisterAsync(app, lab.Supervisor, Role.Cooperative);
            lab.Inspector = await RegisterAsync(app, lab.Supervisor, Role.Inspector);
            await app.RecordAsync(TestApp.Operator, new ImportLimits("test", [
                Limit("GB 2762", "2022", "2023-06-30", "tea", "铅", 5, "GB 5009.12"), Limit("GB 2762", "2025", "2026-09-02", "tea", "铅", 5, "GB 5009.12"),
                Limit("GB 2763", "2026", "2026-03-01", "tea", "氟啶虫酰胺", 15, "GB 23200.121"), Limit("GB 2763", "2026", "2026-03-01", "mango", "噻虫胺", 0.04m, "GB 23200.121"),
                Limit("GB 2762", "2022", "2023-06-30", "boletus", "镉", 1, "GB 5009.15"),
            ]));
            var at = Gln.Parse("9520109009007");
            await app.RecordAsync(lab.Grower, new RegisterBase(at, Place, "基地", [new PlotDeclared(GlnExtension.Parse("1"), 1_000, 1_000)], Occurred: Early));
            foreach (var food in new[] { "tea", "mango", "boletus", "fresh-tea-leaf" })
            {
                lab.Gtins[food] = County.NewGtin("9952");
                await app.RecordAsync(lab.Grower, new RegisterProduct(lab.Gtins[food], food, Occurred: Early, FoodClass: FoodClass.Parse(food)));
                lab.Batches[food] = await app.RecordAsync(lab.Grower, new RegisterHarvest(lab.Gtins[food], at, GlnExtension.Parse("1"), 100, Occurred: Early));
            }

            return lab;
        }

        public async Task<Guid> SampleAsync(string food, DateTimeOffset when) =>
            (await app.RecordAsync(Inspector, new RecordSampling(Gtins[food], LotNumber.Parse(Batches[food].Lot), Place, $"S-{++_made}", Occurred: when))).Inspection;

        /// <returns>The verdict, and the first item's standard with its edition and value.</returns>
        public async Task<(InspectionVerdict, string?)> TestAsync(string food, DateTimeOffset sampled, MeasuredItem item)
        {
            var result = await app.RecordAsync(Inspector, new RecordInspectionResult([item], "R", Occurred: sampled.AddDays(2)) { Inspection = await SampleAsync(food, sampled) });
            return (result.Verdict, result.Items[0].Limit is { } limit ? $"{limit.Standard}-{limit.Edition} {limit.Value}" : null);
        }

        /// <returns>The lot of what ten for one was dried to.</returns>
        public async Task<string> DryAsync(string food, Gtin into) => (await app.RecordAsync(
            Grower, new ProcessBatches([new ProcessTake(Batches[food].Batch, 100)], [new ProcessMake(into, Packs: 10)], [ProcessKind.Drying], Dehydration: 10, Occurred: Day(2026, 5, 20)))).Batches[0].Lot;

        public async Task<JudgedItem> ResultAsync(Gtin gtin, string lot, MeasuredItem item)
        {
            var inspection = (await app.RecordAsync(Inspector, new RecordSampling(gtin, LotNumber.Parse(lot), Place, "S", Occurred: Day(2026, 5, 24)))).Inspection;
            return (await app.RecordAsync(Inspector, new RecordInspectionResult([item], "R", Occurred: Day(2026, 5, 26)) { Inspection = inspection })).Items[0];
        }

        private static LimitRow Limit(string standard, string edition, string from, string food, string analyte, decimal value, string methods) =>
            new(standard, edition, DateOnly.ParseExact(from, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), FoodClass.Parse(food), analyte, value, "mg/kg", "test", Methods: methods);
    }
}
