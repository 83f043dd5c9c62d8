using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Traceability.Gs1.Epcis.Model;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.Epcis.Json;

/// <summary>Reads one event member by member; keeps the first rule broken and what no member took.</summary>
internal sealed partial class EventReader(JsonObject json)
{
    // Words of the standard that the model keeps as they are; an aggregation has no persistent disposition in the schema.
    private static readonly string[] KeptWords =
        ["@context", "recordTime", "certificationInfo", "errorDeclaration", "sensorElementList", "persistentDisposition"];

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private readonly HashSet<string> _taken = ["type"];
    private IdentifierError? _error;

    public static string TypeName(EpcisEvent @event) => @event switch
    {
        ObjectEvent => nameof(ObjectEvent),
        AggregationEvent => nameof(AggregationEvent),
        TransformationEvent => nameof(TransformationEvent),
        _ => throw new ArgumentException($"{@event.GetType().Name} is no kind of event that JSON knows.", nameof(@event)),
    };

    public static string ActionName(EventAction action) => action switch
    {
        EventAction.Observe => "OBSERVE",
        EventAction.Add => "ADD",
        EventAction.Delete => "DELETE",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    public bool TryRead([NotNullWhen(true)] out EpcisEvent? @event, [NotNullWhen(false)] out IdentifierError? error)
    {
        var read = TextOf(json["type"]) switch
        {
            nameof(ObjectEvent) => ReadObjectEvent(),
            nameof(AggregationEvent) => ReadAggregationEvent(),
            nameof(TransformationEvent) => ReadTransformationEvent(),
            _ => Fail<EpcisEvent>("type", "type", "is not ObjectEvent, AggregationEvent or TransformationEvent"),
        };
        read = read is null ? null : ReadCommon(read);
        error = _error;
        @event = error is null ? read : null;
        return error is null;
    }

    private ObjectEvent ReadObjectEvent()
    {
        var read = new ObjectEvent
        {
            EventTime = default,
            EventTimeZoneOffset = default,
            EpcList = Uris("epcList", unique: true),
            QuantityList = Quantities("quantityList"),
            Action = Action(),
            Ilmd = Ilmd(),
        };
        var senses = json["sensorElementList"] is JsonArray { Count: > 0 } && json.ContainsKey("readPoint");
        if (read.EpcList is null && read.QuantityList is not { Count: > 0 } && !senses)
        {
            Fail<object>("required", "epcList", "is missing, and so are a quantityList and sensors at a readPoint");
        }

        if (read.Ilmd is not null && read.Action != EventAction.Add)
        {
            Fail<object>("ilmd", "ilmd", "goes only with the action ADD");
        }

        return read;
    }

    private AggregationEvent ReadAggregationEvent()
    {
        var read = new AggregationEvent
        {
            EventTime = default,
            EventTimeZoneOffset = default,
            ParentID = Uri("parentID"),
            ChildEPCs = Uris("childEPCs"),
            ChildQuantityList = Quantities("childQuantityList"),
            Action = Action(),
        };
        if (read.ParentID is null && read.Action != EventAction.Observe)
        {
            Fail<object>("required", "parentID", "is missing, which only the action OBSERVE allows");
        }

        if (read.ChildEPCs is not { Count: > 0 } && read.ChildQuantityList is not { Count: > 0 } && read.Action != EventAction.Delete)
        {
            Fail<object>("required", "childEPCs", "is missing, and so is a childQuantityList, which only the action DELETE allows");
        }

        if (json.ContainsKey("persistentDisposition"))
        {
            Fail<object>("unknown-member", "persistentDisposition", "is no member of an AggregationEvent");
        }

        return read;
    }

    private TransformationEvent ReadTransformationEvent()
    {
        var read = new TransformationEvent
        {
            EventTime = default,
            EventTimeZoneOffset = default,
            InputEPCList = Uris("inputEPCList", unique: true),
            InputQuantityList = Quantities("inputQuantityList"),
            OutputEPCList = Uris("outputEPCList", unique: true),
            OutputQuantityList = Quantities("outputQuantityList"),
            TransformationID = Uri("transformationID"),
            Ilmd = Ilmd(),
        };
        var input = read.InputEPCList is { Count: > 0 } || read.InputQuantityList is { Count: > 0 };
        var output = read.OutputEPCList is { Count: > 0 } || read.OutputQuantityList is { Count: > 0 };
        if (read.TransformationID is null ? !(input && output) : !(input || output))
        {
            Fail<object>("required", input ? "outputQuantityList" : "inputQuantityList", "is missing, and no transformationID binds it to another event");
        }

        return read;
    }

    private EpcisEvent ReadCommon(EpcisEvent read) => read with
    {
        EventTime = EventTime(),
        EventTimeZoneOffset = EventTimeZoneOffset(),
        EventID = Uri("eventID"),
        BizStep = Word("bizStep", BizSteps.All),
        Disposition = Word("disposition", Dispositions.All),
        ReadPoint = Location("readPoint"),
        BizLocation = Location("bizLocation"),
        BizTransactionList = TypedIds(
            "bizTransactionList", "bizTransaction", BizTransactionTypes.All, typed: false, (type, id) => new BizTransaction(type, id)),
        SourceList = TypedIds(
            "sourceList", "source", SourceDestinationTypes.All, typed: true, (type, id) => new Source(type!, id)),
        DestinationList = TypedIds(
            "destinationList", "destination", SourceDestinationTypes.All, typed: true, (type, id) => new Destination(type!, id)),
        Extensions = Rest(json, _taken, KeptWords),
    };

    private DateTimeOffset EventTime()
    {
        var text = TextOf(Take("eventTime"));
        return text is not null
            && Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time
                : Fail<DateTimeOffset>("event-time", "eventTime", "is not a date and time with its offset (RFC 3339)");
    }

    private TimeSpan EventTimeZoneOffset()
    {
        var text = TextOf(Take("eventTimeZoneOffset"));
        if (text is null || !TimeZoneOffset().IsMatch(text))
        {
            return Fail<TimeSpan>("time-zone-offset", "eventTimeZoneOffset", "is not +hh:mm or -hh:mm within 14 hours");
        }

        var offset = TimeSpan.ParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture);
        return text[0] == '-' ? -offset : offset;
    }

