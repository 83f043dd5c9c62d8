using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Domain.Tests;

/// <summary>An identifier as it is written.</summary>
internal sealed class TextOf<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
}
