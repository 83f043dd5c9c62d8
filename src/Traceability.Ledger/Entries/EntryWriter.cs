using System.Globalization;

namespace Traceability.Ledger;

/// <summary>Writes an envelope's members in their canonical order, straight into the buffer.</summary>
internal static class EntryWriter
{
    public const string OccurredFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";
    public const string RecordedFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private const int LongestInstant = 40;
    private const int GuidLength = 36;
    private const int Base64HashLength = 44;

    public static byte[]? Write(EntryEnvelope entry, out string? error)
    {
        var json = new CanonicalJsonWriter();
        try
        {
            json.WriteRaw("{\"account\":"u8);
            json.WriteString(entry.Account);
            json.WriteRaw(",\"commitments\":"u8);
            WriteCommitments(ref json, entry.Commitments);
            json.WriteRaw(",\"id\":"u8);
            WriteGuid(ref json, entry.Id);
            json.WriteRaw(",\"occurred\":"u8);
            WriteInstant(ref json, entry.Occurred, OccurredFormat);
            json.WriteRaw(",\"organisation\":"u8);
            WriteTextOrNull(ref json, entry.Organisation);
            json.WriteRaw(",\"public\":"u8);
            json.WriteNode(entry.Public, depth: 1);
            json.WriteRaw(",\"recorded\":"u8);
            WriteInstant(ref json, entry.Recorded, RecordedFormat);
            json.WriteRaw(",\"subjects\":"u8);
            WriteSubjects(ref json, entry.Subjects);
            json.WriteRaw(",\"type\":"u8);
            json.WriteString(entry.Type);
            json.WriteRaw(",\"v\":"u8);
            json.WriteInteger(EntryEnvelope.Version);
            json.WriteByte((byte)'}');
            error = json.Written.Length > EntryEnvelope.MaxBytes ? EntryEnvelope.TooLong : null;
            return error is null ? json.Written.ToArray() : null;
        }
        catch (FormatException problem)
        {
            error = "values have no canonical form: " + problem.Message;
            return null;
        }
        finally
        {
            json.Dispose();
        }
    }

    private static void WriteCommitments(ref CanonicalJsonWriter json, IReadOnlyDictionary<string, MerkleHash> commitments)
    {
        var fields = commitments.Keys.ToArray();
        Array.Sort(fields, StringComparer.Ordinal);
        json.WriteByte((byte)'{');
        Span<byte> hash = stackalloc byte[MerkleHash.Size];
        Span<char> base64 = stackalloc char[Base64HashLength];
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                json.WriteByte((byte)',');
            }

            json.WriteString(fields[i]);
            json.WriteByte((byte)':');
            commitments[fields[i]].CopyTo(hash);
            Convert.TryToBase64Chars(hash, base64, out _);
            json.WriteString(base64);
        }

        json.WriteByte((byte)'}');
    }

    private static void WriteSubjects(ref CanonicalJsonWriter json, IReadOnlyList<EntrySubject> subjects)
    {
        json.WriteByte((byte)'[');
        for (var i = 0; i < subjects.Count; i++)
        {
            json.WriteRaw(i > 0 ? ",{\"id\":"u8 : "{\"id\":"u8);
            json.WriteString(subjects[i].Id);
            json.WriteRaw(",\"previous\":"u8);
            if (subjects[i].Previous is { } previous)
            {
                WriteGuid(ref json, previous);
            }
            else
            {
                json.WriteRaw("null"u8);
            }

            json.WriteRaw(",\"version\":"u8);
            json.WriteInteger(subjects[i].Version);
            json.WriteByte((byte)'}');
        }

        json.WriteByte((byte)']');
    }

    private static void WriteGuid(ref CanonicalJsonWriter json, Guid id)
    {
        Span<char> text = stackalloc char[GuidLength];
        id.TryFormat(text, out _, "D");
        json.WriteString(text);
    }

    private static void WriteInstant(ref CanonicalJsonWriter json, DateTimeOffset instant, string format)
    {
        Span<char> text = stackalloc char[LongestInstant];
        instant.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        json.WriteString(text[..length]);
    }

    private static void WriteTextOrNull(ref CanonicalJsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteRaw("null"u8);
        }
        else
        {
            json.WriteString(text);
        }
    }
}
