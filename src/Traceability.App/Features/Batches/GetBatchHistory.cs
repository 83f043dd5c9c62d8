using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Labels;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Batches;

/// <summary>What a batch was made from, what came of it, its labels, and every entry about it with how far it has come.</summary>
public sealed record GetBatchHistory(Guid Batch) : IQuery<Result<BatchHistory>>, IRestricted
{
    /// <summary>So many batches that were made of it are told, and so many entries: the newest.</summary>
    public const int Most = 50;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

public sealed record BatchHistory(IReadOnlyList<LinkedBatch> MadeFrom, IReadOnlyList<LinkedBatch> Became, IReadOnlyList<BatchRun> Runs, IReadOnlyList<BatchEntry> Entries);

/// <param name="Kilograms">What went from one to the other.</param>
/// <param name="ProductName">Absent when it was erased, likewise the English one.</param>
public sealed record LinkedBatch(Guid Batch, string Gtin, string Lot, decimal Kilograms, string? ProductName, string? ProductNameEn);

public sealed record BatchRun(Guid Run, int Count, bool Serialised, DateTimeOffset Issued);

/// <param name="State"><c>recorded</c>, <c>logged</c> or <c>anchored</c>.</param>
/// <param name="Void">It was taken back.</param>
/// <param name="Reason">Of the entry that takes another back, where one was given and not erased.</param>
/// <param name="MayVoid">Whether it is of a kind that is taken back, by who asks.</param>
public sealed record BatchEntry(Guid Entry, string Type, string State, DateTimeOffset Occurred, string ProofUrl, bool Void, string? Reason, bool MayVoid);

internal sealed class GetBatchHistoryHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes, LogHeadCache head) : IQueryHandler<GetBatchHistory, Result<BatchHistory>>
{
    private const decimal MilligramsPerKilogram = 1_000_000;

    public async ValueTask<Result<BatchHistory>> Handle(GetBatchHistory query, CancellationToken cancellationToken)
    {
        var (state, anchored) = (head.State, head.Anchored);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await scopes.On(db).FindBatchAsync(query.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");

        var inputs = await db.BatchInputs.AsNoTracking().Where(i => i.Batch == batch.Subject).ToListAsync(cancellationToken);
        var outputs = await db.BatchInputs.AsNoTracking().Where(i => i.Input == batch.Subject).OrderBy(i => i.Batch).Take(GetBatchHistory.Most).ToListAsync(cancellationToken);
        var linked = inputs.Select(i => i.Input).Concat(outputs.Select(o => o.Batch)).ToList();
        var batches = await db.Batches.IgnoreAutoIncludes().AsNoTracking().Where(b => linked.Contains(b.Subject)).ToDictionaryAsync(b => b.Subject, StringComparer.Ordinal, cancellationToken);
        var names = await RegisteredNames.OfProductsAsync(db, batches.Values.Select(b => b.Gtin), cancellationToken);

        var entries = (await BatchChain.ReadHistoryAsync(db, batch.Subject, GetBatchHistory.Most, cancellationToken)).OrderByDescending(f => f.Entry.Stamp.Entry).ToList();
        var voided = entries.Select(f => f.Entry.Fact).OfType<RecordVoided>().Select(v => v.Voids).ToHashSet();
        var mine = actors.Actor!;
        return new BatchHistory(
            [.. inputs.Select(i => Linked(batches[i.Input], i, names))],
            [.. outputs.Select(o => Linked(batches[o.Batch], o, names))],
            [.. entries.Where(f => f.Entry.Fact is LabelsIssued && !voided.Contains(f.Entry.Stamp.Entry)).Select(f => Run((LabelsIssued)f.Entry.Fact, f.Entry.Stamp))],
            [.. entries.Select(f => new BatchEntry(f.Entry.Stamp.Entry, f.Entry.Envelope.Type, Word(f.Index, state.Size, anchored.Size), f.Entry.Stamp.Occurred, $"/ledger/proof/{f.Entry.Stamp.Entry}",
                voided.Contains(f.Entry.Stamp.Entry), (f.Entry.Fact as RecordVoided)?.Reason, f.Entry.Fact is IVoidable && !voided.Contains(f.Entry.Stamp.Entry) && IsOf(f.Entry.Stamp, mine)))]);
    }

    private static bool IsOf(Stamp stamp, Actor actor) =>
        stamp.Organisation is { } uscc ? string.Equals(uscc, actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal) : string.Equals(stamp.Account, actor.Account, StringComparison.Ordinal);

    private static LinkedBatch Linked(Batch batch, BatchInput edge, IReadOnlyDictionary<Gtin, RegisteredName> names)
    {
        var name = names.GetValueOrDefault(batch.Gtin) ?? RegisteredName.None;
        return new LinkedBatch(batch.Id, batch.Gtin.ToString(), batch.Lot.ToString(), edge.Milligrams / MilligramsPerKilogram, name.Name, name.NameEn);
    }

    private static BatchRun Run(LabelsIssued issued, Stamp stamp) => new(issued.Run, issued.Count, issued.SerialsRoot is not null, stamp.Occurred);

    private static string Word(long? index, long logged, long anchored) => index < anchored ? "anchored" : index < logged ? "logged" : "recorded";
}

public static class GetBatchHistoryRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/batches/{id:guid}/history", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetBatchHistory(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetBatchHistory)).WithTags("batches").WithMetadata(new AccessMetadata(GetBatchHistory.AllowedTo))
            .Produces<BatchHistory>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
