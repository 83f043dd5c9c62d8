using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Gs1.Epcis.Json;
using Traceability.Tests;

namespace Traceability.Gs1.Tests.Epcis;

/// <summary>GS1's own example documents, their JSON schema and our reader and writer must agree.</summary>
public sealed class VectorTests
{
    private static readonly string[] Modelled = ["ObjectEvent", "AggregationEvent", "TransformationEvent"];

    [Fact]
    public async Task Schema_EveryExampleOfGs1_IsAccepted()
    {
        var examples = Examples();

        Assert.Equal(24, examples.Count);
        await EpcisSchema.AssertValidAsync(examples);
    }

    [Fact]
    public void ReadThenWrite_EveryExampleOfTheThreeKinds_DropsNothing()
    {
        var events = Events().ToList();

        Assert.True(events.Count >= 20, $"only {events.Count} events");
        foreach (var original in events)
        {
            Assert.True(EpcisJson.TryRead(original, out var read, out var error), error?.Message);
            var written = EpcisJson.Write(read);
            Assert.Equal(Instant(original), Instant(written));
            written["eventTime"] = original["eventTime"]!.DeepClone();
            Assert.True(JsonNode.DeepEquals(original, written), $"{original.ToJsonString()}\n{written.ToJsonString()}");
        }
    }

    [Fact]
    public async Task Document_AroundEveryExampleRead_IsValid()
    {
        var namespaces = new[] { "example", "ext1", "ext2", "ext3", "cbvmda" }.ToDictionary(prefix => prefix, prefix => $"https://{prefix}.example/");
        await EpcisSchema.AssertValidAsync(Events().Select(original =>
        {
            Assert.True(EpcisJson.TryRead(original, out var read, out _));
            return EpcisJson.Document([read], "https://example.com/documents/1", DateTimeOffset.UnixEpoch, namespaces);
        }));
    }

    [Fact]
    public void TryRead_AssociationEvent_IsRefusedByName()
    {
        foreach (var original in Examples().SelectMany(EventsOf).Where(original => (string)original["type"]! == "AssociationEvent"))
        {
            Assert.False(EpcisJson.TryRead(original, out _, out var error));
            Assert.Equal("epcis.type", error.Rule);
        }
    }

    private static List<JsonObject> Examples() =>
        [.. Directory.EnumerateFiles(TestFiles.Vector("epcis", "examples")).Order(StringComparer.Ordinal)
            .Select(path => JsonNode.Parse(File.ReadAllBytes(path), documentOptions: EpcisJson.ParseOptions)!.AsObject())];

    private static IEnumerable<JsonObject> Events() =>
        Examples().SelectMany(EventsOf).Where(found => Modelled.Contains((string)found["type"]!));

    private static IEnumerable<JsonObject> EventsOf(JsonObject document)
    {
        var body = document["epcisBody"]!;
        var list = body["eventList"] ?? body["queryResults"]!["resultsBody"]!["eventList"];
        return list!.AsArray().Select(node => node!.AsObject());
    }

    private static (DateTimeOffset, TimeSpan) Instant(JsonObject @event)
    {
        var time = JsonSerializer.Deserialize<DateTimeOffset>(@event["eventTime"]);
        return (time, time.Offset);
    }
}
