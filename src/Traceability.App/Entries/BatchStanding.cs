using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Batches;

namespace Traceability.App.Entries;

/// <summary>Whether a batch stands still, by itself or by what it was made from: the one question that everything which moves goods asks first.</summary>
public static class BatchStanding
{
    private static readonly CompositeFormat StoppedAbove = CompositeFormat.Parse(
        """
        WITH RECURSIVE up (root, batch) AS (
          SELECT subject, subject FROM batch WHERE subject IN ({0})
          UNION SELECT up.root, i.input FROM batch_input i JOIN up ON i.batch = up.batch)
        SELECT up.root || ' ' || b.subject || ' ' || b.stops AS "Value" FROM up JOIN batch b ON b.subject = up.batch WHERE b.stops <> ''
        """);

    /// <summary>The first stop of the batches named and of all that they were made from; null when they may move.</summary>
    public static async Task<Problem?> WhyStoppedAsync(TraceDb db, IReadOnlyCollection<string> batches, CancellationToken ct)
    {
        var found = await StopsAsync(db, batches, ct);
        return found.Count == 0 ? null : BatchProblems.Stopped(found[0].Batch, found[0].By, found[0].Stop);
    }

    /// <summary>Every stop of the batches and of all that they were made from, those of the nearest not first.</summary>
    /// <returns>The batch asked for, the batch that is stopped, and why.</returns>
    public static async Task<IReadOnlyList<(string Batch, string By, BatchStop Stop)>> StopsAsync(TraceDb db, IReadOnlyCollection<string> batches, CancellationToken ct)
    {
        var places = string.Join(", ", batches.Select((_, i) => $"{{{i}}}"));
        var rows = await db.Database.SqlQueryRaw<string>(string.Format(CultureInfo.InvariantCulture, StoppedAbove, places), [.. batches]).ToListAsync(ct);
        return
        [
            .. rows.Select(row => row.Split(' ', 3))
                .SelectMany(parts => StopsConverter.Read(parts[2]).Select(stop => (Batch: parts[0], By: parts[1], Stop: stop)))
                .OrderBy(x => x.Batch, StringComparer.Ordinal).ThenBy(x => x.Stop.Entry),
        ];
    }
}
