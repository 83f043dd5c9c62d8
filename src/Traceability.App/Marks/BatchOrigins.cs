using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.Domain.Labels;

namespace Traceability.App.Marks;

/// <summary>The harvests behind a batch, each with its part of it, from the tables of the graph.</summary>
internal static class BatchOrigins
{
    public static async Task<IReadOnlyList<Origin>> ReadAsync(TraceDb db, string batch, CancellationToken ct)
    {
        var subjects = await Lineage.UpAsync(db, [batch], ct);
        var edges = subjects.Count == 1 ? [] : await db.BatchInputs.AsNoTracking().Where(i => subjects.Contains(i.Batch)).ToListAsync(ct);
        var harvests = await (
            from harvest in db.Batches.AsNoTracking()
            where subjects.Contains(harvest.Subject) && harvest.Plot != null
            join plot in db.Plots on harvest.Plot equals plot.Subject
            select new { harvest.Subject, harvest.Producer, plot.Gln }).ToListAsync(ct);
        var shares = Lineage.PartsAbove(batch, edges);
        return [.. harvests.Where(h => shares.GetValueOrDefault(h.Subject) > 0).OrderBy(h => h.Subject, StringComparer.Ordinal).Select(h => new Origin(h.Producer, h.Gln, shares[h.Subject]))];
    }
}
