using Traceability.Domain.Batches;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Places;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests;

/// <summary>Fictional facts of a potato chain, and aggregates brought to a state by nothing but facts.</summary>
internal static class Facts
{
    public static readonly UnifiedSocialCreditCode Grower = UnifiedSocialCreditCode.Parse("93130722XXXX00094R");
    public static readonly UnifiedSocialCreditCode Store = UnifiedSocialCreditCode.Parse("91110105XXXX00190E");
    public static readonly Gln GrowerGln = Gln.Parse("9520109000097");
    public static readonly Gln StoreGln = Gln.Parse("9520109000196");
    public static readonly Gln Base = Gln.Parse("9520109009007");
    public static readonly GlnExtension FirstPlot = GlnExtension.Parse("1");
    public static readonly Gtin Loose = Gtin.Parse("99520100000105");
    public static readonly Gtin Box = Gtin.Parse("09520100000102");
    public static readonly RegionCode County = RegionCode.Parse("130722");
    public static readonly DateTimeOffset Noon = new(2026, 9, 12, 12, 0, 0, TimeSpan.FromHours(8));

    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static Stamp Stamp(int entry, UnifiedSocialCreditCode? organisation = null, DateTimeOffset? occurred = null) =>
        new(Id(entry), occurred ?? Noon, Noon.ToUniversalTime(), (organisation ?? Grower).ToString(), Subject.Account(Id(9_000)));

    public static BaseRegistered BaseWith(params PlotDeclared[] plots) =>
        new() { Gln = Base, Organisation = Grower, Region = County, Plots = plots };

    public static BatchHarvested Harvested(string lot, decimal kilograms, string season = "2026") => new()
    {
        Batch = IdOf(lot),
        Gtin = Loose,
        Lot = LotNumber.Parse(lot),
        Base = Base,
        Plot = FirstPlot,
        Season = season,
        Quantity = Quantity.Kilograms(kilograms),
    };

    public static PackOutput Boxes(string lot, int packs, decimal netContentKg = 5) =>
        new(IdOf(lot), Box, LotNumber.Parse(lot), Quantity.Pieces(packs), Quantity.Kilograms(netContentKg), Grade: null);

    public static BatchesPacked Packed(decimal lossKg, (string Lot, decimal Kilograms)[] inputs, params PackOutput[] outputs) => new()
    {
        Place = GrowerGln,
        Loss = Quantity.Kilograms(lossKg),
        Batches = [.. outputs.Select(o => o.Batch)],
        Inputs = [.. inputs.Select(i => new PackInput(Loose, LotNumber.Parse(i.Lot), Quantity.Kilograms(i.Kilograms)))],
        Outputs = outputs,
    };

    public static BatchesTransformed Merged(string first, string second, string made, decimal each = 10) => new()
    {
        Step = TransformationStep.Merge,
        Place = GrowerGln,
        Loss = Quantity.Kilograms(0),
        Batches = [IdOf(made)],
        Inputs = [new TransformInput(Loose, LotNumber.Parse(first), Quantity.Kilograms(each)), new TransformInput(Loose, LotNumber.Parse(second), Quantity.Kilograms(each))],
        Outputs = [new TransformOutput(IdOf(made), Loose, LotNumber.Parse(made), Quantity.Kilograms(2 * each))],
    };

    public static BatchHeld Held(string lot) => new() { Gtin = Loose, Lot = LotNumber.Parse(lot), Reason = "look first" };

    public static BatchReleased Released(string lot, int stop) => new() { Gtin = Loose, Lot = LotNumber.Parse(lot), Stop = Id(stop), Reason = "looked" };

    public static RecallOpened Recalled(string lot) => new() { Recall = Id(700), Batches = [Subject.Batch(Loose, LotNumber.Parse(lot))], Class = RecallClass.Second, Reason = "clothianidin" };

    public static RecallClosed RecallEnded(string lot) => new() { Recall = Id(700), Batches = [Subject.Batch(Loose, LotNumber.Parse(lot))], RecoveredKg = 3, Outcome = "destroyed" };

