using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Records;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.Domain.Batches;
using Traceability.Domain.Supervision;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Batches;

/// <summary>What is held, failed or recalled stands still with all that was made of it; what was recorded by mistake is taken back.</summary>
public sealed class StopTests(Databases databases)
{
    private static readonly DateTimeOffset Later = PotatoChain.HarvestTime.AddDays(6);

    [Theory]
    [OnDatabases]
    public async Task Hold_OfAHarvest_StopsWhatWasMadeOfItUntilItIsReleased(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var pack = chain.Packing.Batches[0].Batch;
        var held = await app.RecordAsync(chain.Supervisor, new HoldBatch("rapid test positive") { Batch = chain.Harvest.Batch });

        foreach (var problem in new[]
        {
            (await app.SendAsync(chain.Grower, new PackBatches([new PackTake(chain.Harvest.Batch, 5)], [new PackMake(PotatoChain.Box, 1)], Occurred: Later))).Problem,
            (await app.SendAsync(chain.Grower, new IssueLabels(1, Occurred: Later) { Batch = pack })).Problem,
            (await app.SendAsync(chain.Grower, new SplitBatch([1], Occurred: Later) { Batch = pack })).Problem,
            (await app.SendAsync(chain.Store, new DispatchShipment([new DispatchItem(pack, 1)], chain.Grower.Member.Uscc, Occurred: Later))).Problem,
        })
        {
            Assert.Equal("batch.stopped", problem?.Code);
            Assert.Equal(("/01/99520100000105/10/HV01", "Hold", held.Stop.ToString("D")), (problem!.Facts!["stoppedBatch"], problem.Facts["stop"], problem.Facts["entry"]));
        }

        var shown = (await TraceAsync(app, "PK01")).Verdict;
        Assert.Equal(VerdictState.Stopped, shown.State);
        Assert.Equal((StopKind.Hold, "HV01", false, "rapid test positive"), (shown.Stops[0].Kind, shown.Stops[0].Lot, shown.Stops[0].Own, shown.Stops[0].Reason));

        await app.RecordAsync(chain.Supervisor, new ReleaseBatch(held.Stop, "laboratory found nothing") { Batch = chain.Harvest.Batch });

        Assert.Null((await app.SendAsync(chain.Grower, new IssueLabels(1, Occurred: Later) { Batch = pack })).Problem);
        Assert.Equal(VerdictState.Good, (await TraceAsync(app, "PK01")).Verdict.State);
        await AssertAuditAsync(app);
    }

    [Theory]
    [OnDatabases]
    public async Task Stop_ByWhoOnlyHoldsSomeOfTheBatch_IsRefused(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var pack = chain.Packing.Batches[0].Batch;

        Assert.Equal("batch.not-yours", (await app.SendAsync(chain.Store, new HoldBatch("a rival's goods") { Batch = pack })).Problem?.Code);
        Assert.Equal("batch.not-yours", (await app.SendAsync(chain.Store, new OpenRecall([pack], RecallClass.First, "a rival's goods"))).Problem?.Code);

        Assert.Equal(VerdictState.Good, (await TraceAsync(app, "PK01")).Verdict.State);
        await app.RecordAsync(chain.Grower, new HoldBatch("our own") { Batch = pack });
        await AssertAuditAsync(app);
    }

    [Theory]
    [OnDatabases]
    public async Task Release_OfWhatASupervisorHeld_IsNotTheProducers(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var held = await app.RecordAsync(chain.Supervisor, new HoldBatch("look first") { Batch = chain.Harvest.Batch });
        var own = await app.RecordAsync(chain.Grower, new HoldBatch("we look too") { Batch = chain.Harvest.Batch });

        Assert.Equal("stop.not-yours", (await app.SendAsync(chain.Grower, new ReleaseBatch(held.Stop, "all is well") { Batch = chain.Harvest.Batch })).Problem?.Code);
        Assert.Equal("batch.unknown", (await app.SendAsync(chain.Store, new ReleaseBatch(held.Stop, "all is well") { Batch = chain.Harvest.Batch })).Problem?.Code);
        Assert.Equal("stop.unknown", (await app.SendAsync(chain.Grower, new ReleaseBatch(Guid.AllBitsSet, "all is well") { Batch = chain.Harvest.Batch })).Problem?.Code);
        Assert.Equal(1, (await app.RecordAsync(chain.Grower, new ReleaseBatch(own.Stop, "we looked") { Batch = chain.Harvest.Batch })).StopsLeft);
    }

