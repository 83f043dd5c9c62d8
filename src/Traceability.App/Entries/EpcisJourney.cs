using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Json;
using Traceability.Domain;
using Traceability.Domain.Logistics;
using Traceability.Domain.Values;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Epcis.Model;

namespace Traceability.App.Entries;

/// <summary>
/// What happens to a load on its way, in the words of EPCIS: a leg is <c>transporting</c>, what a logger read is
/// <c>sensor_reporting</c> with a sensor element, its readings out of range carry the standard's <c>ALARM_CONDITION</c>.
/// </summary>
internal static class EpcisJourney
{
    private const string Leg = "trace:leg";
    private const string From = "trace:from";
    private const string To = "trace:to";
    private const string FromPlace = "trace:fromPlace";
    private const string ToPlace = "trace:toPlace";
    private const string Carrier = "trace:carrier";
    private const string Vehicle = "trace:vehicle";
    private const string Arrived = "trace:arrived";
    private const string Recording = "trace:recording";
    private const string TargetMin = "trace:targetMinCelsius";
    private const string TargetMax = "trace:targetMaxCelsius";
    private const string Breaches = "trace:breaches";
    private const string Way = "trace:way";
    private const string Sensors = "sensorElementList";
    private const string RawFile = "ni:///sha-256;";

    public static ObjectEvent Map(LegRecorded e, Stamp stamp) => Of(e, stamp) with
    {
        BizStep = BizSteps.Transporting,
        Disposition = Dispositions.InTransit,
        Extensions = EpcisMapping.Compact(new JsonObject
        {
            [Leg] = e.Leg.ToString("D"),
            [From] = e.From.ToString(),
            [To] = e.To.ToString(),
            [FromPlace] = e.FromPlace,
            [ToPlace] = e.ToPlace,
            [Carrier] = e.Carrier is { } carrier ? DigitalLinkUri.ForParty(carrier).ToCanonical() : null,
            [Vehicle] = e.Vehicle,
            [Arrived] = Time(e.Arrived),
        }),
    };

    public static LegRecorded ReadLeg(ObjectEvent e) => new()
    {
        Shipment = EpcisMapping.Shipment(e),
        Leg = Guid.Parse((string)e.Extensions![Leg]!),
        Batches = Batches(e),
        From = RegionCode.Parse((string)e.Extensions[From]!),
        To = RegionCode.Parse((string)e.Extensions[To]!),
        FromPlace = (string?)e.Extensions[FromPlace],
        ToPlace = (string?)e.Extensions[ToPlace],
        Carrier = (string?)e.Extensions[Carrier] is { } carrier ? DigitalLinkUri.Parse(carrier).Gln : null,
        Vehicle = (string?)e.Extensions[Vehicle],
        Arrived = Time(e.Extensions[Arrived]),
    };

    public static ObjectEvent Map(BatchDelivered e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = EpcisMapping.Urn(stamp.Entry),
        Action = EventAction.Observe,
        BizStep = BizSteps.RetailSelling,
        Disposition = Dispositions.RetailSold,
        QuantityList = [EpcisMapping.Element(e.Gtin, e.Lot, e.Quantity)],
        Extensions = new JsonObject { [EpcisMapping.At] = e.At.ToString(), [Way] = JsonSerializer.SerializeToNode(e.Way, AppJson.Entries) },
    };

    public static BatchDelivered ReadDelivery(ObjectEvent e)
    {
        var (gtin, lot, quantity) = EpcisMapping.Lot(e.QuantityList![0]);
        return new BatchDelivered
        {
            Gtin = gtin,
            Lot = lot,
            At = RegionCode.Parse((string)e.Extensions![EpcisMapping.At]!),
            Way = e.Extensions[Way].Deserialize<DeliveryWay>(AppJson.Entries),
            Quantity = quantity,
        };
    }

