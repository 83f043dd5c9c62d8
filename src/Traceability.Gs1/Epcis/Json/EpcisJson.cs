using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Gs1.Epcis.Model;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.Epcis.Json;

/// <summary>EPCIS 2.0 events as JSON (ISO/IEC 19987, section 9 and its JSON schema).</summary>
public static class EpcisJson
{
    /// <summary>The JSON-LD context of EPCIS and CBV 2.0, which gives the bare words their meaning.</summary>
    public const string ContextUri = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    /// <summary>
    /// How to parse text from outside before <see cref="TryRead"/>: a member that comes twice is an error, since two readers
    /// could take two different events from it.
    /// </summary>
    public static JsonDocumentOptions ParseOptions { get; } = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The bare event: no <c>@context</c> of its own, members in the order of the standard, then the extensions as they came.</summary>
    /// <param name="event">The event; it is not checked against the standard.</param>
    /// <returns>A new object that shares nothing with the event.</returns>
    public static JsonObject Write(EpcisEvent @event)
    {
        var json = new JsonObject { ["type"] = EventReader.TypeName(@event) };
        Put(json, "eventID", @event.EventID);
        json["eventTime"] = Timestamp(@event.EventTime);
        json["eventTimeZoneOffset"] = ZoneOffset(@event.EventTimeZoneOffset);
        switch (@event)
        {
            case ObjectEvent e:
                Put(json, "epcList", e.EpcList);
                Put(json, "quantityList", e.QuantityList);
                json["action"] = EventReader.ActionName(e.Action);
                break;
            case AggregationEvent e:
                Put(json, "parentID", e.ParentID);
                Put(json, "childEPCs", e.ChildEPCs);
                Put(json, "childQuantityList", e.ChildQuantityList);
                json["action"] = EventReader.ActionName(e.Action);
                break;
            case TransformationEvent e:
                Put(json, "inputEPCList", e.InputEPCList);
                Put(json, "inputQuantityList", e.InputQuantityList);
                Put(json, "outputEPCList", e.OutputEPCList);
                Put(json, "outputQuantityList", e.OutputQuantityList);
                Put(json, "transformationID", e.TransformationID);
                break;
        }

        Put(json, "bizStep", @event.BizStep);
        Put(json, "disposition", @event.Disposition);
        Put(json, "readPoint", @event.ReadPoint);
        Put(json, "bizLocation", @event.BizLocation);
        Put(json, "bizTransactionList", @event.BizTransactionList, item => TypedId(item.Type, "bizTransaction", item.Id));
        Put(json, "sourceList", @event.SourceList, item => TypedId(item.Type, "source", item.Id));
        Put(json, "destinationList", @event.DestinationList, item => TypedId(item.Type, "destination", item.Id));
        var ilmd = @event switch
        {
            ObjectEvent e => e.Ilmd,
            TransformationEvent e => e.Ilmd,
            _ => null,
        };
        if (ilmd is not null)
        {
            json["ilmd"] = ilmd.DeepClone();
        }

        Append(json, @event.Extensions);
        return json;
    }

    /// <summary>
    /// Reads a bare event and checks it as the JSON schema of EPCIS 2.0 does: types, words, URIs, what is required together.
    /// Members of the standard that the model does not name are kept in <see cref="EpcisEvent.Extensions"/>, not looked into.
    /// Rules: <c>epcis.type</c>, <c>epcis.required</c>, <c>epcis.event-time</c>, <c>epcis.time-zone-offset</c>,
    /// <c>epcis.action</c>, <c>epcis.uri</c>, <c>epcis.word</c>, <c>epcis.uom</c>, <c>epcis.quantity</c>, <c>epcis.list</c>,
    /// <c>epcis.text</c>, <c>epcis.object</c>, <c>epcis.ilmd</c>, <c>epcis.unknown-member</c>.
    /// </summary>
    /// <param name="json">The event, parsed with <see cref="ParseOptions"/>; it is copied from, not kept.</param>
    /// <param name="event">The event, or null when a rule is broken.</param>
    /// <param name="error">The first rule broken, its message beginning with the member, or null.</param>
    /// <returns>Whether it is an event of the three kinds that the model has.</returns>
    public static bool TryRead(JsonObject json, [NotNullWhen(true)] out EpcisEvent? @event, [NotNullWhen(false)] out IdentifierError? error) =>
        new EventReader(json).TryRead(out @event, out error);

    /// <summary>An EPCIS document around events (ISO/IEC 19987, section 9.5).</summary>
    /// <param name="events">The events, in the order they are to stand in.</param>
    /// <param name="id">The document's own URI.</param>
    /// <param name="creation">When the document was made.</param>
    /// <param name="namespaces">Prefix to namespace URI of the user extensions; empty when there are none.</param>
    /// <returns>A new <c>EPCISDocument</c> of schema version 2.0.</returns>
    public static JsonObject Document(
        IEnumerable<EpcisEvent> events, string id, DateTimeOffset creation, IReadOnlyDictionary<string, string> namespaces)
    {
        var context = new JsonArray(ContextUri);
        if (namespaces.Count > 0)
        {
            context.Add(new JsonObject(namespaces
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))));
        }

        return new()
        {
            ["@context"] = context,
            ["id"] = id,
            ["type"] = "EPCISDocument",
            ["schemaVersion"] = "2.0",
            ["creationDate"] = Timestamp(creation),
            ["epcisBody"] = new JsonObject { ["eventList"] = new JsonArray([.. events.Select(Write)]) },
        };
    }

    /// <summary>An instant as RFC 3339 with its offset, to the millisecond, or to the 100 nanoseconds where it has them.</summary>
    private static string Timestamp(DateTimeOffset instant)
    {
        var fraction = instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "fff" : "fffffff";
        var text = instant.ToString($"yyyy-MM-dd'T'HH:mm:ss.{fraction}", CultureInfo.InvariantCulture);
        return text + (instant.Offset == TimeSpan.Zero ? "Z" : ZoneOffset(instant.Offset));
    }

    private static string ZoneOffset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static void Put(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static void Put(JsonObject json, string name, IReadOnlyList<string>? values) =>
        Put(json, name, values, value => JsonValue.Create(value));

    private static void Put(JsonObject json, string name, IReadOnlyList<QuantityElement>? values) =>
        Put(json, name, values, value =>
        {
            var element = new JsonObject { ["epcClass"] = value.EpcClass };
            if (value.Quantity is { } quantity)
            {
                element["quantity"] = quantity;
            }

            Put(element, "uom", value.Uom);
            return element;
        });

    private static void Put<T>(JsonObject json, string name, IReadOnlyList<T>? values, Func<T, JsonNode> write)
    {
        if (values is not null)
        {
            json[name] = new JsonArray([.. values.Select(write)]);
        }
    }

    private static void Put(JsonObject json, string name, LocationElement? location)
    {
        if (location is not null)
        {
            var element = new JsonObject { ["id"] = location.Id };
            Append(element, location.Extensions);
            json[name] = element;
        }
    }

    private static JsonObject TypedId(string? type, string member, string id)
    {
        var json = new JsonObject();
        Put(json, "type", type);
        json[member] = id;
        return json;
    }

    private static void Append(JsonObject json, JsonObject? members)
    {
        foreach (var (name, value) in members ?? [])
        {
            json.Add(name, value?.DeepClone());
        }
    }
}
