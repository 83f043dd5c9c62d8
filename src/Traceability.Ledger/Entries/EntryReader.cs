using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>Reads an envelope's members; that the bytes were canonical is seen by writing them again.</summary>
internal static class EntryReader
{
    private static readonly string[] Members =
    [
        "account", "commitments", "id", "occurred", "organisation", "public", "recorded", "subjects", "type", "v",
    ];

    private static readonly string[] SubjectMembers = ["id", "previous", "version"];

    public static bool TryRead(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out EntryEnvelope? envelope,
        [NotNullWhen(false)] out string? error)
    {
        envelope = null;
        if (utf8Json.Length > EntryEnvelope.MaxBytes)
        {
            error = "more than 4096 bytes";
            return false;
        }

        if (!StrictJson.TryParse(utf8Json, CanonicalJson.MaxDepth, out var root, out error)
            || !TryReadMembers(root, out var read, out error)
            || !read.TryToBytes(out var canonical, out error))
        {
            return false;
        }

        if (!utf8Json.SequenceEqual(canonical))
        {
            error = "not in canonical form";
            return false;
        }

        envelope = read;
        return true;
    }

    private static bool TryReadMembers(
        JsonElement root,
        [NotNullWhen(true)] out EntryEnvelope? envelope,
        [NotNullWhen(false)] out string? error)
    {
        envelope = null;
        var member = new JsonElement[Members.Length];
        if (!StrictJson.TryTake(root, "the entry", Members, member, out error))
        {
            return false;
        }

        if (!StrictJson.TryGetInteger(member[9], out var version) || version != EntryEnvelope.Version)
        {
            return Refuse("v is not 1", out error);
        }

        if (!StrictJson.TryGetText(member[0], out var account))
        {
            return Refuse("account is not a string", out error);
        }

        if (!TryGetCommitments(member[1], out var commitments))
        {
            return Refuse("commitments are not base64 of 32 bytes each", out error);
        }

        if (!TryGetId(member[2], out var id))
        {
            return Refuse("id is not a UUID", out error);
        }

        if (!TryGetInstant(member[3], EntryWriter.OccurredFormat, DateTimeStyles.None, out var occurred))
        {
            return Refuse("occurred is not a date and time with offset", out error);
        }

        string? organisation = null;
        if (member[4].ValueKind != JsonValueKind.Null && !StrictJson.TryGetText(member[4], out organisation))
        {
            return Refuse("organisation is neither a string nor null", out error);
        }

        if (member[5].ValueKind != JsonValueKind.Object)
        {
            return Refuse("public is not an object", out error);
        }

        if (!TryGetInstant(member[6], EntryWriter.RecordedFormat, DateTimeStyles.AssumeUniversal, out var recorded))
        {
            return Refuse("recorded is not a date and time in UTC", out error);
        }

        if (!TryGetSubjects(member[7], out var subjects))
        {
            return Refuse("subjects are not an array of id, previous and version", out error);
        }

        if (!StrictJson.TryGetText(member[8], out var type))
        {
            return Refuse("type is not a string", out error);
        }

        envelope = new EntryEnvelope(
            id, type, subjects, occurred, recorded, organisation, account, JsonObject.Create(member[5])!, commitments);
        return true;
    }

    private static bool TryGetId(JsonElement element, out Guid id)
    {
        id = default;
        return StrictJson.TryGetText(element, out var text) && Guid.TryParseExact(text, "D", out id);
    }

    private static bool TryGetInstant(JsonElement element, string format, DateTimeStyles styles, out DateTimeOffset instant)
    {
        instant = default;
        return StrictJson.TryGetText(element, out var text)
            && DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, styles, out instant);
    }

    private static bool TryGetSubjects(JsonElement element, [NotNullWhen(true)] out IReadOnlyList<EntrySubject>? subjects)
    {
        subjects = null;
        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var read = new List<EntrySubject>(element.GetArrayLength());
        var member = new JsonElement[SubjectMembers.Length];
        foreach (var item in element.EnumerateArray())
        {
            Array.Clear(member);
            if (!StrictJson.TryTake(item, "the subject", SubjectMembers, member, out _)
                || !StrictJson.TryGetText(member[0], out var id)
                || !StrictJson.TryGetInteger(member[2], out var version))
            {
                return false;
            }

            Guid? previous = null;
            if (member[1].ValueKind != JsonValueKind.Null)
            {
                if (!TryGetId(member[1], out var entry))
                {
                    return false;
                }

                previous = entry;
            }

            read.Add(new EntrySubject(id, version, previous));
        }

        subjects = read;
        return true;
    }

    private static bool TryGetCommitments(
        JsonElement element, [NotNullWhen(true)] out IReadOnlyDictionary<string, MerkleHash>? commitments)
    {
        commitments = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var read = new Dictionary<string, MerkleHash>(StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject())
        {
            if (!StrictJson.TryGetText(field.Value, out var text) || !MerkleHash.TryParseBase64(text, out var hash))
            {
                return false;
            }

            read.Add(field.Name, hash);
        }

        commitments = read;
        return true;
    }

    private static bool Refuse(string words, out string? error)
    {
        error = words;
        return false;
    }
}