    private EventAction Action() => TextOf(Take("action")) switch
    {
        "OBSERVE" => EventAction.Observe,
        "ADD" => EventAction.Add,
        "DELETE" => EventAction.Delete,
        _ => Fail<EventAction>("action", "action", "is not OBSERVE, ADD or DELETE"),
    };

    private string? Uri(string name) => json.ContainsKey(name) ? Uri(Take(name), name) : null;

    private string Uri(JsonNode? node, string path) =>
        TextOf(node) is { } text && AbsoluteUri().IsMatch(text) ? text : Fail<string>("uri", path, "is not a URI") ?? "";

    private List<string>? Uris(string name, bool unique = false)
    {
        var uris = List(name, Uri);
        if (unique && uris is not null && uris.Distinct(StringComparer.Ordinal).Count() != uris.Count)
        {
            Fail<object>("list", name, "has the same item twice");
        }

        return uris;
    }

    private string? Word(string name, IReadOnlySet<string> words) => json.ContainsKey(name) ? Word(Take(name), name, words) : null;

    private string Word(JsonNode? node, string path, IReadOnlySet<string> words) =>
        TextOf(node) is { } text && (words.Contains(text) || (AbsoluteUri().IsMatch(text) && !CbvUrn().IsMatch(text)))
            ? text
            : Fail<string>("word", path, "is neither a word of the Core Business Vocabulary nor a URI of another") ?? "";

    private List<QuantityElement>? Quantities(string name) => List(name, (node, path) =>
    {
        var element = Object(node, path, "epcClass", "quantity", "uom");
        var quantity = element.ContainsKey("quantity") ? Quantity(element["quantity"], $"{path}.quantity") : (decimal?)null;
        var uom = TextOf(element["uom"]);
        if (element.ContainsKey("uom") && (uom is null || !Uom().IsMatch(uom)))
        {
            Fail<object>("uom", $"{path}.uom", "is not a UN/CEFACT unit code");
        }

        return new QuantityElement(Uri(element["epcClass"], $"{path}.epcClass"), quantity, uom);
    });

