using Traceability.App.Access;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Values;

namespace Traceability.App.Entries;

/// <summary>What a command takes of batches: they are there for who asks, existed by then, and do not stand still.</summary>
internal static class Takings
{
    /// <param name="asked">Batches with how much of each, in its own unit.</param>
    public static async Task<Result<List<(Batch Batch, Quantity Taken)>>> ReadAsync(
        WriteSession session, Scope scope, IReadOnlyList<(Guid Batch, decimal Quantity)> asked, DateTimeOffset occurred, CancellationToken ct)
    {
        if (asked.DistinctBy(a => a.Batch).Count() != asked.Count)
            return BatchProblems.InputTwice;
        var taken = new List<(Batch Batch, Quantity Taken)>();
        foreach (var ((id, amount), i) in asked.Select((a, i) => (a, i)))
        {
            if (await scope.FindBatchAsync(id, ct) is not { } seen)
                return BatchProblems.Unknown($"inputs[{i}].batch");
            // As it is with what the same command has voided before.
            var batch = (await session.FindAsync<Batch>(seen.Subject))!;
            if (!Quantity.TryCreate(amount, batch.Unit, out var quantity, out var broken))
                return new Problem(broken.Rule, ProblemKind.Refused, broken.Message).On($"inputs[{i}].quantity");
            if (batch.MadeAt > occurred)
                return BatchProblems.BeforeInput(batch.Subject);
            taken.Add((batch, quantity));
        }

        // What the same command has voided before is not in the tables yet.
        var known = taken.ToDictionary(t => t.Batch.Subject, t => t.Batch.Stops, StringComparer.Ordinal);
        var stops = await BatchStanding.StopsAsync(session.Db, [.. known.Keys], ct);
        return stops.FirstOrDefault(s => !known.TryGetValue(s.By, out var now) || now.Contains(s.Stop)) is { By: not null } stop
            ? BatchProblems.Stopped(stop.Batch, stop.By, stop.Stop).On("inputs")
            : taken;
    }

    public static IReadOnlyList<TransformInput> Inputs(List<(Batch Batch, Quantity Taken)> taken) =>
        [.. taken.Select(t => new TransformInput(t.Batch.Gtin, t.Batch.Lot, t.Taken, t.Batch.NetContentKg is { } kg ? Quantity.Kilograms(kg) : null))];
}
