using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Traceability.App.Json;
using Traceability.Domain;

namespace Traceability.App.Entries;

/// <summary>A fact inside another: <c>{"type": …, "fields": …}</c>, without what is personal in it.</summary>
internal sealed class VoidedFactConverter : JsonConverter<DomainEvent>
{
    private const string TypeName = "type";
    private const string Fields = "fields";

    public override DomainEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var shape = JsonNode.Parse(ref reader)!.AsObject();
        if ((string?)shape[TypeName] is not { } name || !EventTypes.ByName.TryGetValue(name, out var type))
            throw new JsonException("The fact inside is of no known type.");
        return (DomainEvent)shape[Fields].Deserialize(type.Record, AppJson.Inner)!;
    }

    public override void Write(Utf8JsonWriter writer, DomainEvent value, JsonSerializerOptions options)
    {
        var type = EventTypes.ByRecord[value.GetType()];
        var fields = (JsonObject)JsonSerializer.SerializeToNode(value, type.Record, options)!;
        foreach (var name in fields.Select(f => f.Key).Where(name => type.Fields[name] == FieldClass.Personal).ToArray())
            fields.Remove(name);
        new JsonObject { [TypeName] = type.Name, [Fields] = fields }.WriteTo(writer, options);
    }
}
