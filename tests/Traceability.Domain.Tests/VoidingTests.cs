using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests;

public sealed class VoidingTests
{
    private const string Harvest = "/01/99520100000105/10/HV01";
    private const string Pack = "/01/09520100000102/10/PK01";
    private static readonly string Load = Subject.Shipment(Facts.Id(500));

    /// <summary>A history, and the fact that is recorded and taken back after it.</summary>
    public static TheoryData<string, Aggregate, Aggregate, DomainEvent[], DomainEvent> Undone { get; } = new()
    {
        { Harvest, new Batch(), new Batch(), [Facts.Harvested("HV01", 100)], Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10)) },
        { Harvest, new Batch(), new Batch(), [Facts.Harvested("HV01", 100)], Facts.Merged("HV01", "HV02", "MG01") },
        { Pack, new Batch(), new Batch(), [Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10))], Facts.Dispatched(("PK01", 8)) },
        { Pack, new Batch(), new Batch(), [Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10))], Facts.Delivered("PK01", 8) },
        { Pack, new Batch(), new Batch(), [Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10))], Facts.Leg(1, Facts.Noon.AddHours(3)) },
        { Pack, new Batch(), new Batch(), [Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10))], Facts.Warm() },
        { Pack, new Batch(), new Batch(), [Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10))], Facts.Settled() },
        { Load, new Shipment(), new Shipment(), [Facts.Dispatched(("PK01", 8))], Facts.Leg(1, Facts.Noon.AddHours(3)) },
        { Load, new Shipment(), new Shipment(), [Facts.Dispatched(("PK01", 8)), Facts.Leg(1, Facts.Noon.AddHours(3))], Facts.Warm() },
        { Load, new Shipment(), new Shipment(), [Facts.Dispatched(("PK01", 8)), Facts.Leg(1, Facts.Noon.AddHours(3)), Facts.Warm()], Facts.Settled() },
        { Load, new Shipment(), new Shipment(), [Facts.Dispatched(("PK01", 8))], Facts.Received(Facts.StoreGln, ("PK01", 7)) },
        { "/414/9520109009007/254/1", new Plot(), new Plot(), [Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, 120, 2_500)), Facts.Harvested("HV01", 50)], Facts.Harvested("HV02", 40) },
    };

    [Theory]
    [MemberData(nameof(Undone))]
    public void Void_OfTheLastFact_LeavesTheStateAsBefore(string subject, Aggregate before, Aggregate after, DomainEvent[] facts, DomainEvent fact)
    {
        Replay(subject, before, facts);
        Replay(subject, after, [.. facts, fact, Facts.Voids(facts.Length + 1, fact)]);

        Assert.Equal(State(before), State(after));
    }

    [Fact]
    public void Void_OfAHarvestThatNothingWasTakenFrom_LeavesNothingOfIt()
    {
        var batch = Facts.After<Batch>(Harvest, Facts.Harvested("HV01", 100), Facts.Voids(1, Facts.Harvested("HV01", 100)));

        Assert.Equal((0m, 0m, true), (batch.Quantity, batch.HeldBy(Facts.Grower)!.Value, batch.IsVoid));
        Assert.Equal([new BatchStop(StopKind.Voided, Facts.Id(2))], batch.Stops);
    }

    [Fact]
    public void Harvest_CorrectedToLessThanWasTaken_StandsStillUntilTheTakingIsCorrectedToo()
    {
        var packed = Facts.Packed(1, [("HV01", 81)], Facts.Boxes("PK01", 16));
        var batch = Facts.After<Batch>(Harvest, Facts.Harvested("HV01", 100), packed, Facts.Voids(1, Facts.Harvested("HV01", 100)), Facts.Harvested("HV01", 60));

        Assert.Equal(-21, batch.HeldBy(Facts.Grower));
        Assert.Equal([StopKind.Overdrawn], batch.Stops.Select(s => s.Kind));

        batch.Apply(Harvest, Facts.Voids(2, packed), Facts.Stamp(5));
        batch.Apply(Harvest, Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10)), Facts.Stamp(6));

        Assert.Equal(9, batch.HeldBy(Facts.Grower));
        Assert.Empty(batch.Stops);
    }

    [Fact]
    public void Pack_CorrectedToFewerThanItsLabels_StandsStill()
    {
        var first = Facts.Packed(0, [("HV01", 50)], Facts.Boxes("PK01", 10));
        var batch = Facts.After<Batch>(Pack, first, Facts.Labels("PK01", 9), Facts.Voids(1, first), Facts.Packed(0, [("HV01", 40)], Facts.Boxes("PK01", 8)));

        Assert.Equal([StopKind.Overdrawn], batch.Stops.Select(s => s.Kind));
        Assert.Equal([("/01/99520100000105/10/HV01", 40_000_000L)], batch.Inputs.Select(i => (i.Input, i.Milligrams)));

        batch.Apply(Pack, Facts.Voids(2, Facts.Labels("PK01", 9)), Facts.Stamp(5));

        Assert.Empty(batch.Stops);
        Assert.True(Assert.Single(batch.Runs).Voided);
    }

    [Fact]
    public void Shipment_Received_IsVoidedOnlyAfterItsReceipt()
    {
        var (sent, came) = (Facts.Dispatched(("PK01", 8)), Facts.Received(Facts.StoreGln, ("PK01", 7)));
        var shipment = Facts.After<Shipment>(sent.Subjects()[0], sent, came);

        Assert.Equal("record.in-use", shipment.WhyNotUndo(sent)?.Code);
        Assert.Null(shipment.WhyNotUndo(came));

        shipment.Apply(shipment.Subject, Facts.Voids(2, came, Facts.Store), Facts.Stamp(3));
        Assert.Null(shipment.WhyNotUndo(sent));
        shipment.Apply(shipment.Subject, Facts.Voids(1, sent), Facts.Stamp(4));

        Assert.Equal("shipment.void", shipment.Receive(came, Facts.Noon).Problem?.Code);
    }

    [Fact]
    public void Way_OfAShipment_IsVoidedFromItsEnd()
    {
        var shipment = Facts.After<Shipment>(Load, Facts.Dispatched(("PK01", 8)), Facts.Leg(1, Facts.Noon.AddHours(3)), Facts.Warm(), Facts.Settled());

        Assert.All(new DomainEvent[] { Facts.Dispatched(("PK01", 8)), Facts.Leg(1, Facts.Noon.AddHours(3)), Facts.Warm() }, fact => Assert.Equal("record.in-use", shipment.WhyNotUndo(fact)?.Code));
        Assert.Null(shipment.WhyNotUndo(Facts.Settled()));

        shipment.Apply(Load, Facts.Voids(4, Facts.Settled()), Facts.Stamp(5));

        Assert.True(Assert.Single(shipment.Temperatures).IsOpen);
        Assert.Null(shipment.WhyNotUndo(Facts.Warm()));
    }

    [Fact]
    public void Stops_OfTwoKinds_AreLiftedEachByItself()
    {
        var batch = Facts.After<Batch>(Harvest, Facts.Harvested("HV01", 100), Facts.Held("HV01"), Facts.Recalled("HV01"));

        Assert.Null(batch.Release(Facts.Released("HV01", 2)).Problem);
        Assert.Equal("stop.unknown", batch.Release(Facts.Released("HV01", 9)).Problem?.Code);

        batch.Apply(Harvest, Facts.Released("HV01", 2), Facts.Stamp(4));

        Assert.Equal([new BatchStop(StopKind.Recalled, Facts.Id(3))], batch.Stops);
    }

    [Fact]
    public void Stop_OfAVoidedRecord_IsNobodysToLift()
    {
        var batch = Facts.After<Batch>(Harvest, Facts.Harvested("HV01", 100), Facts.Voids(1, Facts.Harvested("HV01", 100)));

        Assert.Equal("stop.of-records", batch.Release(Facts.Released("HV01", 2)).Problem?.Code);
    }

    [Fact]
    public void Voidable_EveryFactThatIs_CanBeTakenBackByEachOfItsSubjects()
    {
        // What is voidable and has no Undo would spoil the log for ever: the void is recorded before the replay finds out.
        var undone = Undone.Select(row => row.Data.Item5.GetType())
            .Concat([typeof(Cultivation.PlotTended), typeof(Cultivation.PlotSprayed), typeof(Labels.LabelsIssued), typeof(ShipmentReceived), typeof(BatchHarvested)])
            .Concat(Quality.InspectionTests.Whole.Select(f => f.GetType())).ToHashSet();

        Assert.Equal(typeof(IVoidable).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IVoidable)) && !t.IsInterface).ToHashSet(), undone);
    }

    private static void Replay(string subject, Aggregate aggregate, DomainEvent[] facts)
    {
        for (var i = 0; i < facts.Length; i++)
            aggregate.Apply(subject, facts[i], Facts.Stamp(i + 1));
    }

    private static string State(Aggregate aggregate)
    {
        var state = (JsonObject)JsonSerializer.SerializeToNode(aggregate, aggregate.GetType(), Texts)!;
        state.Remove(nameof(Aggregate.Version));
        state.Remove(nameof(Aggregate.LastEntry));
        return state.ToJsonString();
    }

    private static readonly JsonSerializerOptions Texts = new()
    {
        Converters = { new TextOf<Gtin>(), new TextOf<Gln>(), new TextOf<GlnExtension>(), new TextOf<LotNumber>(), new TextOf<UnifiedSocialCreditCode>(), new TextOf<RegionCode>(), new TextOf<UnitCode>() },
    };
}
