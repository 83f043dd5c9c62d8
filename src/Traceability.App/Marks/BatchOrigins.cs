using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain.Batches;
using Traceability.Domain.Labels;

namespace Traceability.App.Marks;

/// <summary>The harvests behind a batch, each with its part of it, from the tables of the graph.</summary>
internal static class BatchOrigins
{
    public static async Task<IReadOnlyList<Origin>> ReadAsync(TraceDb db, string batch, CancellationToken ct)
    {
        var subjects = await SubjectsAsync(db, batch, ct);
        var edges = subjects.Count == 1 ? [] : await db.BatchInputs.AsNoTracking().Where(i => subjects.Contains(i.Batch)).ToListAsync(ct);
        var harvests = await (
            from harvest in db.Batches.AsNoTracking()
            where subjects.Contains(harvest.Subject) && harvest.Plot != null
            join plot in db.Plots on harvest.Plot equals plot.Subject
            select new { harvest.Subject, harvest.Producer, plot.Gln }).ToListAsync(ct);
        var shares = Shares(batch, edges);
        return [.. harvests.Where(h => shares.GetValueOrDefault(h.Subject) > 0).OrderBy(h => h.Subject, StringComparer.Ordinal).Select(h => new Origin(h.Producer, h.Gln, shares[h.Subject]))];
    }

    /// <summary>The batch and everything it was made from.</summary>
    public static Task<List<string>> SubjectsAsync(TraceDb db, string batch, CancellationToken ct) =>
        db.Database.SqlQuery<string>(
            $"""
             WITH RECURSIVE up (batch) AS (
               SELECT subject FROM batch WHERE subject = {batch} UNION SELECT i.input FROM batch_input i JOIN up ON i.batch = up.batch)
             SELECT batch AS "Value" FROM up
             """).ToListAsync(ct);

    /// <summary>The part of each ancestor, worked out from the batch upwards: one is looked at when all that was made of it has been.</summary>
    internal static Dictionary<string, decimal> Shares(string batch, IReadOnlyList<BatchInput> edges)
    {
        var inputs = edges.ToLookup(e => e.Batch, StringComparer.Ordinal);
        var waiting = edges.GroupBy(e => e.Input, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var shares = new Dictionary<string, decimal>(StringComparer.Ordinal) { [batch] = 1 };
        var ready = new Stack<string>([batch]);
        while (ready.TryPop(out var at))
        {
            var made = inputs[at].ToList();
            var whole = made.Sum(e => (decimal)e.Milligrams);
            foreach (var edge in made)
            {
                shares[edge.Input] = shares.GetValueOrDefault(edge.Input) + (shares[at] * (whole == 0 ? 1m / made.Count : edge.Milligrams / whole));
                if (--waiting[edge.Input] == 0)
                    ready.Push(edge.Input);
            }
        }

        return shares;
    }
}
