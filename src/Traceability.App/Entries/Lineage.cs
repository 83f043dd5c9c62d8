using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain.Batches;

namespace Traceability.App.Entries;

/// <summary>What was made from what: the graph of batches, walked from some of them.</summary>
public static class Lineage
{
    private const string Up = "SELECT subject FROM batch WHERE subject IN (?) UNION SELECT i.input FROM batch_input i JOIN walk ON i.batch = walk.batch";
    private const string Down = "SELECT subject FROM batch WHERE subject IN (?) UNION SELECT i.batch FROM batch_input i JOIN walk ON i.input = walk.batch";

    /// <summary>The batches named and everything that they were made from.</summary>
    public static Task<List<string>> UpAsync(TraceDb db, string[] batches, CancellationToken ct) => WalkAsync(db, Up, batches, ct);

    /// <summary>Everything made from the batches named, they among them, and which part by mass of each it is: 1 of themselves.</summary>
    /// <returns>By the batch's subject.</returns>
    public static async Task<IReadOnlyDictionary<string, decimal>> DownAsync(TraceDb db, string[] batches, CancellationToken ct)
    {
        var found = await WalkAsync(db, Down, batches, ct);
        var inputs = (await db.BatchInputs.AsNoTracking().Where(i => found.Contains(i.Batch)).ToListAsync(ct)).ToLookup(i => i.Batch, StringComparer.Ordinal);
        var parts = batches.ToDictionary(b => b, _ => 1m, StringComparer.Ordinal);
        foreach (var batch in found)
            Part(batch, inputs, parts);
        return found.ToDictionary(b => b, b => parts[b], StringComparer.Ordinal);
    }

    /// <summary>
    /// Which part by mass of a batch each of its ancestors is, and 1 of itself. An ancestor is looked at when all that was made of it has
    /// been: each edge once, however often goods were split and merged again.
    /// </summary>
    /// <param name="edges">Those of the batch and of all its ancestors.</param>
    public static IReadOnlyDictionary<string, decimal> PartsAbove(string batch, IReadOnlyCollection<BatchInput> edges)
    {
        var inputs = edges.ToLookup(e => e.Batch, StringComparer.Ordinal);
        var waiting = edges.CountBy(e => e.Input, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var parts = new Dictionary<string, decimal>(StringComparer.Ordinal) { [batch] = 1 };
        var ready = new Stack<string>([batch]);
        while (ready.TryPop(out var at))
        {
            foreach (var (input, part) in Parts([.. inputs[at]]))
            {
                parts[input] = parts.GetValueOrDefault(input) + (parts[at] * part);
                if (--waiting[input] == 0)
                    ready.Push(input);
            }
        }

        return parts;
    }

    /// <summary>The other harvests of the plots and seasons that harvests came from: what has the same fault, if it came from the field.</summary>
    /// <param name="above">Batches, those harvested among them.</param>
    public static async Task<List<Batch>> SiblingsAsync(TraceDb db, DeploymentOptions deployment, IReadOnlyCollection<Batch> above, CancellationToken ct)
    {
        var plots = above.Select(b => b.Plot).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var seasons = above.Where(b => b.Plot is not null).Select(Season).ToHashSet();
        var known = above.Select(b => b.Subject).ToList();
        var others = await db.Batches.Where(b => b.Plot != null && plots.Contains(b.Plot) && !known.Contains(b.Subject)).ToListAsync(ct);
        return [.. others.Where(b => seasons.Contains(Season(b))).OrderBy(b => b.Id)];

        (string? Plot, int Year) Season(Batch harvest) => (harvest.Plot, deployment.DayOf(harvest.MadeAt).Year);
    }

    /// <summary>Which part of a batch each of its inputs is; one so small that nothing came to a milligram is of all of them alike.</summary>
    public static IEnumerable<(string Input, decimal Part)> Parts(IReadOnlyCollection<BatchInput> inputs)
    {
        var whole = inputs.Sum(i => (decimal)i.Milligrams);
        return inputs.Select(i => (i.Input, whole == 0 ? 1m / inputs.Count : i.Milligrams / whole));
    }

    private static decimal Part(string batch, ILookup<string, BatchInput> inputs, Dictionary<string, decimal> known)
    {
        if (known.TryGetValue(batch, out var part))
            return part;
        return known[batch] = Parts([.. inputs[batch]]).Sum(i => i.Part * Part(i.Input, inputs, known));
    }

    private static Task<List<string>> WalkAsync(TraceDb db, string step, string[] batches, CancellationToken ct)
    {
        var places = string.Join(", ", batches.Select((_, i) => $"{{{i}}}"));
        var sql = $"WITH RECURSIVE walk (batch) AS ({step.Replace("?", places, StringComparison.Ordinal)}) SELECT batch AS \"Value\" FROM walk";
        return db.Database.SqlQueryRaw<string>(sql, [.. batches]).ToListAsync(ct);
    }
}
