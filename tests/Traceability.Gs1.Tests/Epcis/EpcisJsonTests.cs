using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Traceability.Gs1.Epcis.Json;
using Traceability.Gs1.Epcis.Model;
using Traceability.Tests;

namespace Traceability.Gs1.Tests.Epcis;

public sealed class EpcisJsonTests
{
    private static readonly Dictionary<string, string> Farm = new() { ["farm"] = "https://farm.example/" };

    public static TheoryData<string> Broken => BrokenEvents.Names;

    [Theory]
    [MemberData(nameof(Broken))]
    public void TryRead_BrokenEvent_NamesTheRule(string name)
    {
        var (rule, json) = BrokenEvents.Read(name);

        Assert.False(EpcisJson.TryRead(json, out var read, out var error));
        Assert.Null(read);
        Assert.Equal(rule, error.Rule);
    }

    [Fact]
    public void TryRead_GoodEvents_AreWrittenBackByteForByteInValue()
    {
        foreach (var good in BrokenEvents.Good)
        {
            Assert.True(EpcisJson.TryRead(good, out var read, out var error), error?.Message);
            Assert.True(JsonNode.DeepEquals(good, EpcisJson.Write(read)), EpcisJson.Write(read).ToJsonString());
        }
    }

    [Fact]
    public async Task Schema_GoodEvents_AreAccepted() => await EpcisSchema.AssertValidAsync(BrokenEvents.Good.Select(InDocument));

    [Fact]
    public async Task Schema_BrokenEvents_AreAllRefused()
    {
        var broken = BrokenEvents.SeenBySchema.ToList();

        var verdicts = await EpcisSchema.CheckAsync(broken.Select(item => InDocument(item.Event)));

        Assert.True(broken.Count >= 15);
        Assert.Empty(broken.Zip(verdicts).Where(pair => pair.Second is null).Select(pair => pair.First.Name));
    }

    [Fact]
    public async Task Schema_BrokenDocuments_AreAllRefused()
    {
        var verdicts = await EpcisSchema.CheckAsync(((Action<JsonObject>[])[
            document => document.Remove("@context"),
            document => document.Remove("schemaVersion"),
            document => document["schemaVersion"] = "two",
            document => document["creationDate"] = "today",
            document => document.Remove("epcisBody"),
            document => document["note"] = "hello",
        ]).Select(change =>
        {
            var document = InDocument(BrokenEvents.Good.First());
            change(document);
            return document;
        }));

        Assert.DoesNotContain(null, verdicts);
    }

    [Fact]
    public void Write_HarvestEvent_HasItsMembersInTheStandardsOrder()
    {
        var harvest = new ObjectEvent
        {
            EventTime = new(2026, 9, 12, 8, 30, 0, TimeSpan.FromHours(8)),
            EventTimeZoneOffset = TimeSpan.FromHours(8),
            EventID = "urn:uuid:0198f1f0-0000-7000-8000-000000000001",
            Action = EventAction.Add,
            BizStep = BizSteps.CreatingClassInstance,
            Disposition = Dispositions.Active,
            QuantityList = [new("https://id.gs1.org/01/99520100000105/10/HV01", 84000.500m, "KGM")],
            ReadPoint = new("https://id.gs1.org/414/9520109000097/254/B01"),
            Ilmd = new() { ["farm:plot"] = "B01" },
            Extensions = new() { ["farm:weather"] = "dry" },
        };

        Assert.Equal(
            """
            {"type":"ObjectEvent","eventID":"urn:uuid:0198f1f0-0000-7000-8000-000000000001","eventTime":"2026-09-12T08:30:00.000\u002B08:00","eventTimeZoneOffset":"\u002B08:00","quantityList":[{"epcClass":"https://id.gs1.org/01/99520100000105/10/HV01","quantity":84000.500,"uom":"KGM"}],"action":"ADD","bizStep":"creating_class_instance","disposition":"active","readPoint":{"id":"https://id.gs1.org/414/9520109000097/254/B01"},"ilmd":{"farm:plot":"B01"},"farm:weather":"dry"}
            """,
            EpcisJson.Write(harvest).ToJsonString());
        Assert.Equal(EpcisJson.Write(harvest).ToJsonString(), EpcisJson.Write(harvest).ToJsonString());
    }

