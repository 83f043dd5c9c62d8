using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Trace;
using Traceability.App.Pipeline;
using Traceability.Domain.Logistics;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Logistics;

/// <summary>Records of goods on their way and of labels that others take the place of: in one command, or not at all.</summary>
public sealed class CorrectedGoodsTests(Databases databases)
{
    private static readonly DateTimeOffset Departed = PotatoChain.HarvestTime.AddDays(4).AddHours(6);

    [Theory]
    [OnDatabases]
    public async Task Leg_Corrected_StandsInThePlaceOfTheOther(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var shipment = await SendAsync(app, chain);
        var wrong = await app.RecordAsync(chain.Carrier, new RecordLeg(Departed, Departed.AddHours(10)) { Shipment = shipment });
        var right = new RecordLeg(Departed.AddHours(1), Departed.AddHours(8), Corrects: wrong.Receipts[0].Entry) { Shipment = shipment };

        Assert.Equal("record.not-yours", await CodeAsync(app, chain.Grower, right));
        Assert.Equal("record.other-type", await CodeAsync(app, chain.Carrier, new RecordTemperature(wrong.Leg, [new ReadTemperature(Departed.AddHours(2), 4)], 3, 6, Corrects: wrong.Receipts[0].Entry) { Shipment = shipment }));
        Assert.Equal("leg.before-departure", await CodeAsync(app, chain.Carrier, right with { Arrived = Departed }));
        Assert.Equal([Departed.AddHours(10)], await ArrivalsAsync(app, shipment));

        var corrected = await app.RecordAsync(chain.Carrier, right);

        Assert.Equal(["record.voided/v1", "shipment.leg-recorded/v1"], corrected.Receipts.Select(r => r.Type));
        Assert.Equal([Departed.AddHours(8)], await ArrivalsAsync(app, shipment));
        Assert.Equal("record.void", await CodeAsync(app, chain.Carrier, right));
        // The page tells both, and which of them holds.
        var told = (await TraceAsync(app)).Journey.OfType<LegStop>().Where(s => s.At >= Departed).Select(s => (s.Proof.Entry, s.Void?.Proof.Entry));
        Assert.Equal([(wrong.Receipts[0].Entry, corrected.Receipts[0].Entry), (corrected.Receipts[1].Entry, null)], told);
    }

    [Theory]
    [OnDatabases]
    public async Task Temperature_Corrected_IsJudgedAnew(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var shipment = await SendAsync(app, chain);
        var leg = await app.RecordAsync(chain.Carrier, new RecordLeg(Departed, Departed.AddHours(10)) { Shipment = shipment });
        // Somebody typed 49 for 4.9.
        var wrong = await app.RecordAsync(chain.Carrier, Read(leg.Leg, 49));
        Assert.Equal("record.in-use", await CodeAsync(app, chain.Carrier, new RecordLeg(Departed, Departed.AddHours(9), Corrects: leg.Receipts[0].Entry) { Shipment = shipment }));
        Assert.Equal(VerdictState.LookHere, (await TraceAsync(app)).Verdict.State);

        var right = await app.RecordAsync(chain.Carrier, Read(leg.Leg, 4.9m) with { Corrects = wrong.Receipts[0].Entry });

        Assert.Empty(right.Breaches);
        Assert.Empty((await TraceAsync(app)).Verdict.Concerns);
        Assert.Equal([4.9m], (await TraceAsync(app)).Journey.OfType<TemperatureStop>().Single(s => s.Proof.Entry == right.Receipts[^1].Entry).Readings.Select(r => r.Celsius));

        RecordTemperature Read(Guid of, decimal celsius) => new(of, [new ReadTemperature(Departed.AddHours(2), celsius)], 3, 6) { Shipment = shipment };
    }

