using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Traceability.App.Entries;
using Traceability.Domain.Values;

namespace Traceability.App.Json;

/// <summary>The two dialects of JSON: entries, where a decimal is a string so that it has one form, and the API, where it is a number.</summary>
public static class AppJson
{
    public static JsonSerializerOptions Entries { get; } = Make(o =>
    {
        o.Converters.Add(new DecimalTextJsonConverter());
        o.Converters.Add(new QuantityJsonConverter());
        o.Converters.Add(new VoidedFactConverter());
    });

    /// <summary>The dialect of entries for a fact inside another, where what was null was left out: a physical event is read from its EPCIS form otherwise.</summary>
    public static JsonSerializerOptions Inner { get; } = Make(o =>
    {
        o.Converters.Add(new DecimalTextJsonConverter());
        o.Converters.Add(new QuantityJsonConverter());
        o.RespectRequiredConstructorParameters = false;
    });

    public static JsonSerializerOptions Api { get; } = Make(o =>
    {
        o.Converters.Add(new QuantityJsonConverter());
        o.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        o.AllowDuplicateProperties = false;
        o.MaxDepth = 16;
        o.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullElements } };
    });

    /// <summary>The dialect of the API as this server reads back what it wrote itself: a member that was null was left out.</summary>
    public static JsonSerializerOptions Kept { get; } = Make(o =>
    {
        o.Converters.Add(new QuantityJsonConverter());
        o.RespectRequiredConstructorParameters = false;
    });

    /// <summary>The serializer keeps what a member may not be, but takes a null in a list of anything.</summary>
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type is not { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
            return;
        type.OnDeserialized = list =>
        {
            if (((IEnumerable)list).Cast<object?>().Contains(null))
                throw new BrokenRuleException("request.type", "A list has no null in it.");
        };
    }

    private static JsonSerializerOptions Make(Action<JsonSerializerOptions> more)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new IdentifierJsonConverterFactory());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new MomentJsonConverter());
        more(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>A decimal as a string without trailing zeros.</summary>
internal sealed class DecimalTextJsonConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        decimal.Parse(reader.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
}

/// <summary><c>{"unit":"KGM","value":…}</c>; the value in the dialect of the options.</summary>
internal sealed class QuantityJsonConverter : JsonConverter<Quantity>
{
    private sealed record Shape(UnitCode Unit, decimal Value);

    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Read in place and not as a document of its own, so that an error has the path of the quantity.
        var shape = ((JsonConverter<Shape>)options.GetConverter(typeof(Shape))).Read(ref reader, typeof(Shape), options)!;
        return Quantity.TryCreate(shape.Value, shape.Unit, out var quantity, out var error) ? quantity : throw new BrokenRuleException(error.Rule, error.Message);
    }

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Shape(value.Unit, value.Value), options);
}

/// <summary>An instant always carries its offset: a time without one is refused, never guessed.</summary>
internal sealed class MomentJsonConverter : JsonConverter<DateTimeOffset>
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK",
    ];

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        var offset = text.Length > 6 && (text[^1] == 'Z' || text[^6] is '+' or '-');
        return offset && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? new DateTimeOffset(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, value.Offset)
            : throw new BrokenRuleException("time.format", "A time is ISO 8601 with its offset, as in 2026-09-12T08:00:00+08:00.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    internal static string Text(DateTimeOffset value) => value.Offset == TimeSpan.Zero
        ? value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
