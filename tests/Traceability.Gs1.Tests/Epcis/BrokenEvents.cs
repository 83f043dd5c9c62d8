using System.Text.Json.Nodes;

namespace Traceability.Gs1.Tests.Epcis;

/// <summary>Good events and what breaks them: the rule that our reader names, and whether GS1's schema sees it too.</summary>
internal static class BrokenEvents
{
    public const string Harvest = """
        {
          "type": "ObjectEvent", "eventID": "urn:uuid:0198f1f0-0000-7000-8000-000000000001",
          "eventTime": "2026-09-12T08:30:00.000+08:00", "eventTimeZoneOffset": "+08:00",
          "quantityList": [{ "epcClass": "https://id.gs1.org/01/99520100000105/10/HV01", "quantity": 84000.5, "uom": "KGM" }],
          "action": "ADD", "bizStep": "creating_class_instance", "disposition": "active",
          "readPoint": { "id": "https://id.gs1.org/414/9520109000097/254/B01", "farm:altitude": 1400 },
          "bizLocation": { "id": "https://id.gs1.org/414/9520109000097" },
          "ilmd": { "farm:plot": "B01" }, "farm:weather": null
        }
        """;

    public const string Shipment = """
        {
          "type": "AggregationEvent", "eventTime": "2026-09-13T02:00:00.000Z", "eventTimeZoneOffset": "+08:00",
          "parentID": "https://id.gs1.org/00/095201000000000010", "childEPCs": ["https://id.gs1.org/01/09520100000102/10/PK01/21/A"],
          "action": "ADD", "bizStep": "shipping", "disposition": "in_transit",
          "bizTransactionList": [{ "type": "desadv", "bizTransaction": "urn:uuid:0198f1f0-0000-7000-8000-000000000002" }],
          "sourceList": [{ "type": "owning_party", "source": "https://id.gs1.org/417/9520109000097" }],
          "destinationList": [{ "type": "possessing_party", "destination": "https://id.gs1.org/417/9520109000189" }]
        }
        """;

    public const string Packing = """
        {
          "type": "TransformationEvent", "eventTime": "2026-09-12T15:00:00.000+08:00", "eventTimeZoneOffset": "+08:00",
          "inputQuantityList": [{ "epcClass": "https://id.gs1.org/01/99520100000105/10/HV01", "quantity": 5, "uom": "KGM" }],
          "outputQuantityList": [{ "epcClass": "https://id.gs1.org/01/09520100000102/10/PK01", "quantity": 1 }],
          "bizStep": "packing"
        }
        """;

