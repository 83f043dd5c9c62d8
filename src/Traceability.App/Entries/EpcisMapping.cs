using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Json;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Values;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Epcis.Json;
using Traceability.Gs1.Epcis.Model;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Entries;

/// <summary>
/// A physical event is a GS1 EPCIS 2.0 event: this is the same fact in the standard's words, both ways and without loss.
/// What the standard has no word for stands in our namespace, written <c>trace:</c> and described in docs/ledger.md.
/// </summary>
public static class EpcisMapping
{
    public const string Namespace = "urn:traceability:epcis:";
    public const string Prefix = "trace";

    private const string Batch = "trace:batch";
    private const string Season = "trace:season";
    private const string Outputs = "trace:outputs";
    private const string Loss = "trace:loss";
    private const string Inputs = "trace:inputs";
    private const string Step = "trace:step";
    private const string Processes = "trace:processes";
    private const string Collectors = "trace:collectors";
    private const string WeighSlips = "trace:weighSlips";
    private const string Dehydration = "trace:dehydration";
    private const string From = "trace:from";
    private const string To = "trace:to";
    internal const string At = "trace:at";
    private const string Carrier = "trace:carrier";

    public static JsonObject Write(PhysicalEvent fact, Stamp stamp) => EpcisJson.Write(fact switch
    {
        BatchHarvested e => Map(e, stamp),
        BatchesPacked e => Map(e, stamp),
        BatchesTransformed e => Map(e, stamp),
        ShipmentDispatched e => Map(e, stamp),
        ShipmentReceived e => Map(e, stamp),
        BatchDelivered e => EpcisJourney.Map(e, stamp),
        LegRecorded e => EpcisJourney.Map(e, stamp),
        TemperatureRecorded e => EpcisJourney.Map(e, stamp),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "This event has no EPCIS form."),
    });

    public static PhysicalEvent Read(Type type, JsonObject document)
    {
        if (!EpcisJson.TryRead(document, out var epcis, out var error))
            throw new JsonException($"{error.Rule}: {error.Message}");
        return (type.Name, epcis) switch
        {
            (nameof(BatchHarvested), ObjectEvent e) => ReadHarvest(e),
            (nameof(BatchesPacked), TransformationEvent e) => ReadPacking(e),
            (nameof(BatchesTransformed), TransformationEvent e) => ReadTransformation(e),
            (nameof(ShipmentDispatched), ObjectEvent e) => ReadDispatch(e),
            (nameof(ShipmentReceived), ObjectEvent e) => ReadReceipt(e),
            (nameof(BatchDelivered), ObjectEvent e) => EpcisJourney.ReadDelivery(e),
            (nameof(LegRecorded), ObjectEvent e) => EpcisJourney.ReadLeg(e),
            (nameof(TemperatureRecorded), ObjectEvent e) => EpcisJourney.ReadTemperature(e),
            _ => throw new JsonException($"The payload is no EPCIS form of {type.Name}."),
        };
    }

    private static ObjectEvent Map(BatchHarvested e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = Urn(stamp.Entry),
        Action = EventAction.Add,
        BizStep = BizSteps.CreatingClassInstance,
        Disposition = Dispositions.Active,
        QuantityList = [Element(e.Gtin, e.Lot, e.Quantity)],
        ReadPoint = new LocationElement(DigitalLinkUri.ForLocation(e.Base, e.Plot).ToCanonical()),
        BizLocation = new LocationElement(DigitalLinkUri.ForLocation(e.Base).ToCanonical()),
        Ilmd = Compact(new JsonObject
        {
            [Batch] = e.Batch.ToString("D"),
            [Season] = e.Season,
            [Collectors] = e.Collectors,
            [WeighSlips] = e.WeighSlips is { } slips
                ? new JsonArray([.. slips.Select(s => new JsonObject { ["trace:collector"] = s.Collector, ["trace:kilograms"] = s.Kilograms })])
                : null,
        }),
    };

    private static BatchHarvested ReadHarvest(ObjectEvent e)
    {
        var (gtin, lot, quantity) = Lot(e.QuantityList![0]);
        var plot = DigitalLinkUri.Parse(e.ReadPoint!.Id);
        return new BatchHarvested
        {
            Batch = Guid.Parse((string)e.Ilmd![Batch]!),
            Gtin = gtin,
            Lot = lot,
            Base = plot.Gln!.Value,
            Plot = plot.Extension!.Value,
            Season = (string)e.Ilmd[Season]!,
            Quantity = quantity,
            Collectors = (int?)e.Ilmd[Collectors],
            WeighSlips = e.Ilmd[WeighSlips] is JsonArray slips ? [.. slips.Select(s => new WeighSlip((string)s!["trace:collector"]!, s["trace:kilograms"]!.GetValue<decimal>()))] : null,
        };
    }

    private static TransformationEvent Map(BatchesPacked e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = Urn(stamp.Entry),
        BizStep = BizSteps.Packing,
        Disposition = Dispositions.Active,
        ReadPoint = new LocationElement(DigitalLinkUri.ForLocation(e.Place).ToCanonical()),
        BizLocation = new LocationElement(DigitalLinkUri.ForLocation(e.Place).ToCanonical()),
        InputQuantityList = [.. e.Inputs.Select(i => Element(i.Gtin, i.Lot, i.Taken))],
        OutputQuantityList = [.. e.Outputs.Select(o => Element(o.Gtin, o.Lot, o.Packs))],
        Ilmd = new JsonObject
        {
            [Outputs] = new JsonArray([.. e.Outputs.Select(o => Compact(new JsonObject
            {
                ["trace:batch"] = o.Batch.ToString("D"),
                ["trace:netContent"] = Json(o.NetContent),
                ["trace:grade"] = o.Grade,
            }))]),
            [Loss] = Json(e.Loss),
        },
    };

    private static BatchesPacked ReadPacking(TransformationEvent e)
    {
        var details = e.Ilmd![Outputs]!.AsArray();
        return new BatchesPacked
        {
            Place = DigitalLinkUri.Parse(e.ReadPoint!.Id).Gln!.Value,
            Loss = Quantity(e.Ilmd[Loss]!),
            Batches = [.. details.Select(d => Guid.Parse((string)d!["trace:batch"]!))],
            Inputs = [.. e.InputQuantityList!.Select(Lot).Select(l => new PackInput(l.Gtin, l.Lot, l.Quantity))],
            Outputs = [.. e.OutputQuantityList!.Select(Lot).Select((l, i) => new PackOutput(
                Guid.Parse((string)details[i]!["trace:batch"]!),
                l.Gtin,
                l.Lot,
                l.Quantity,
                Quantity(details[i]!["trace:netContent"]!),
                (string?)details[i]!["trace:grade"]))],
        };
    }

    private static TransformationEvent Map(BatchesTransformed e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = Urn(stamp.Entry),
        BizStep = BizSteps.CreatingClassInstance,
        Disposition = Dispositions.Active,
        ReadPoint = new LocationElement(DigitalLinkUri.ForLocation(e.Place).ToCanonical()),
        BizLocation = new LocationElement(DigitalLinkUri.ForLocation(e.Place).ToCanonical()),
        InputQuantityList = [.. e.Inputs.Select(i => Element(i.Gtin, i.Lot, i.Taken))],
        OutputQuantityList = [.. e.Outputs.Select(o => Element(o.Gtin, o.Lot, o.Quantity))],
        Ilmd = Compact(new JsonObject
        {
            [Step] = JsonSerializer.SerializeToNode(e.Step, AppJson.Entries),
            [Processes] = e.Processes is { } processes ? JsonSerializer.SerializeToNode(processes, AppJson.Entries) : null,
            [Dehydration] = e.Dehydration is { } ratio ? JsonSerializer.SerializeToNode(ratio, AppJson.Entries) : null,
            [Inputs] = new JsonArray([.. e.Inputs.Select(i => Compact(new JsonObject { ["trace:netContent"] = Content(i.NetContent) }))]),
            [Outputs] = new JsonArray([.. e.Outputs.Select(o => Compact(new JsonObject
            {
                ["trace:batch"] = o.Batch.ToString("D"),
                ["trace:netContent"] = Content(o.NetContent),
                ["trace:grade"] = o.Grade,
            }))]),
            [Loss] = Json(e.Loss),
        }),
    };

    private static BatchesTransformed ReadTransformation(TransformationEvent e)
    {
        var (inputs, outputs) = (e.Ilmd![Inputs]!.AsArray(), e.Ilmd[Outputs]!.AsArray());
        return new BatchesTransformed
        {
            Step = e.Ilmd[Step].Deserialize<TransformationStep>(AppJson.Entries),
            Processes = e.Ilmd[Processes]?.Deserialize<IReadOnlyList<ProcessKind>>(AppJson.Entries),
            Dehydration = e.Ilmd[Dehydration]?.Deserialize<decimal>(AppJson.Entries),
            Place = DigitalLinkUri.Parse(e.ReadPoint!.Id).Gln!.Value,
            Loss = Quantity(e.Ilmd[Loss]!),
            Batches = [.. outputs.Select(d => Guid.Parse((string)d!["trace:batch"]!))],
            Inputs = [.. e.InputQuantityList!.Select(Lot).Select((l, i) => new TransformInput(l.Gtin, l.Lot, l.Quantity, Content(inputs[i]!)))],
            Outputs = [.. e.OutputQuantityList!.Select(Lot).Select((l, i) => new TransformOutput(
                Guid.Parse((string)outputs[i]!["trace:batch"]!), l.Gtin, l.Lot, l.Quantity, Content(outputs[i]!), (string?)outputs[i]!["trace:grade"]))],
        };
    }

    private static JsonNode? Content(Quantity? netContent) => netContent is { } content ? Json(content) : null;

    private static Quantity? Content(JsonNode details) => details["trace:netContent"] is { } content ? Quantity(content) : null;

    private static ObjectEvent Map(ShipmentDispatched e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = Urn(stamp.Entry),
        Action = EventAction.Observe,
        BizStep = BizSteps.Shipping,
        Disposition = Dispositions.InTransit,
        EpcList = e.Sscc is { } sscc ? [DigitalLinkUri.ForLogisticUnit(sscc).ToCanonical()] : null,
        QuantityList = [.. e.Items.Select(i => Element(i.Gtin, i.Lot, i.Quantity))],
        BizTransactionList = [new BizTransaction(BizTransactionTypes.Desadv, Urn(e.Shipment))],
        SourceList = [new Source(SourceDestinationTypes.PossessingParty, DigitalLinkUri.ForParty(e.Sender).ToCanonical())],
        DestinationList = [new Destination(SourceDestinationTypes.PossessingParty, DigitalLinkUri.ForParty(e.Receiver).ToCanonical())],
        Extensions = Compact(new JsonObject
        {
            [From] = e.From.ToString(),
            [To] = e.To.ToString(),
            [Carrier] = e.Carrier is { } carrier ? DigitalLinkUri.ForParty(carrier).ToCanonical() : null,
        }),
    };

    private static ShipmentDispatched ReadDispatch(ObjectEvent e)
    {
        var items = Items(e);
        return new ShipmentDispatched
        {
            Shipment = Shipment(e),
            Sscc = e.EpcList is [var sscc, ..] ? DigitalLinkUri.Parse(sscc).Sscc : null,
            From = RegionCode.Parse((string)e.Extensions![From]!),
            To = RegionCode.Parse((string)e.Extensions[To]!),
            Carrier = (string?)e.Extensions[Carrier] is { } carrier ? DigitalLinkUri.Parse(carrier).Gln : null,
            Batches = Batches(items),
            Sender = DigitalLinkUri.Parse(e.SourceList![0].Id).Gln!.Value,
            Receiver = DigitalLinkUri.Parse(e.DestinationList![0].Id).Gln!.Value,
            Items = items,
        };
    }

    private static ObjectEvent Map(ShipmentReceived e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = Urn(stamp.Entry),
        Action = EventAction.Observe,
        BizStep = BizSteps.Receiving,
        Disposition = Dispositions.InProgress,
        QuantityList = [.. e.Items.Select(i => Element(i.Gtin, i.Lot, i.Quantity))],
        BizTransactionList = [new BizTransaction(BizTransactionTypes.Desadv, Urn(e.Shipment))],
        DestinationList = [new Destination(SourceDestinationTypes.PossessingParty, DigitalLinkUri.ForParty(e.Receiver).ToCanonical())],
        Extensions = new JsonObject { [At] = e.At.ToString() },
    };

    private static ShipmentReceived ReadReceipt(ObjectEvent e)
    {
        var items = Items(e);
        return new ShipmentReceived
        {
            Shipment = Shipment(e),
            At = RegionCode.Parse((string)e.Extensions![At]!),
            Batches = Batches(items),
            Receiver = DigitalLinkUri.Parse(e.DestinationList![0].Id).Gln!.Value,
            Items = items,
        };
    }

    internal static QuantityElement Element(Gtin gtin, LotNumber lot, Quantity quantity) =>
        new(DigitalLinkUri.ForItem(gtin, lot).ToCanonical(), quantity.Value, quantity.Unit.IsMass ? quantity.Unit.ToString() : null);

    internal static (Gtin Gtin, LotNumber Lot, Quantity Quantity) Lot(QuantityElement element)
    {
        var item = DigitalLinkUri.Parse(element.EpcClass);
        var unit = element.Uom is { } uom ? UnitCode.Parse(uom) : UnitCode.Each;
        return (item.Gtin!.Value, item.Lot!.Value, Domain.Values.Quantity.Create(element.Quantity!.Value, unit));
    }

    private static IReadOnlyList<ShippedItem> Items(ObjectEvent e) =>
        [.. e.QuantityList!.Select(Lot).Select(l => new ShippedItem(l.Gtin, l.Lot, l.Quantity))];

    private static IReadOnlyList<string> Batches(IEnumerable<ShippedItem> items) => [.. items.Select(i => Subject.Batch(i.Gtin, i.Lot))];

    internal static Guid Shipment(ObjectEvent e) => Guid.Parse(e.BizTransactionList![0].Id["urn:uuid:".Length..]);

    internal static string Urn(Guid id) => $"urn:uuid:{id:D}";

    private static JsonNode Json(Quantity quantity) => JsonSerializer.SerializeToNode(quantity, AppJson.Entries)!;

    private static Quantity Quantity(JsonNode node) => node.Deserialize<Quantity>(AppJson.Entries);

    internal static JsonObject Compact(JsonObject members)
    {
        foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToArray())
            members.Remove(name);
        return members;
    }
}
