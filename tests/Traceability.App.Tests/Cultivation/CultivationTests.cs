using System.Globalization;
using Mediator;
using Traceability.App.Access;
using Traceability.App.Auditing;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Cultivation;
using Traceability.App.Features.Trace;
using Traceability.App.Tests.Reference;
using Traceability.Domain;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Microsoft.Extensions.DependencyInjection;

namespace Traceability.App.Tests.Cultivation;

public sealed class CultivationTests(Databases databases)
{
    private static readonly FoodClass Potato = FoodClass.Parse("potato");

    /// <summary>Sprayed on 10 August with 14 days: 20 August is refused, 24 August is the first day.</summary>
    [Theory]
    [OnDatabases]
    public async Task Harvest_InsideTheIntervalOfASpraying_IsRefusedUntilItsFirstDay(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        var sprayed = await app.RecordAsync(chain.Grower, Spraying("2026-08-10", "吡虫啉"));

        var refused = await app.SendAsync(chain.Grower, Harvest("2026-08-20"));
        // The evening of the 23rd is the 24th further east: the day is that of the deployment's place.
        var elsewhere = await app.SendAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 1_000, Occurred: new DateTimeOffset(2026, 8, 24, 3, 0, 0, TimeSpan.FromHours(14))));
        var allowed = await app.SendAsync(chain.Grower, Harvest("2026-08-24"));

        Assert.Equal((Day("2026-08-24"), 0), (sprayed.FirstHarvestDay, sprayed.HarvestsInside!.Count));
        Assert.Equal(("harvest.inside-interval", ProblemKind.Refused), (refused.Problem?.Code, refused.Problem!.Kind));
        Assert.Equal(Day("2026-08-24"), refused.Problem!.Facts!["firstHarvestDay"]);
        Assert.Equal("吡虫啉", refused.Problem.Facts["ingredient"]);
        Assert.Equal("harvest.inside-interval", elsewhere.Problem?.Code);
        Assert.True(allowed.Succeeded);
        Assert.True((await app.SendAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Wild, 1, Occurred: At("2026-08-20"), WeighSlips: PotatoChain.Slips(1)))).Succeeded);
    }

    [Theory]
    [OnDatabases("氧乐果", "cereals", "2026-06-05", "农业农村部公告第736号")]
    [OnDatabases("Ｏmethoate", "potato", "2026-06-05", "农业农村部公告第736号")]
    [OnDatabases("氧\u200B乐 果", "tea", "2024-05-01", "农药管理条例第三十四条")]
    public async Task Spraying_WithABannedIngredientOnItsDay_IsRefusedWithTheNoticeAndItsDates(Provider provider, string ingredient, string crop, string day, string notice)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        var before = database.Scalar<long>("SELECT COUNT(*) FROM log_entry");

        var refused = await app.SendAsync(chain.Grower, Spraying(day, "新药", ingredient) with { Crop = FoodClass.Parse(crop), IntervalDays = 7 });

        Assert.Equal(("spray.banned", "ingredients[1]"), (refused.Problem?.Code, refused.Problem?.Field));
        Assert.Equal((notice, Day(day), "氧乐果"), (refused.Problem!.Facts!["notice"], refused.Problem.Facts["usedOn"], refused.Problem.Facts["ingredient"]));
        Assert.Equal(before, database.Scalar<long>("SELECT COUNT(*) FROM log_entry"));
    }

    [Theory]
    [OnDatabases]
    public async Task Spraying_BeforeTheBanOnACropThatMayHaveIt_IsRecordedLate(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);

        var late = await app.SendAsync(chain.Grower, Spraying("2026-05-31", "氧乐果") with { Crop = FoodClass.Parse("cereals"), IntervalDays = 21 });
        var future = await app.SendAsync(chain.Grower, Spraying("2026-05-31", "吡虫啉") with { Occurred = app.Clock.GetUtcNow().AddHours(1) });
        var unknown = await app.SendAsync(chain.Grower, Spraying("2026-05-31", "新药"));

        Assert.Equal(Day("2026-06-21"), late.Value.FirstHarvestDay);
        Assert.Equal("time.future", future.Problem?.Code);
        Assert.Equal("spray.interval-unknown", unknown.Problem?.Code);
    }

    /// <summary>Who tells late is not refused, and the lots that the interval would have refused say so from then on.</summary>
    [Theory]
    [OnDatabases]
    public async Task Spraying_RecordedAfterAHarvestItWouldHaveRefused_FlagsThatLotOnly(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        foreach (var (day, lot) in new[] { ("2026-08-09", "HV08"), ("2026-08-20", "HV20"), ("2026-08-24", "HV24") })
            Assert.True((await app.SendAsync(chain.Grower, Harvest(day) with { Lot = LotNumber.Parse(lot) })).Succeeded);

        var answer = await app.RecordAsync(chain.Grower, Spraying("2026-08-10", "吡虫啉"));
        await app.SequenceAsync();

        Assert.Equal(["HV20"], answer.HarvestsInside);
        Assert.Equal(["plot.sprayed/v1", "harvest.inside-interval/v1"], answer.Receipts.Select(r => r.Type));
        Assert.StartsWith("Hold:", database.Scalar<string>("SELECT stops FROM batch WHERE lot = 'HV20'"), StringComparison.Ordinal);
        Assert.Equal("", database.Scalar<string>("SELECT stops FROM batch WHERE lot = 'HV24'"));
        Assert.Empty((await new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken)).Problems);
    }

    /// <summary>Sprayed on another day than was typed: the corrected one counts, and the plot is open again where it was not.</summary>
    [Theory]
    [OnDatabases]
    public async Task Spraying_Corrected_LeavesTheIntervalOfTheCorrectedOneOnly(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        var wrong = await app.RecordAsync(chain.Grower, Spraying("2026-08-10", "吡虫啉"));

        var right = await app.RecordAsync(chain.Grower, Spraying("2026-07-10", "吡虫啉") with { Corrects = wrong.Receipts[0].Entry });
        await app.SequenceAsync();

        Assert.Equal(["record.voided/v1", "plot.sprayed/v1"], right.Receipts.Select(r => r.Type));
        Assert.True((await app.SendAsync(chain.Grower, Harvest("2026-08-20"))).Succeeded);
        Assert.Equal("harvest.inside-interval", (await app.SendAsync(chain.Grower, Harvest("2026-07-20"))).Problem?.Code);
        Assert.Equal([false, true], (await AskAsync(app, chain.Grower, new ListSteps(PotatoChain.Base, PotatoChain.Plot))).Value.Items.OrderBy(i => i.Day).Select(i => i.Void));
        Assert.Equal("record.void", (await app.SendAsync(chain.Grower, Spraying("2026-07-11", "吡虫啉") with { Corrects = wrong.Receipts[0].Entry })).Problem?.Code);
        Assert.Empty((await new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken)).Problems);
    }

    [Theory]
    [OnDatabases]
    public async Task Steps_OfAPlot_AreListedByDayInPagesForThoseWhoMaySeeThem(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        Assert.Equal(["Sow"], (await AskAsync(app, chain.Grower, new ListSteps(PotatoChain.Base, PotatoChain.Plot))).Value.Missing);
        await app.RecordAsync(chain.Grower, Spraying("2026-08-10", "吡虫啉") with { Operator = "私人乙-grower" });
        await app.RecordAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Sow, Potato, "种薯", Quantity.Kilograms(150), "备注", At("2026-04-28")));
        await app.RecordAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Irrigate, Occurred: At("2026-06-20")));

        var first = (await AskAsync(app, chain.Grower, new ListSteps(PotatoChain.Base, PotatoChain.Plot, Limit: 2))).Value;
        var second = (await AskAsync(app, chain.Grower, new ListSteps(PotatoChain.Base, PotatoChain.Plot, first.Next, 2))).Value;

        Assert.Equal(["Spray", "Irrigate", "Sow"], first.Items.Concat(second.Items).Select(i => i.Kind));
        Assert.Equal(("吡虫啉", 14, "私人乙-grower"), (Assert.Single(first.Items[0].Ingredients!), first.Items[0].IntervalDays, first.Items[0].Operator));
        Assert.Equal(("种薯", Quantity.Kilograms(150)), (second.Items[0].Input, second.Items[0].PerMu));
        Assert.Null(second.Next);
        Assert.Empty(second.Missing);
        Assert.True((await AskAsync(app, chain.Supervisor, new ListSteps(PotatoChain.Base, PotatoChain.Plot))).Succeeded);
        Assert.Equal("plot.unknown", (await AskAsync(app, chain.Grower with { Organisation = chain.Store.Organisation }, new ListSteps(PotatoChain.Base, PotatoChain.Plot))).Problem?.Code);
        Assert.Equal("request.page", (await AskAsync(app, chain.Grower, new ListSteps(PotatoChain.Base, PotatoChain.Plot, Limit: 201))).Problem?.Code);
    }

    /// <summary>What a shopper sees of the field work: of the season and before the harvest, and nothing that was taken back.</summary>
    [Theory]
    [OnDatabases]
    public async Task Trace_OfABatch_ShowsTheStepsBeforeItsHarvestAndTheDaysBetween(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        await app.RecordAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Weed, Occurred: At("2025-07-01")));
        await app.RecordAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Prune, Occurred: At("2026-09-20")));
        var mistaken = await app.RecordAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Irrigate, Occurred: At("2026-06-20")));
        await app.RecordAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Fertilise, Occurred: At("2026-05-06"), Corrects: mistaken.Receipts[0].Entry));

        await using var scope = app.Services.CreateAsyncScope();
        var trace = (await scope.ServiceProvider.GetRequiredService<ISender>().Send(new GetTrace(PotatoChain.Box, LotNumber.Parse("PK01"), Serial: null), TestContext.Current.CancellationToken)).Value;

        Assert.Equal(["Sow", "Fertilise", "Spray"], trace.Journey.OfType<CultivationStop>().Select(s => s.Step));
        Assert.DoesNotContain(FactKind.Cultivation, trace.Verdict.NotRecorded);
        var (planted, wild) = (trace.Fields.Single(f => !f.Wild), trace.Fields.Single(f => f.Wild));
        Assert.Equal((33, 14, 33, true), (planted.DaysSinceLastSpraying, planted.Sprayings[0].IntervalDays, planted.Sprayings[0].DaysToHarvest, planted.Sprayings[0].Kept));
        Assert.Empty(wild.Sprayings);
    }

    [Theory]
    [OnDatabases]
    public async Task Steps_OnAPlotOfAnother_AreRefused(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        var other = chain.Grower with { Organisation = chain.Store.Organisation };

        Assert.Equal("plot.not-yours", (await app.SendAsync(other, Spraying("2026-08-10", "吡虫啉"))).Problem?.Code);
        Assert.Equal("plot.not-yours", (await app.SendAsync(other, new RecordCultivationStep(PotatoChain.Base, PotatoChain.Plot, CultivationStep.Weed))).Problem?.Code);
        Assert.Equal("plot.unknown", (await app.SendAsync(chain.Grower, new RecordCultivationStep(PotatoChain.Base, GlnExtension.Parse("9"), CultivationStep.Weed))).Problem?.Code);
    }

    /// <summary>A harvest and a spraying that forbids it at the same moment: one comes first, and whichever it is, the other knows.</summary>
    [Theory]
    [OnDatabases]
    public async Task Harvest_BesideTheSprayingThatForbidsIt_IsRefusedOrFlagged(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);

        var harvest = app.SendAsync(chain.Grower, Harvest("2026-08-20"));
        var spraying = app.SendAsync(chain.Grower, Spraying("2026-08-10", "吡虫啉"));
        await Task.WhenAll(harvest, spraying);

        Assert.True((await spraying).Succeeded);
        Assert.Equal((await harvest).Succeeded ? 1 : 0, (await spraying).Value.HarvestsInside!.Count);
    }

    [Theory]
    [OnDatabases]
    public async Task Spraying_OfBrokenForm_IsRefused(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await StartAsync(app);
        var good = Spraying("2026-08-10", "吡虫啉");

        Assert.Equal("spray.ingredients", (await app.SendAsync(chain.Grower, good with { Ingredients = [] })).Problem?.Code);
        Assert.Equal("spray.ingredients", (await app.SendAsync(chain.Grower, good with { Ingredients = ["吡虫啉", " 吡虫啉"] })).Problem?.Code);
        Assert.Equal("text.form", (await app.SendAsync(chain.Grower, good with { Ingredients = ["吡\n虫啉"] })).Problem?.Code);
        Assert.Equal("text.form", (await app.SendAsync(chain.Grower, good with { Product = new string('x', 101) })).Problem?.Code);
        Assert.Equal("spray.interval", (await app.SendAsync(chain.Grower, good with { IntervalDays = -1 })).Problem?.Code);
        Assert.Equal("spray.interval", (await app.SendAsync(chain.Grower, good with { IntervalDays = 366 })).Problem?.Code);
        Assert.Equal("step.per-mu", (await app.SendAsync(chain.Grower, good with { DosePerMu = Quantity.Kilograms(0) })).Problem?.Code);
    }

    private static async Task<PotatoChain> StartAsync(TestApp app)
    {
        await ReferenceDataTests.ImportAsync(app);
        return await PotatoChain.RegisterAsync(app);
    }

    private static RecordSpraying Spraying(string day, params string[] ingredients) => new(PotatoChain.Base, PotatoChain.Plot, Potato, "农药 10%", ingredients, Occurred: At(day));

    private static RegisterHarvest Harvest(string day) => new(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 1_000, Occurred: At(day));

    private static async Task<Result<StepList>> AskAsync(TestApp app, Actor actor, ListSteps query)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = actor;
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(query, TestContext.Current.CancellationToken);
    }

    private static DateTimeOffset At(string day) => new(Day(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
