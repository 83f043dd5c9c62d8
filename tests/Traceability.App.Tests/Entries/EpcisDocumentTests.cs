using System.Text.Json.Nodes;
using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Gs1.Epcis.Json;
using Traceability.Gs1.Epcis.Model;

namespace Traceability.App.Tests.Entries;

public sealed class EpcisDocumentTests
{
    [Fact]
    public async Task PhysicalEvents_AsAnEpcisDocument_AreValidByTheSchema() =>
        await EpcisSchema.AssertValidAsync(Physical().Select(f => Document(f)).Append(Document([.. Physical()])));

    /// <summary>Each breaks a rule of the standard; the first value is where, the second what stands there instead (nothing when null).</summary>
    public static TheoryData<string, string, string?> Breaks { get; } = new()
    {
        { "batch.harvested-v1", "eventTime", null },
        { "batch.harvested-v1", "eventTime", "\"2026-09-12\"" },
        { "batch.harvested-v1", "eventTimeZoneOffset", null },
        { "batch.harvested-v1", "action", null },
        { "batch.harvested-v1", "action", "\"GROW\"" },
        { "batch.harvested-v1", "bizStep", "\"harvesting\"" },
        { "batch.harvested-v1", "disposition", "\"fresh\"" },
        { "batch.harvested-v1", "quantityList", "{}" },
        { "batch.harvested-v1", "quantityList.0.quantity", "\"84000\"" },
        { "batch.harvested-v1", "quantityList.0.uom", "\"kilogram\"" },
        { "batch.harvested-v1", "quantityList.0.epcClass", null },
        { "batch.harvested-v1", "readPoint", "\"field 1\"" },
        { "batch.harvested-v1", "type", "\"HarvestEvent\"" },
        { "batch.packed-v1", "action", "\"ADD\"" },
        { "batch.packed-v1", "outputQuantityList.1.quantity", "\"ten\"" },
        { "batch.packed-v1", "inputQuantityList", "\"HV01\"" },
        { "batch.packed-v1", "season", "\"a member that no namespace names\"" },
        { "shipment.dispatched-v1", "epcList.0", "\"not a URI\"" },
        { "shipment.dispatched-v1", "sourceList.0.source", null },
        { "shipment.dispatched-v1", "destinationList.0.type", "\"buyer of the house\"" },
        { "shipment.dispatched-v1", "bizTransactionList.0.bizTransaction", null },
        { "shipment.temperature-recorded-v1", "sensorElementList.0.sensorReport", null },
        { "shipment.temperature-recorded-v1", "sensorElementList.0.sensorReport.0.type", null },
        { "shipment.temperature-recorded-v1", "sensorElementList.0.sensorReport.0.value", "\"15.6\"" },
        { "shipment.temperature-recorded-v1", "sensorElementList.0.sensorReport.0.exception", "\"TOO_WARM\"" },
        { "shipment.temperature-recorded-v1", "sensorElementList.0.sensorMetadata.startTime", "\"2026-09-12\"" },
        { "shipment.received-v1", "bizTransactionList", "[1]" },
        { "shipment.received-v1", "destinationList.0.destination", "7" },
    };

    [Fact]
    public async Task PhysicalEvents_BrokenInOneMember_AreRefusedByTheSchema()
    {
        var rows = Breaks.Select(row => row.Data).ToList();

        var verdicts = await EpcisSchema.CheckAsync(rows.Select(row => Broken(row.Item1, row.Item2, row.Item3)));

        Assert.Empty(rows.Zip(verdicts).Where(pair => pair.Second is null).Select(pair => pair.First));
    }

    [Fact]
    public async Task PhysicalEvents_OwnFieldsWithoutTheirNamespace_AreRefusedByTheSchema()
    {
        var renamed = JsonNode.Parse(Document((PhysicalEvent)SampleFacts.All["shipment.dispatched-v1"]).ToJsonString().Replace("trace:", "", StringComparison.Ordinal))!;

        Assert.NotNull(Assert.Single(await EpcisSchema.CheckAsync([renamed])));
    }

    [Theory]
    [MemberData(nameof(SampleFacts.PhysicalNames), MemberType = typeof(SampleFacts))]
    public void Write_PhysicalEvent_IsWhatTheVaultKeeps(string name)
    {
        var fact = (PhysicalEvent)SampleFacts.All[name];
        var kept = JsonNode.Parse(EntryCodecTests.Encode(fact).Document)!.AsObject();

        Assert.Equal(["epcis"], kept.Select(m => m.Key));
        Assert.True(JsonNode.DeepEquals(EpcisMapping.Write(fact, SampleFacts.Stamp), kept["epcis"]));
        Assert.Equal($"urn:uuid:{SampleFacts.Stamp.Entry:D}", (string?)kept["epcis"]!["eventID"]);
    }

    [Theory]
    [InlineData("batch.harvested-v1", typeof(ObjectEvent), BizSteps.CreatingClassInstance, Dispositions.Active)]
    [InlineData("batch.packed-v1", typeof(TransformationEvent), BizSteps.Packing, Dispositions.Active)]
    [InlineData("shipment.dispatched-v1", typeof(ObjectEvent), BizSteps.Shipping, Dispositions.InTransit)]
    [InlineData("shipment.leg-recorded-v1", typeof(ObjectEvent), BizSteps.Transporting, Dispositions.InTransit)]
    [InlineData("shipment.temperature-recorded-v1", typeof(ObjectEvent), BizSteps.SensorReporting, Dispositions.InTransit)]
    [InlineData("batch.delivered-v1", typeof(ObjectEvent), BizSteps.RetailSelling, Dispositions.RetailSold)]
    [InlineData("shipment.received-v1", typeof(ObjectEvent), BizSteps.Receiving, Dispositions.InProgress)]
    public void Write_PhysicalEvent_UsesTheStandardsWords(string name, Type kind, string bizStep, string disposition)
    {
        var epcis = Epcis((PhysicalEvent)SampleFacts.All[name]);

        Assert.Equal((kind, bizStep, disposition), (epcis.GetType(), epcis.BizStep, epcis.Disposition));
        Assert.Equal((SampleFacts.Stamp.Occurred, TimeSpan.FromHours(8)), (epcis.EventTime, epcis.EventTimeZoneOffset));
    }

    private static IEnumerable<PhysicalEvent> Physical() => SampleFacts.All.Values.OfType<PhysicalEvent>();

    private static EpcisEvent Epcis(PhysicalEvent fact)
    {
        Assert.True(EpcisJson.TryRead(EpcisMapping.Write(fact, SampleFacts.Stamp), out var epcis, out var error), error?.Message);
        return epcis;
    }

    private static JsonObject Document(params PhysicalEvent[] facts) => EpcisJson.Document(
        facts.Select(Epcis),
        "urn:uuid:01990000-0000-7000-8000-0000000000ff",
        SampleFacts.Stamp.Recorded,
        new Dictionary<string, string>(StringComparer.Ordinal) { [EpcisMapping.Prefix] = EpcisMapping.Namespace });

    private static JsonObject Broken(string name, string path, string? value)
    {
        var document = Document((PhysicalEvent)SampleFacts.All[name]);
        var node = document["epcisBody"]!["eventList"]![0]!;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
            node = (int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var index) ? node[index] : node[step])!;
        if (value is null)
            node.AsObject().Remove(steps[^1]);
        else if (node is JsonArray list)
            list[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value);
        else
            node[steps[^1]] = JsonNode.Parse(value);
        return document;
    }
}
