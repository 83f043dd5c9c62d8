using System.Text.Json;
using System.Text.Json.Serialization;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Json;

/// <summary>A rule of an identifier broken in a document; the serializer adds the path of the member.</summary>
public sealed class BrokenRuleException(string rule, string message) : JsonException(message)
{
    public string Rule { get; } = rule;
}

/// <summary>Identifiers are JSON strings in their normalised form.</summary>
internal sealed class IdentifierJsonConverter<T> : JsonConverter<T>
    where T : struct, IIdentifier<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new BrokenRuleException("request.type", "A text is expected here.");
        return T.TryParse(reader.GetString(), out var value, out var error) ? value : throw new BrokenRuleException(error.Rule, error.Message);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class IdentifierJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsValueType && typeToConvert.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdentifierJsonConverter<>).MakeGenericType(typeToConvert))!;
}