    [Theory]
    [OnDatabases]
    public async Task Recall_OfAPack_FindsBothWaysAndHoldsWhatGrewBesideIt(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var beside = await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 10, Occurred: Later));
        var nextYear = await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 10, Occurred: PotatoChain.HarvestTime.AddYears(-1)));

        var opened = await app.RecordAsync(chain.Supervisor, new OpenRecall([chain.Packing.Batches[0].Batch], RecallClass.Second, "clothianidin 0.15 mg/kg"));

        Assert.Equal([beside.Batch], opened.Held);
        var view = (await app.AskAsync(chain.Supervisor, new GetRecall(opened.Recall))).Value;
        Assert.Equal(["above", "above", "root"], view.Batches.Select(b => b.Relation).Order());
        Assert.Equal([(199m, "91110105XXXX00190E"), (14_800m, "93130722XXXX00094R")], view.Holdings.Select(h => (h.Quantity, h.Organisation)).Order());
        Assert.Equal(new[] { beside.Batch, nextYear.Batch }.Take(1), view.Siblings.Select(s => s.Batch));
        Assert.Equal(["095201000000000034"], view.Shipments.Select(s => s.Sscc));
        Assert.All(view.Siblings, s => Assert.True(s.Stopped));
        Assert.Equal("recall.already", (await app.SendAsync(chain.Supervisor, new OpenRecall([chain.Packing.Batches[0].Batch], RecallClass.First, "again"))).Problem?.Code);

        var shown = await TraceAsync(app, "PK01");
        Assert.Equal((VerdictState.Stopped, StopKind.Recalled), (shown.Verdict.State, Assert.Single(shown.Verdict.Stops).Kind));
        Assert.Equal("clothianidin 0.15 mg/kg", Assert.Single(shown.Journey.OfType<RecallStop>()).Reason);

        await app.RecordAsync(chain.Supervisor, new CloseRecall(995, "destroyed") { Recall = opened.Recall });
        await AssertAuditAsync(app);
    }

    [Theory]
    [OnDatabases]
    public async Task Recall_OfAHarvest_ReachesTheMergeAndWhatWasDriedOfIt(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var first = await app.RecordAsync(chain.Grower, Harvest("HV07", 640));
        var second = await app.RecordAsync(chain.Grower, Harvest("HV08", 510));
        var merged = await app.RecordAsync(
            chain.Grower, new MergeBatches([new MergeTake(first.Batch, 640), new MergeTake(second.Batch, 510)], PotatoChain.Loose, DeclaredLossKg: 50, Lot: LotNumber.Parse("MG01"), Occurred: Later));
        var dried = await app.RecordAsync(
            chain.Grower,
            new ProcessBatches([new ProcessTake(merged.Batch, 300)], [new ProcessMake(PotatoChain.Box, Packs: 6, Lot: LotNumber.Parse("PK06"))], [ProcessKind.Slicing, ProcessKind.Drying], 270, 10, Later));

        var opened = await app.RecordAsync(chain.Grower, new OpenRecall([second.Batch], RecallClass.First, "the wrong species", HoldSiblings: false));

        var view = (await app.AskAsync(chain.Supervisor, new GetRecall(opened.Recall))).Value;
        Assert.Equal(["HV08", "MG01", "PK06"], view.Batches.Select(b => b.Lot).Order());
        Assert.Equal([1m, 0.4435m, 0.4435m], view.Batches.OrderBy(b => b.Lot).Select(b => decimal.Round(b.Part!.Value, 4)));
        Assert.Equal("batch.stopped", (await app.SendAsync(chain.Grower, new IssueLabels(1, Occurred: Later) { Batch = dried.Batches[0].Batch })).Problem?.Code);
        await AssertAuditAsync(app);
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_Corrected_KeepsItsLotAndBothVersions(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var wrong = await app.RecordAsync(chain.Grower, Harvest("HV01", 299_000));
        var packed = await app.RecordAsync(chain.Grower, new PackBatches([new PackTake(wrong.Batch, 1_000)], [new PackMake(PotatoChain.Box, 200, LotNumber.Parse("PK01"))], Occurred: Later));
        await app.RecordAsync(chain.Grower, new IssueLabels(10, Occurred: Later) { Batch = packed.Batches[0].Batch });

        var right = await app.RecordAsync(chain.Grower, Harvest("HV01", 29_900) with { Corrects = wrong.Receipts[0].Entry });

        Assert.Equal(wrong.Batch, right.Batch);
        Assert.Equal(["record.voided/v1", "batch.harvested/v1"], right.Receipts.Select(r => r.Type));
        // The season's bound is free again: 300,000 − 29,900.
        Assert.Equal("270100", (await app.SendAsync(chain.Grower, Harvest("HV02", 270_101))).Problem?.Facts?["leftKg"]);
        Assert.Equal(28_900, (await app.AskAsync(chain.Grower, new GetBatch(right.Batch))).Value.Held);
        var shown = await TraceAsync(app, "PK01");
        Assert.Equal([(299_000m, false), (29_900m, true)], shown.Journey.OfType<HarvestStop>().Select(h => (h.Kilograms, h.Void is null)).OrderByDescending(x => x));
        Assert.Equal(29_900, shown.Quantities.HarvestedKg);
        Assert.Equal("record.void", (await app.SendAsync(chain.Grower, Harvest("HV01", 1) with { Corrects = wrong.Receipts[0].Entry })).Problem?.Code);
        await AssertAuditAsync(app);
    }

    [Theory]
    [OnDatabases]
    public async Task Packing_CorrectedBelowItsLabels_StandsStillUntilLabelsAreVoided(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var harvest = await app.RecordAsync(chain.Grower, Harvest("HV01", 1_000));
        var wrong = await app.RecordAsync(chain.Grower, Pack(harvest.Batch, 200));
        var labels = await app.RecordAsync(chain.Grower, new IssueLabels(190, Occurred: Later) { Batch = wrong.Batches[0].Batch });

        await app.RecordAsync(chain.Grower, Pack(harvest.Batch, 100) with { Corrects = wrong.Receipts[0].Entry });

        Assert.Equal(StopKind.Overdrawn, Assert.Single((await TraceAsync(app, "PK01")).Verdict.Stops).Kind);
        Assert.Equal("batch.stopped", (await app.SendAsync(chain.Grower, new DispatchShipment([new DispatchItem(wrong.Batches[0].Batch, 1)], chain.Store.Member.Uscc, Occurred: Later))).Problem?.Code);
        // The same with the right number: an input that stands still because of the very record that is corrected is no hindrance.
        await app.RecordAsync(chain.Grower, new VoidRecord("printed twice") { Entry = labels.Receipts[0].Entry });

        var shown = await TraceAsync(app, "PK01");
        Assert.Empty(shown.Verdict.Stops);
        Assert.Contains(new Concern(ConcernKind.LabelVoided), shown.Verdict.Concerns);
        Assert.Equal(0, shown.Quantities.Labelled);
        await AssertAuditAsync(app);
    }

    [Theory]
    [OnDatabases]
    public async Task Void_OfAnothersRecord_OfNone_OrTwice_IsRefused(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var entry = chain.Harvest.Receipts[0].Entry;

        Assert.Equal("record.not-yours", (await app.SendAsync(chain.Store, new VoidRecord("not mine") { Entry = entry })).Problem?.Code);
        Assert.Equal("record.not-yours", (await app.SendAsync(chain.Supervisor, new VoidRecord("not mine") { Entry = entry })).Problem?.Code);
        Assert.Equal("record.unknown", (await app.SendAsync(chain.Grower, new VoidRecord("nothing") { Entry = Guid.AllBitsSet })).Problem?.Code);
        Assert.Equal("record.in-use", (await app.SendAsync(chain.Grower, new VoidRecord("came already") { Entry = chain.Shipment.Receipts[0].Entry })).Problem?.Code);
        var held = await app.RecordAsync(chain.Grower, new HoldBatch("look") { Batch = chain.Harvest.Batch });
        Assert.Equal("record.not-voidable", (await app.SendAsync(chain.Grower, new VoidRecord("no") { Entry = held.Stop })).Problem?.Code);
        Assert.Equal("record.other-type", (await app.SendAsync(chain.Grower, Harvest("HV09", 1) with { Corrects = chain.Packing.Receipts[0].Entry })).Problem?.Code);

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.SendAsync(chain.Grower, new VoidRecord("a mistake") { Entry = chain.Labels.Receipts[0].Entry })));
        Assert.Single(both, r => r.Problem is null);
        Assert.All(both.Where(r => r.Problem is not null), r => Assert.Equal("record.void", r.Problem!.Code));
        await AssertAuditAsync(app);
    }

    private static RegisterHarvest Harvest(string lot, decimal kilograms) =>
        new(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, kilograms, LotNumber.Parse(lot), Occurred: PotatoChain.HarvestTime);

    private static PackBatches Pack(Guid harvest, int packs) =>
        new([new PackTake(harvest, packs * 5)], [new PackMake(PotatoChain.Box, packs, LotNumber.Parse("PK01"))], Occurred: PotatoChain.HarvestTime.AddDays(1));

    private static async Task<TraceView> TraceAsync(TestApp app, string lot)
    {
        var asked = await app.AskAsync(actor: null, new GetTrace(PotatoChain.Box, LotNumber.Parse(lot), Serial: null));
        Assert.Null(asked.Problem);
        return asked.Value;
    }

    private static async Task AssertAuditAsync(TestApp app)
    {
        await app.SequenceAsync();
        Assert.Empty((await new Audit(app.Get<IDatabase>()).RunAsync(TestContext.Current.CancellationToken)).Problems);
    }
}