    /// <summary>What takes back a fact that the grower recorded as the entry of that number.</summary>
    public static RecordVoided Voids(int entry, DomainEvent fact, UnifiedSocialCreditCode? organisation = null) => new()
    {
        Voids = Id(entry), Happened = Noon, Recorded = Noon.ToUniversalTime(), By = (organisation ?? Grower).ToString(), Account = Subject.Account(Id(9_000)), Reason = "a mistake", Fact = fact,
    };

    public static LabelsIssued Labels(string lot, int count) =>
        new() { Run = Id(700 + count), Gtin = Box, Lot = LotNumber.Parse(lot), Count = count };

    public static BatchDelivered Delivered(string lot, int packs) => new()
    {
        Gtin = Box, Lot = LotNumber.Parse(lot), At = County, Way = DeliveryWay.Shop, Quantity = Quantity.Pieces(packs),
    };

    public static ShipmentDispatched Dispatched(params (string Lot, int Packs)[] items) => new()
    {
        Shipment = Id(500),
        From = County,
        To = RegionCode.Parse("110105"),
        Batches = [.. items.Select(i => Subject.Batch(Box, LotNumber.Parse(i.Lot)))],
        Sender = GrowerGln,
        Receiver = StoreGln,
        Items = Items(items),
    };

    public static ShipmentReceived Received(Gln receiver, params (string Lot, int Packs)[] items) => new()
    {
        Shipment = Id(500),
        At = RegionCode.Parse("110105"),
        Batches = [.. items.Select(i => Subject.Batch(Box, LotNumber.Parse(i.Lot)))],
        Receiver = receiver,
        Items = Items(items),
    };

    public static LegRecorded Leg(int number, DateTimeOffset arrived) => new()
    {
        Shipment = Id(500),
        Leg = Id(600 + number),
        Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))],
        From = County,
        To = RegionCode.Parse("110105"),
        Arrived = arrived,
    };

    /// <summary>Readings of leg 1, of which the last is too warm.</summary>
    public static TemperatureRecorded Warm() => new()
    {
        Shipment = Id(500),
        Leg = Id(601),
        Recording = Id(801),
        Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))],
        TargetMinCelsius = 3,
        TargetMaxCelsius = 6,
        MinCelsius = 4,
        MaxCelsius = 9,
        Readings = [new(Noon, 4), new(Noon.AddHours(1), 9)],
        Breaches = [new(Noon.AddHours(1), Noon.AddHours(1), 9, 9)],
    };

    public static TemperatureBreachClosed Settled(BreachReason reason = BreachReason.GoodsGood) =>
        new() { Shipment = Id(500), Recording = Id(801), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))], Reason = reason };

    /// <summary>An aggregate with these facts in its history, all recorded by the grower.</summary>
    public static T After<T>(string subject, params DomainEvent[] facts)
        where T : Aggregate, new()
    {
        var aggregate = new T();
        for (var i = 0; i < facts.Length; i++)
            aggregate.Apply(subject, facts[i], Stamp(i + 1));
        return aggregate;
    }

    public static Batch HarvestOf(string lot, decimal kilograms) =>
        After<Batch>(Subject.Batch(Loose, LotNumber.Parse(lot)), Harvested(lot, kilograms));

    public static Batch PackOf(string lot, int packs) =>
        After<Batch>(Subject.Batch(Box, LotNumber.Parse(lot)), Packed(0, [("HV01", packs * 5)], Boxes(lot, packs)));

    private static Guid IdOf(string lot) => Id(lot.Aggregate(1, (sum, c) => (sum * 31 + c) % 1_000_003));

    private static IReadOnlyList<ShippedItem> Items((string Lot, int Packs)[] items) =>
        [.. items.Select(i => new ShippedItem(Box, LotNumber.Parse(i.Lot), Quantity.Pieces(i.Packs)))];
}
