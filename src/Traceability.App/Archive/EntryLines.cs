using System.Runtime.InteropServices;
using System.Text.Json;
using Traceability.App.Entries;
using Traceability.App.Replay;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Archive;

/// <summary>An entry as one line: its place, its exact bytes, and its payload with the salts, as they lie in the vault.</summary>
internal static class EntryLines
{
    private const string Index = "index";
    private const string Id = "id";
    private const string LeafHash = "leafHash";
    private const string Entry = "entry";
    private const string Payload = "payload";
    private const string Salts = "salts";

    private static readonly string[] Members = [Index, Id, LeafHash, Entry, Payload, Salts];

    /// <exception cref="FoundWrongException">The vault does not hold what one line can carry.</exception>
    public static void Write(Utf8JsonWriter json, RecordedEntry entry)
    {
        WriteEntry(json, entry);
        WriteRaw(json, Payload, entry.Document, entry);
        WriteRaw(json, Salts, entry.Salts, entry);
        json.WriteEndObject();
    }

    /// <summary>What everybody may know of an entry, and nothing else: its bytes, and the values of class disclosed with their salts.</summary>
    public static void WritePublic(Utf8JsonWriter json, RecordedEntry entry)
    {
        DecodedEntry decoded;
        try
        {
            decoded = EntryCodec.Decode(entry.Bytes, entry.Document, entry.Salts);
        }
        catch (InvalidDataException e)
        {
            throw new FoundWrongException($"{entry.Name}: {e.Message}");
        }

        WriteEntry(json, entry);
        json.WriteStartArray("disclosures");
        foreach (var field in decoded.Committed.Where(field => field.Class == FieldClass.Disclosed))
        {
            json.WriteStartObject();
            json.WriteString("field", field.Name);
            json.WriteBase64String("salt", field.Salt);
            json.WritePropertyName("value");
            if (field.Value is { } value)
                value.WriteTo(json);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="FoundWrongException">The line is none that <see cref="Write"/> wrote.</exception>
    public static RecordedEntry Read(JsonElement line, LineReader lines)
    {
        foreach (var member in line.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
                throw lines.Wrong($"it has an unknown member {ShownText.Of(member.Name)}.");
        }

        return new RecordedEntry(
            Member(Index, JsonValueKind.Number, JsonValueKind.Null) is { ValueKind: JsonValueKind.Number } index
                ? index.TryGetInt64(out var place) && place >= 0 ? place : throw lines.Wrong("its index is no index.")
                : null,
            Member(Id, JsonValueKind.String).TryGetGuid(out var id) ? id : throw lines.Wrong("its id is no UUID."),
            MerkleHash.TryParse(Member(LeafHash, JsonValueKind.String).GetString(), out var leaf) ? leaf.ToArray() : throw lines.Wrong("its leafHash is no hash."),
            Member(Entry, JsonValueKind.String).TryGetBytesFromBase64(out var bytes) && bytes.Length <= EntryEnvelope.MaxBytes ? bytes : throw lines.Wrong("its entry is no base64 of at most 4096 bytes."),
            JsonMarshal.GetRawUtf8Value(Member(Payload, JsonValueKind.Object)).ToArray(),
            JsonMarshal.GetRawUtf8Value(Member(Salts, JsonValueKind.Object)).ToArray());

        JsonElement Member(string name, params ReadOnlySpan<JsonValueKind> kinds) =>
            line.TryGetProperty(name, out var value) && kinds.Contains(value.ValueKind) ? value : throw lines.Wrong($"its member {name} is missing or of another kind.");
    }

    private static void WriteEntry(Utf8JsonWriter json, RecordedEntry entry)
    {
        if (!MerkleHashing.Leaf(entry.Bytes).ToArray().AsSpan().SequenceEqual(entry.LeafHash))
            throw new FoundWrongException($"{entry.Name}: its bytes are not those of its leaf hash.");
        json.WriteStartObject();
        if (entry.Index is { } index)
            json.WriteNumber(Index, index);
        else
            json.WriteNull(Index);
        json.WriteString(Id, entry.Id);
        json.WriteString(LeafHash, Convert.ToHexStringLower(entry.LeafHash));
        json.WriteBase64String(Entry, entry.Bytes);
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, byte[]? value, RecordedEntry entry)
    {
        if (value is null)
            throw new FoundWrongException($"{entry.Name}: its payload is missing.");
        json.WritePropertyName(name);
        try
        {
            // As it lies there, byte for byte; a line feed, which no document of ours has, would end the line.
            if (value.AsSpan().Contains((byte)'\n'))
                throw new FoundWrongException($"{entry.Name}: its payload is not what was written.");
            json.WriteRawValue(value);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FoundWrongException($"{entry.Name}: its payload is no JSON.");
        }
    }
}
