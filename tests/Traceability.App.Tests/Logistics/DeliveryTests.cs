using Traceability.App.Access;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Records;
using Traceability.App.Features.Trace;
using Traceability.Domain.Logistics;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Logistics;

/// <summary>The last step of a chain: goods handed to consumers.</summary>
public sealed class DeliveryTests(Databases databases)
{
    private static readonly DateTimeOffset Sold = PotatoChain.HarvestTime.AddDays(6);

    [Theory]
    [OnDatabases]
    public async Task Delivery_ByWhoHoldsIt_IsTheEndOfTheJourneyAndCanBeCorrected(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var pack = chain.Packing.Batches[0].Batch;

        var first = await app.RecordAsync(chain.Store, new RecordDelivery(150, DeliveryWay.Shop, Sold) { Batch = pack });
        Assert.Equal(49, first.Held);
        var stop = (await TraceAsync(app)).Journey.OfType<DeliveryStop>().Single();
        Assert.Equal((DeliveryWay.Shop, "130722", first.Receipts[0].Entry), (stop.Way, stop.Place!.Code, stop.Proof.Entry));

        var corrected = await app.RecordAsync(chain.Store, new RecordDelivery(160, DeliveryWay.Parcel, Sold, first.Receipts[0].Entry) { Batch = pack });
        Assert.Equal(39, corrected.Held);
        var stops = (await TraceAsync(app)).Journey.OfType<DeliveryStop>().ToList();
        Assert.Equal([(DeliveryWay.Shop, true), (DeliveryWay.Parcel, false)], stops.Select(s => (s.Way, s.Void is not null)).Order());

        await app.RecordAsync(chain.Store, new VoidRecord("never happened") { Entry = corrected.Receipts[^1].Entry });
        await app.RecordAsync(chain.Store, new RecordDelivery(199, DeliveryWay.Collection, Sold) { Batch = pack });
        await app.SequenceAsync();
        Assert.Empty((await new Audit(app.Get<IDatabase>()).RunAsync(TestContext.Current.CancellationToken)).Problems);
    }

    [Theory]
    [OnDatabases]
    public async Task Delivery_OfWhatIsNotThereOrStandsStill_IsRefused(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var pack = chain.Packing.Batches[0].Batch;

        async Task<(string?, string?)> RefusedAsync(Actor who, RecordDelivery asked) => (await app.SendAsync(who, asked)).Problem is { } p ? (p.Code, p.Field) : default;

        Assert.Equal(("batch.not-enough", "quantity"), await RefusedAsync(chain.Store, new RecordDelivery(200, DeliveryWay.Shop, Sold) { Batch = pack }));
        Assert.Equal(("quantity.whole", "quantity"), await RefusedAsync(chain.Store, new RecordDelivery(1.5m, DeliveryWay.Shop, Sold) { Batch = pack }));
        Assert.Equal(("quantity.form", "quantity"), await RefusedAsync(chain.Store, new RecordDelivery(-1, DeliveryWay.Shop, Sold) { Batch = pack }));
        Assert.Equal(("delivery.way", "way"), await RefusedAsync(chain.Store, new RecordDelivery(1, (DeliveryWay)7, Sold) { Batch = pack }));
        Assert.Equal("batch.before-held", (await RefusedAsync(chain.Store, new RecordDelivery(1, DeliveryWay.Shop, PotatoChain.HarvestTime.AddDays(4)) { Batch = pack })).Item1);
        Assert.Equal(("batch.unknown", "id"), await RefusedAsync(chain.Store, new RecordDelivery(1, DeliveryWay.Shop, Sold) { Batch = chain.Shipment.Shipment }));

        await app.RecordAsync(chain.Supervisor, new HoldBatch("look first") { Batch = chain.Harvest.Batch });
        Assert.Equal("batch.stopped", (await RefusedAsync(chain.Store, new RecordDelivery(1, DeliveryWay.Shop, Sold) { Batch = pack })).Item1);
        Assert.Empty((await TraceAsync(app)).Journey.OfType<DeliveryStop>());
    }

    [Theory]
    [OnDatabases]
    public async Task Delivery_WhereItWasMade_NeedsNoShipmentAndManyAreShownByTheirEnds(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var harvest = await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 500, Occurred: PotatoChain.HarvestTime));
        var packed = await app.RecordAsync(
            chain.Grower, new PackBatches([new PackTake(harvest.Batch, 500)], [new PackMake(PotatoChain.Box, 100, LotNumber.Parse("PK01"))], Occurred: PotatoChain.HarvestTime.AddDays(1)));
        await app.RecordAsync(chain.Grower, new IssueLabels(100, Occurred: PotatoChain.HarvestTime.AddDays(1)) { Batch = packed.Batches[0].Batch });
        Assert.Equal([FactKind.Shipment, FactKind.Receipt], (await TraceAsync(app)).Verdict.Missing);

        for (var day = 0; day < 9; day++)
            await app.RecordAsync(chain.Grower, new RecordDelivery(10, DeliveryWay.Shop, Sold.AddDays(day)) { Batch = packed.Batches[0].Batch });

        var trace = await TraceAsync(app);
        Assert.Empty(trace.Verdict.Missing);
        Assert.Equal([0, 1, 2, 6, 7, 8], trace.Journey.OfType<DeliveryStop>().Select(s => (s.At - Sold).Days));
    }

    private static async Task<TraceView> TraceAsync(TestApp app)
    {
        var asked = await app.AskAsync(actor: null, new GetTrace(PotatoChain.Box, LotNumber.Parse("PK01"), Serial: null));
        Assert.Null(asked.Problem);
        return asked.Value;
    }
}