    [Theory]
    [InlineData("2026-09-12T08:30:00+08:00", "+08:00", "2026-09-12T08:30:00.000+08:00", "+08:00")]
    [InlineData("2026-09-12T00:30:00.5Z", "-09:30", "2026-09-12T00:30:00.500Z", "-09:30")]
    [InlineData("2026-09-12T00:30:00.1234567+00:00", "-00:00", "2026-09-12T00:30:00.1234567Z", "+00:00")]
    [InlineData("2026-09-12T00:30:00.000-14:00", "+14:00", "2026-09-12T00:30:00.000-14:00", "+14:00")]
    public void ReadThenWrite_Time_KeepsInstantAndOffset(string time, string offset, string writtenTime, string writtenOffset)
    {
        var json = BrokenEvents.Good.First();
        json["eventTime"] = time;
        json["eventTimeZoneOffset"] = offset;

        Assert.True(EpcisJson.TryRead(json, out var read, out var error), error?.Message);
        var written = EpcisJson.Write(read);

        Assert.Equal([writtenTime, writtenOffset], [(string)written["eventTime"]!, (string)written["eventTimeZoneOffset"]!]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.5")]
    [InlineData("1e3")]
    [InlineData("1.50E-2")]
    [InlineData("0.1")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("9007199254740993.000000000001")]
    public void ReadThenWrite_Quantity_IsExact(string number)
    {
        var json = BrokenEvents.Good.First();
        json["quantityList"]![0]!["quantity"] = JsonNode.Parse(number);

        Assert.True(EpcisJson.TryRead(json, out var read, out var error), error?.Message);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(number), EpcisJson.Write(read)["quantityList"]![0]!["quantity"]));
    }

    [Fact]
    public void ReadThenWrite_AnyQuantity_IsExact() => Gen.Decimal.Sample(quantity =>
    {
        var json = BrokenEvents.Good.First();
        json["quantityList"]![0]!["quantity"] = quantity;
        var parsed = JsonNode.Parse(json.ToJsonString())!.AsObject();
        return EpcisJson.TryRead(parsed, out var read, out _) && ((ObjectEvent)read).QuantityList![0].Quantity == quantity;
    });

    [Fact]
    public void TryRead_ThenChangingTheJson_LeavesTheEventAlone()
    {
        var json = BrokenEvents.Good.First();
        Assert.True(EpcisJson.TryRead(json, out var read, out _));
        json["ilmd"]!["farm:plot"] = "B02";
        var written = EpcisJson.Write(read);
        written["ilmd"]!["farm:plot"] = "B03";

        Assert.Equal("B01", (string)((ObjectEvent)read).Ilmd!["farm:plot"]!);
    }

    [Fact]
    public void TryRead_ListsAbsentOrEmpty_StayAsTheyWere()
    {
        var json = BrokenEvents.Good.First();
        json["epcList"] = new JsonArray();
        Assert.True(EpcisJson.TryRead(json, out var read, out _));

        Assert.Empty(((ObjectEvent)read).EpcList!);
        Assert.Null(read.SourceList);
        Assert.Equal(["farm:weather"], read.Extensions!.Select(member => member.Key));
        Assert.Equal(json.Count, EpcisJson.Write(read).Count);
    }

    [Fact]
    public void TryRead_TransformationWithId_NeedsOneSideOnly()
    {
        var json = BrokenEvents.Good.Last();
        json.Remove("outputQuantityList");
        Assert.False(EpcisJson.TryRead(json, out _, out _));
        json["transformationID"] = "urn:uuid:0198f1f0-0000-7000-8000-000000000003";

        Assert.True(EpcisJson.TryRead(json, out _, out var error), error?.Message);
    }

    [Fact]
    public void ParseOptions_MemberTwice_IsRefused() =>
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse("""{"type":"ObjectEvent","type":"AggregationEvent"}""", documentOptions: EpcisJson.ParseOptions));

    [Fact]
    public void Document_WithNamespaces_DeclaresThemInItsContext()
    {
        var document = EpcisJson.Document([], "urn:uuid:0198f1f0-0000-7000-8000-000000000004", DateTimeOffset.UnixEpoch, Farm);

        Assert.Equal(
            """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}],"id":"urn:uuid:0198f1f0-0000-7000-8000-000000000004","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"1970-01-01T00:00:00.000Z","epcisBody":{"eventList":[]}}
            """,
            document.ToJsonString());
    }

    [Fact]
    public void Words_OfTheModel_AreThoseOfTheSchema()
    {
        var definitions = JsonNode.Parse(File.ReadAllBytes(TestFiles.Vector("epcis", "EPCIS-JSON-Schema.json")))!["definitions"]!;
        foreach (var (name, words) in (IEnumerable<(string, IEnumerable<string>)>)[
            ("bizStep", BizSteps.All),
            ("disposition", Dispositions.All),
            ("bizTransaction-type", BizTransactionTypes.All),
            ("source-dest-type", SourceDestinationTypes.All),
        ])
        {
            var expected = definitions[name]!["anyOf"]!.AsArray().SelectMany(choice => choice!["enum"]?.AsArray().Select(word => (string)word!) ?? []);
            Assert.Equal(expected.Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
        }
    }

    private static JsonObject InDocument(JsonObject @event)
    {
        var document = EpcisJson.Document([], "https://example.com/documents/1", DateTimeOffset.UnixEpoch, Farm);
        document["epcisBody"]!["eventList"]!.AsArray().Add(@event);
        return document;
    }
}