    public static ObjectEvent Map(TemperatureRecorded e, Stamp stamp)
    {
        var target = new TemperatureRange(e.TargetMinCelsius, e.TargetMaxCelsius);
        return Of(e, stamp) with
        {
            BizStep = BizSteps.SensorReporting,
            Disposition = Dispositions.InTransit,
            Extensions = EpcisMapping.Compact(new JsonObject
            {
                [Leg] = e.Leg.ToString("D"),
                [Recording] = e.Recording.ToString("D"),
                [TargetMin] = e.TargetMinCelsius,
                [TargetMax] = e.TargetMaxCelsius,
                [Breaches] = new JsonArray([.. e.Breaches.Select(b => new JsonObject
                {
                    ["trace:from"] = Time(b.From),
                    ["trace:until"] = Time(b.Until),
                    ["trace:minCelsius"] = b.MinCelsius,
                    ["trace:maxCelsius"] = b.MaxCelsius,
                })]),
                [Sensors] = new JsonArray(new JsonObject
                {
                    ["sensorMetadata"] = EpcisMapping.Compact(new JsonObject
                    {
                        ["startTime"] = Time(e.Readings[0].At),
                        ["endTime"] = Time(e.Readings[^1].At),
                        ["rawData"] = e.LoggerFile is { } file ? RawFile + file : null,
                    }),
                    ["sensorReport"] = new JsonArray([.. e.Readings.Select(r => EpcisMapping.Compact(new JsonObject
                    {
                        ["type"] = "Temperature",
                        ["exception"] = target.Side(r.Celsius) == 0 ? null : "ALARM_CONDITION",
                        ["time"] = Time(r.At),
                        ["value"] = r.Celsius,
                        ["uom"] = "CEL",
                    }))]),
                }),
            }),
        };
    }

    public static TemperatureRecorded ReadTemperature(ObjectEvent e)
    {
        var sensor = e.Extensions![Sensors]![0]!;
        IReadOnlyList<TemperatureReading> readings = [.. sensor["sensorReport"]!.AsArray().Select(r => new TemperatureReading(Time(r!["time"]), Number(r["value"])!.Value))];
        return new TemperatureRecorded
        {
            Shipment = EpcisMapping.Shipment(e),
            Leg = Guid.Parse((string)e.Extensions[Leg]!),
            Recording = Guid.Parse((string)e.Extensions[Recording]!),
            Batches = Batches(e),
            TargetMinCelsius = Number(e.Extensions[TargetMin]),
            TargetMaxCelsius = Number(e.Extensions[TargetMax]),
            MinCelsius = readings.Min(r => r.Celsius),
            MaxCelsius = readings.Max(r => r.Celsius),
            Readings = readings,
            Breaches =
            [
                .. e.Extensions[Breaches]!.AsArray().Select(b => new TemperatureBreach(
                    Time(b!["trace:from"]), Time(b["trace:until"]), Number(b["trace:minCelsius"])!.Value, Number(b["trace:maxCelsius"])!.Value)),
            ],
            LoggerFile = (string?)sensor["sensorMetadata"]!["rawData"] is { } raw ? FileHash.Parse(raw[RawFile.Length..]) : null,
        };
    }

    /// <summary>What all facts of a load have in common: which batches travel, and under which dispatch.</summary>
    private static ObjectEvent Of(IOfShipment e, Stamp stamp) => new()
    {
        EventTime = stamp.Occurred,
        EventTimeZoneOffset = stamp.Occurred.Offset,
        EventID = EpcisMapping.Urn(stamp.Entry),
        Action = EventAction.Observe,
        QuantityList = [.. e.Batches.Select(b => new QuantityElement(DigitalLinkUri.Parse(b).ToCanonical(), Quantity: null, Uom: null))],
        BizTransactionList = [new BizTransaction(BizTransactionTypes.Desadv, EpcisMapping.Urn(e.Shipment))],
    };

    private static IReadOnlyList<string> Batches(ObjectEvent e) => [.. e.QuantityList!.Select(q => DigitalLinkUri.Parse(q.EpcClass).ToPath())];

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode? node) => DateTimeOffset.ParseExact((string)node!, "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static decimal? Number(JsonNode? node) => node is null ? null : decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