    [Theory]
    [OnDatabases]
    public async Task Receipt_Corrected_PassesWhatWasCountedLast(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var batch = chain.Packing.Batches[0].Batch;
        var shipment = await SendAsync(app, chain);
        var before = await HeldAsync(app, chain.Store, batch);
        var wrong = await app.RecordAsync(chain.Store, new ReceiveShipment(Occurred: Departed.AddHours(12)) { Shipment = shipment });
        Assert.Equal(before + 10, await HeldAsync(app, chain.Store, batch));

        var right = await app.RecordAsync(chain.Store, new ReceiveShipment([new ReceivedItem(batch, 8)], Departed.AddHours(12), wrong.Receipts[0].Entry) { Shipment = shipment });

        Assert.Equal(["record.voided/v1", "shipment.received/v1"], right.Receipts.Select(r => r.Type));
        Assert.Equal(before + 8, await HeldAsync(app, chain.Store, batch));
        // More than was sent is refused, and the receipt that stands still does.
        Assert.Equal("shipment.more-than-sent", await CodeAsync(app, chain.Store, new ReceiveShipment([new ReceivedItem(batch, 11)], Departed.AddHours(12), right.Receipts[1].Entry) { Shipment = shipment }));
        Assert.Equal(before + 8, await HeldAsync(app, chain.Store, batch));
        // What was sold since has to be covered: where it is not, the batch stands still until the count is right.
        await app.RecordAsync(chain.Store, new RecordDelivery(before + 7, DeliveryWay.Shop, Departed.AddDays(2)) { Batch = batch });
        foreach (var (counted, stops) in new[] { (9, 0), (1, 1), (7, 0) })
        {
            right = await app.RecordAsync(chain.Store, new ReceiveShipment([new ReceivedItem(batch, counted)], Departed.AddHours(12), right.Receipts[1].Entry) { Shipment = shipment });
            Assert.Equal(counted - 7, await HeldAsync(app, chain.Store, batch));
            Assert.Equal(stops, (await TraceAsync(app)).Verdict.Stops.Count);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Labels_Corrected_AreCountedAndChargedOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var batch = chain.Packing.Batches[0].Batch;
        // The rest of the licence: 9,900 kg.
        var all = new IssueLabels(1_980, Serialised: false, Marks: [chain.Brand]) { Batch = batch };
        var wrong = await app.RecordAsync(chain.Grower, all);
        Assert.Equal("brand.quota", await CodeAsync(app, chain.Grower, all));

        var right = await app.RecordAsync(chain.Grower, all with { Count = 1_979, Corrects = wrong.Receipts[0].Entry });

        Assert.Equal(["record.voided/v1", "labels.issued/v1"], right.Receipts.Select(r => r.Type));
        Assert.Equal(wrong.LeftToIssue + 1, right.LeftToIssue);
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var licence = await db.Licences.SingleAsync(c => c.Id == chain.Licence, TestContext.Current.CancellationToken);
        Assert.Equal(9_995, licence.UsedKg(new DateOnly(2026, 1, 1)));
        Assert.Equal("record.not-yours", await CodeAsync(app, chain.Store, all with { Count = 1, Corrects = right.Receipts[1].Entry }));
    }

    private static async Task<Guid> SendAsync(TestApp app, PotatoChain chain) =>
        (await app.RecordAsync(
            chain.Grower, new DispatchShipment([new DispatchItem(chain.Packing.Batches[0].Batch, 10)], chain.Store.Member.Uscc, chain.Carrier.Member.Uscc, Occurred: Departed))).Shipment;

    private static async Task<string> CodeAsync<T>(TestApp app, Actor actor, IRestrictedCommand<T> command)
        where T : class => (await app.SendAsync(actor, command)).Problem?.Code ?? "";

    private static async Task<TraceView> TraceAsync(TestApp app) => (await app.AskAsync(actor: null, new GetTrace(PotatoChain.Box, LotNumber.Parse("PK01"), Serial: null))).Value;

    private static async Task<List<DateTimeOffset>> ArrivalsAsync(TestApp app, Guid shipment)
    {
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return [.. (await db.Shipments.SingleAsync(s => s.Id == shipment, TestContext.Current.CancellationToken)).Legs.Select(l => l.Arrived)];
    }

    private static async Task<decimal> HeldAsync(TestApp app, Actor holder, Guid batch)
    {
        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return (await db.Batches.SingleAsync(b => b.Id == batch, TestContext.Current.CancellationToken)).HeldBy(holder.Member.Uscc) ?? 0;
    }
}
