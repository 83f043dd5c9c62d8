using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Json;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Entries;

/// <summary>An entry ready for the transaction: its bytes for the log, its payload and salts for the vault.</summary>
public sealed record EncodedEntry(string Type, byte[] Bytes, MerkleHash LeafHash, byte[] Document, byte[] Salts);

/// <summary>A field as it may be shown and proved.</summary>
public sealed record CommittedField(string Name, FieldClass Class, byte[] Salt, JsonNode? Value);

/// <summary>An entry read back: the envelope, the fact, and the committed fields whose salts are still there.</summary>
public sealed record DecodedEntry(EntryEnvelope Envelope, DomainEvent Fact, Stamp Stamp, IReadOnlyList<CommittedField> Committed);

/// <summary>
/// Fact ↔ entry. Fields of class public stand in the entry; every other is committed to there, and its value and salt
/// are in the vault: for a physical event as a GS1 EPCIS 2.0 event, for a claim as plain fields.
/// </summary>
public static class EntryCodec
{
    private const string Epcis = "epcis";
    private const string Fields = "fields";

    /// <returns>Null when the fact does not fit into one entry (4 KiB).</returns>
    public static EncodedEntry? TryEncode(DomainEvent fact, Stamp stamp, IReadOnlyList<EntrySubject> subjects)
    {
        var type = EventTypes.ByRecord[fact.GetType()];
        var members = (JsonObject)JsonSerializer.SerializeToNode(fact, fact.GetType(), AppJson.Entries)!;
        var inClear = new JsonObject();
        var salts = new JsonObject();
        var commitments = new Dictionary<string, MerkleHash>(StringComparer.Ordinal);
        foreach (var (name, value) in members.ToArray())
        {
            members.Remove(name);
            if (type.Fields[name] == FieldClass.Public)
            {
                inClear[name] = value;
                continue;
            }

            var salt = Commitments.NewSalt();
            commitments[name] = Commitments.Compute(name, salt, value);
            salts[name] = Convert.ToBase64String(salt);
        }

        var envelope = new EntryEnvelope(stamp.Entry, type.Name, subjects, stamp.Occurred, stamp.Recorded, stamp.Organisation, stamp.Account, inClear, commitments);
        if (!envelope.TryToBytes(out var bytes, out var error))
            return string.Equals(error, EntryEnvelope.TooLong, StringComparison.Ordinal) ? null : throw new InvalidOperationException($"The entry's {error}.");

        return new EncodedEntry(type.Name, bytes, MerkleHashing.Leaf(bytes), Utf8(Payload(type, fact, stamp)), Utf8(salts));
    }

    /// <exception cref="InvalidDataException">The entry or its payload is not what this code ever wrote.</exception>
    public static DecodedEntry Decode(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> document, ReadOnlySpan<byte> salts)
    {
        if (!EntryEnvelope.TryParse(bytes, out var envelope, out var error))
            throw new InvalidDataException($"The entry is {error}.");
        if (!EventTypes.ByName.TryGetValue(envelope.Type, out var type))
            throw new InvalidDataException($"Nothing decodes the entry type {envelope.Type}.");
        try
        {
            var payload = JsonNode.Parse(document)!.AsObject();
            var fact = type.Record.IsSubclassOf(typeof(PhysicalEvent))
                ? EpcisMapping.Read(type.Record, payload[Epcis]!.AsObject())
                : Merge(type, envelope.Public, payload[Fields]!.AsObject());
            var stamp = new Stamp(envelope.Id, envelope.Occurred, envelope.Recorded, envelope.Organisation, envelope.Account);
            return new DecodedEntry(envelope, fact, stamp, Committed(type, fact, JsonNode.Parse(salts)!.AsObject()));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NullReferenceException or KeyNotFoundException)
        {
            throw new InvalidDataException($"The payload of {envelope.Type} {envelope.Id} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// Checks a payload against its entry: the public fields again, every value that is still there against its commitment, and that
    /// the document holds nothing else than the fact.
    /// </summary>
    /// <param name="document">The document that the entry was decoded with.</param>
    /// <returns>The first field that does not agree, <c>epcis</c> or <c>fields</c> for the document as a whole, or null.</returns>
    public static string? FirstDisagreement(DecodedEntry entry, ReadOnlySpan<byte> document)
    {
        var type = EventTypes.ByName[entry.Envelope.Type];
        var members = (JsonObject)JsonSerializer.SerializeToNode(entry.Fact, entry.Fact.GetType(), AppJson.Entries)!;
        foreach (var (name, fieldClass) in type.Fields)
        {
            if (fieldClass == FieldClass.Public && !JsonNode.DeepEquals(members[name], entry.Envelope.Public[name]))
                return name;
        }

        foreach (var field in entry.Committed)
        {
            if (!entry.Envelope.Commitments.TryGetValue(field.Name, out var commitment) || Commitments.Compute(field.Name, field.Salt, field.Value) != commitment)
                return field.Name;
        }

        // What was erased is gone with its salt: a value without one could be any.
        var salted = entry.Committed.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        if (members.Select(member => member.Key).FirstOrDefault(name => type.Fields[name] != FieldClass.Public && !salted.Contains(name)) is { } unproved)
            return unproved;

        var written = Payload(type, entry.Fact, entry.Stamp);
        return JsonNode.DeepEquals(JsonNode.Parse(document), written) ? null : written.Single().Key;
    }

    private static JsonObject Payload(EventType type, DomainEvent fact, Stamp stamp)
    {
        if (fact is PhysicalEvent physical)
            return new JsonObject { [Epcis] = EpcisMapping.Write(physical, stamp) };
        var members = (JsonObject)JsonSerializer.SerializeToNode(fact, type.Record, AppJson.Entries)!;
        foreach (var name in members.Select(m => m.Key).Where(name => type.Fields[name] == FieldClass.Public).ToArray())
            members.Remove(name);
        return new JsonObject { [Fields] = members };
    }

    private static DomainEvent Merge(EventType type, JsonObject inClear, JsonObject committed)
    {
        var all = new JsonObject();
        foreach (var (name, value) in inClear.Concat(committed))
            all[name] = value?.DeepClone();
        return (DomainEvent)all.Deserialize(type.Record, AppJson.Entries)!;
    }

    private static List<CommittedField> Committed(EventType type, DomainEvent fact, JsonObject salts)
    {
        if (salts.Count == 0)
            return [];
        var members = (JsonObject)JsonSerializer.SerializeToNode(fact, type.Record, AppJson.Entries)!;
        return [.. salts.Select(s => new CommittedField(s.Key, type.Fields[s.Key], Convert.FromBase64String((string)s.Value!), members[s.Key]?.DeepClone()))];
    }

    private static byte[] Utf8(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, AppJson.Entries);
}