    // A decimal has 28 digits: a number that would be rounded is refused, so that what is written is what was read.
    private decimal Quantity(JsonNode? node, string path)
    {
        if (node?.GetValueKind() != JsonValueKind.Number)
        {
            return Fail<decimal>("quantity", path, "is not a number");
        }

        var text = node.ToJsonString();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && SignificantDigits(text) == SignificantDigits(value.ToString(CultureInfo.InvariantCulture))
                ? value
                : Fail<decimal>("quantity", path, "has more digits than can be held exactly (28)");
    }

    private static string SignificantDigits(string number) =>
        number.Split('e', 'E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0').TrimEnd('0');

    private LocationElement? Location(string name)
    {
        if (!json.ContainsKey(name))
        {
            return null;
        }

        if (Take(name) is not JsonObject element)
        {
            return Fail<LocationElement>("object", name, "is not an object");
        }

        var extensions = element.Where(member => member.Key != "id").Select(Copy).ToList();
        return new(Uri(element["id"], $"{name}.id"), extensions.Count == 0 ? null : new JsonObject(extensions));
    }

    private List<T>? TypedIds<T>(string name, string member, IReadOnlySet<string> words, bool typed, Func<string?, string, T> make) =>
        List(name, (node, path) =>
        {
            var element = Object(node, path, "type", member);
            var type = typed || element.ContainsKey("type") ? Word(element["type"], $"{path}.type", words) : null;
            return make(type, Uri(element[member], $"{path}.{member}"));
        });

    private JsonObject? Ilmd()
    {
        if (!json.ContainsKey("ilmd"))
        {
            return null;
        }

        return Take("ilmd") is JsonObject members
            ? Rest(members, [], []) ?? []
            : Fail<JsonObject>("object", "ilmd", "is not an object");
    }

    private List<T>? List<T>(string name, Func<JsonNode?, string, T> read)
    {
        if (!json.ContainsKey(name))
        {
            return null;
        }

        return Take(name) is JsonArray array
            ? [.. array.Select((node, i) => read(node, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]")))]
            : Fail<List<T>>("list", name, "is not a list");
    }

    private JsonObject Object(JsonNode? node, string path, params ReadOnlySpan<string> members)
    {
        if (node is not JsonObject element)
        {
            Fail<object>("object", path, "is not an object");
            return [];
        }

        foreach (var (name, _) in element)
        {
            if (!members.Contains(name))
            {
                Fail<object>("unknown-member", $"{path}.{name}", "is no member that the standard knows here");
            }
        }

        return element;
    }

    /// <summary>The members that nobody took; null when there are none. A name must be a word that is kept, or have a namespace.</summary>
    private JsonObject? Rest(JsonObject members, HashSet<string> taken, ReadOnlySpan<string> kept)
    {
        JsonObject? rest = null;
        foreach (var member in members)
        {
            if (taken.Contains(member.Key))
            {
                continue;
            }

            if (!kept.Contains(member.Key) && !AbsoluteUri().IsMatch(member.Key))
            {
                Fail<object>("unknown-member", member.Key, "is neither a member that the standard knows here nor a name with a namespace");
            }

            rest ??= [];
            rest.Add(Copy(member));
        }

        return rest;
    }

    private JsonNode? Take(string name)
    {
        _taken.Add(name);
        return json[name];
    }

    private T? Fail<T>(string rule, string path, string what)
    {
        _error ??= new($"epcis.{rule}", $"{path} {what}.");
        return default;
    }

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> member) =>
        new(member.Key, member.Value?.DeepClone());

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?(Z|[+-][0-9]{2}:[0-9]{2})\z", Options)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)\z", Options)]
    private static partial Regex TimeZoneOffset();

    // RFC 3986: a scheme and no character that a URI may not hold. A compact URI of JSON-LD has the same shape.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:([A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+\z", Options)]
    private static partial Regex AbsoluteUri();

    // The JSON schema takes words of the vocabulary in their bare form only.
    [GeneratedRegex("^(urn:epcglobal:cbv|https?://ns\\.gs1\\.org/cbv/)", Options)]
    private static partial Regex CbvUrn();

    [GeneratedRegex(@"^[A-Z0-9]{2,3}\z", Options)]
    private static partial Regex Uom();
}
