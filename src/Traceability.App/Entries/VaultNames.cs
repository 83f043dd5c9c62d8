using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Values;

namespace Traceability.App.Entries;

/// <summary>Names as the vault keeps them, for lists: one query, whatever the length. What was erased has none.</summary>
internal static class VaultNames
{
    /// <summary>The field <c>name</c> of the payloads of entries.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> OfEntriesAsync(TraceDb db, IReadOnlyCollection<Guid> entries, CancellationToken ct)
    {
        var payloads = await db.Payloads.Where(p => entries.Contains(p.Entry)).ToListAsync(ct);
        var names = new Dictionary<Guid, string>();
        foreach (var payload in payloads)
        {
            using var document = JsonDocument.Parse(payload.Document);
            if (document.RootElement.TryGetProperty("fields", out var fields) && fields.TryGetProperty("name", out var name) && name.GetString() is { } text)
                names[payload.Entry] = text;
        }

        return names;
    }

    /// <summary>By subject: the names under which products and organisations were registered.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfSubjectsAsync(TraceDb db, IReadOnlyCollection<string> subjects, CancellationToken ct)
    {
        var entries = await db.SubjectHistories.Where(h => h.Version == 1 && subjects.Contains(h.Subject)).ToListAsync(ct);
        var names = await OfEntriesAsync(db, [.. entries.Select(e => e.Entry)], ct);
        return entries.Where(e => names.ContainsKey(e.Entry)).ToDictionary(e => e.Subject, e => names[e.Entry], StringComparer.Ordinal);
    }

    public static async Task<IReadOnlyDictionary<UnifiedSocialCreditCode, string>> OfOrganisationsAsync(
        TraceDb db, IReadOnlyCollection<UnifiedSocialCreditCode> organisations, CancellationToken ct)
    {
        var bySubject = organisations.ToDictionary(Subject.Organisation, StringComparer.Ordinal);
        return (await OfSubjectsAsync(db, bySubject.Keys, ct)).ToDictionary(n => bySubject[n.Key], n => n.Value);
    }
}
