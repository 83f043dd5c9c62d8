using System.Text.Json;
using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Archive;

/// <summary>The first line of an export: of which log, and how far.</summary>
/// <param name="IsPublic">Whether it has only what everybody may know; else every payload, for importing.</param>
/// <param name="Size">Entries in the log.</param>
/// <param name="Checkpoint">The signed checkpoint of them; null where there is none yet.</param>
/// <param name="Entries">Lines that follow: those of the log, and, in a whole export, those that wait for their place.</param>
/// <param name="Files">Lines after those, in a whole export: the files that facts name.</param>
public sealed record ExportHeader(string Origin, LogVerifierKey Key, bool IsPublic, long Size, string? Checkpoint, DateTimeOffset? SignedAt, long Entries, long Files)
{
    public const string Format = "traceability-export/v1";

    private const string Whole = "whole";
    private const string Public = "public";

    private static readonly string[] Members = ["format", "vault", "origin", "key", "size", "checkpoint", "signedAt", "entries", "files"];

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("vault", IsPublic ? Public : Whole);
        json.WriteString("origin", Origin);
        json.WriteString("key", Key.ToString());
        json.WriteNumber("size", Size);
        json.WriteString("checkpoint", Checkpoint);
        json.WriteString("signedAt", SignedAt is { } at ? MomentConverter.Write(at) : null);
        json.WriteNumber("entries", Entries);
        json.WriteNumber("files", Files);
        json.WriteEndObject();
    }

    internal static ExportHeader Read(JsonElement line, LineReader lines)
    {
        if (Text("format") is not Format)
            throw lines.Wrong($"it is no export of the format {Format}.");
        foreach (var member in line.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
                throw lines.Wrong($"it has an unknown member {ShownText.Of(member.Name)}.");
        }

        var (size, entries) = (Number("size"), Number("entries"));
        var key = LogVerifierKey.TryParse(Text("key"), out var read) ? read : throw lines.Wrong("its key is no verifier key of a log.");
        if (Text("origin") is not { } origin || origin != key.Name)
            throw lines.Wrong("its origin is not the key's.");
        if (Text("vault") is not (Whole or Public))
            throw lines.Wrong("its vault is neither whole nor public.");
        return size <= entries
            ? new ExportHeader(origin, key, Text("vault") == Public, size, Text("checkpoint"), Moment(), entries, line.TryGetProperty("files", out _) ? Number("files") : 0)
            : throw lines.Wrong("it has fewer entries than its log.");

        string? Text(string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        long Number(string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0
            ? number
            : throw lines.Wrong($"its {name} is no number.");

        DateTimeOffset? Moment()
        {
            try
            {
                return Text("signedAt") is { } text ? MomentConverter.Read(text) : null;
            }
            catch (FormatException)
            {
                throw lines.Wrong("its signedAt is no moment.");
            }
        }
    }
}