    private static readonly List<(string Name, string Rule, string Json, Action<JsonObject> Break, bool SchemaSees)> All =
    [
        ("unknown type", "type", Harvest, json => json["type"] = "HarvestEvent", true),
        ("type missing", "type", Harvest, json => json.Remove("type"), true),
        ("type a number", "type", Harvest, json => json["type"] = 1, true),
        ("eventTime missing", "event-time", Harvest, json => json.Remove("eventTime"), true),
        ("eventTime without offset", "event-time", Harvest, json => json["eventTime"] = "2026-09-12T08:30:00", true),
        ("eventTime a date", "event-time", Harvest, json => json["eventTime"] = "2026-09-12", true),
        ("eventTime in no calendar", "event-time", Harvest, json => json["eventTime"] = "2026-02-30T08:30:00Z", true),
        ("eventTime in Arabic digits", "event-time", Harvest, json => json["eventTime"] = "٢٠٢٦-09-12T08:30:00Z", true),
        ("offset missing", "time-zone-offset", Harvest, json => json.Remove("eventTimeZoneOffset"), true),
        ("offset too far", "time-zone-offset", Harvest, json => json["eventTimeZoneOffset"] = "+14:30", true),
        ("offset Z", "time-zone-offset", Harvest, json => json["eventTimeZoneOffset"] = "Z", true),
        ("offset a number", "time-zone-offset", Harvest, json => json["eventTimeZoneOffset"] = 8, true),
        ("action missing", "action", Harvest, json => json.Remove("action"), true),
        ("action small", "action", Harvest, json => json["action"] = "add", true),
        ("bizStep unknown word", "word", Harvest, json => json["bizStep"] = "harvesting", true),
        ("bizStep old URN", "word", Harvest, json => json["bizStep"] = "urn:epcglobal:cbv:bizstep:shipping", true),
        ("bizStep null", "word", Harvest, json => json["bizStep"] = null, true),
        ("disposition unknown word", "word", Harvest, json => json["disposition"] = "fresh", true),
        ("eventID no URI", "uri", Harvest, json => json["eventID"] = "42", true),
        ("epc with a space", "uri", Harvest, json => json["epcList"] = new JsonArray("urn:a b"), true),
        ("epcList a string", "list", Harvest, json => json["epcList"] = "urn:a:b", true),
        ("epcList null", "list", Harvest, json => json["epcList"] = null, true),
        ("epc twice", "list", Harvest, json => json["epcList"] = new JsonArray("urn:a:b", "urn:a:b"), true),
        ("quantity a string", "quantity", Harvest, json => json["quantityList"]![0]!["quantity"] = "84000", true),
        ("quantity null", "quantity", Harvest, json => json["quantityList"]![0]!["quantity"] = null, true),
        ("quantity of 30 digits", "quantity", Harvest, json => json["quantityList"]![0]!["quantity"] = JsonNode.Parse("0.123456789012345678901234567891"), false),
        ("quantity that underflows", "quantity", Harvest, json => json["quantityList"]![0]!["quantity"] = JsonNode.Parse("1e-40"), false),
        ("quantity that overflows", "quantity", Harvest, json => json["quantityList"]![0]!["quantity"] = JsonNode.Parse("1e40"), false),
        ("uom a word", "uom", Harvest, json => json["quantityList"]![0]!["uom"] = "kilogram", true),
        ("uom small", "uom", Harvest, json => json["quantityList"]![0]!["uom"] = "kgm", true),
        ("epcClass missing", "uri", Harvest, json => json["quantityList"]![0]!.AsObject().Remove("epcClass"), true),
        ("quantity element with a stranger", "unknown-member", Harvest, json => json["quantityList"]![0]!["unit"] = "KGM", true),
        ("quantity element a number", "object", Harvest, json => json["quantityList"]![0] = 5, true),
        ("nothing happened to nothing", "required", Harvest, json => json.Remove("quantityList"), true),
        ("ilmd with OBSERVE", "ilmd", Harvest, json => json["action"] = "OBSERVE", true),
        ("ilmd a string", "object", Harvest, json => json["ilmd"] = "B01", true),
        ("ilmd member without namespace", "unknown-member", Harvest, json => json["ilmd"]!["plot"] = "B01", true),
        ("extension without namespace", "unknown-member", Harvest, json => json["weather"] = "dry", true),
        ("extension named in Chinese", "unknown-member", Harvest, json => json["farm:天气"] = "dry", true),
        ("readPoint a string", "object", Harvest, json => json["readPoint"] = "urn:a:b", true),
        ("readPoint without id", "uri", Harvest, json => json["readPoint"] = new JsonObject(), true),
        ("member of another kind", "unknown-member", Harvest, json => json["parentID"] = "urn:a:b", true),
        ("children missing", "required", Shipment, json => json.Remove("childEPCs"), true),
        ("parent missing", "required", Shipment, json => json.Remove("parentID"), false),
        ("ilmd in an aggregation", "unknown-member", Shipment, json => json["ilmd"] = new JsonObject(), true),
        ("persistentDisposition in an aggregation", "unknown-member", Shipment,
            json => json["persistentDisposition"] = new JsonObject { ["set"] = new JsonArray("damaged") }, true),
        ("bizTransaction type unknown", "word", Shipment, json => json["bizTransactionList"]![0]!["type"] = "waybill", true),
        ("bizTransaction no URI", "uri", Shipment, json => json["bizTransactionList"]![0]!["bizTransaction"] = "42", true),
        ("source without type", "word", Shipment, json => json["sourceList"]![0]!.AsObject().Remove("type"), true),
        ("source type unknown", "word", Shipment, json => json["sourceList"]![0]!["type"] = "farmer", true),
        ("destination in a source's member", "unknown-member", Shipment, json => json["destinationList"]![0]!["source"] = "urn:a:b", true),
        ("inputs missing", "required", Packing, json => json.Remove("inputQuantityList"), true),
        ("outputs empty", "required", Packing, json => json["outputQuantityList"] = new JsonArray(), true),
        ("action in a transformation", "unknown-member", Packing, json => json["action"] = "ADD", true),
    ];

    public static TheoryData<string> Names => [.. All.Select(broken => broken.Name)];

    public static IEnumerable<JsonObject> Good => ((string[])[Harvest, Shipment, Packing]).Select(Parse);

    public static IEnumerable<(string Name, JsonObject Event)> SeenBySchema =>
        All.Where(broken => broken.SchemaSees).Select(broken => (broken.Name, Read(broken.Name).Event));

    public static (string Rule, JsonObject Event) Read(string name)
    {
        var broken = All.Single(broken => broken.Name == name);
        var json = Parse(broken.Json);
        broken.Break(json);
        return ("epcis." + broken.Rule, json);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
