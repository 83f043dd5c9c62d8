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
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Supervision;

/// <summary>A recall worked out anew at each look: where the goods came from, what was made of them, on which shipments they went, who has how much.</summary>
public sealed record GetRecall(Guid Recall) : IQuery<Result<RecallView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Batches">What is recalled and where it came from, each with its relation.</param>
/// <param name="Siblings">Other harvests of the same plots and seasons.</param>
public sealed record RecallView(
    Guid Recall, string Class, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, decimal? RecoveredKg, string? Reason,
    IReadOnlyList<RecalledBatchView> Batches, IReadOnlyList<RecalledBatchView> Siblings, IReadOnlyList<RecalledShipment> Shipments, IReadOnlyList<RecalledHolding> Holdings);

/// <param name="Relation"><c>root</c>, <c>above</c> (it came from here), <c>below</c> (made from it) or <c>sibling</c>.</param>
/// <param name="Part">Which part by mass of the batch is of what is recalled, 0 to 1; absent above.</param>
/// <param name="Stopped">Whether it is stopped itself or by what it was made from.</param>
public sealed record RecalledBatchView(
    Guid Batch, string Gtin, string Lot, string Kind, string Relation, decimal Quantity, string Unit, string Producer, RegisteredName ProducerName, decimal? Part, bool Stopped, DateTimeOffset MadeAt);

public sealed record RecalledShipment(Guid Shipment, string? Sscc, string Sender, RegisteredName SenderName, string Receiver, RegisteredName ReceiverName, DateTimeOffset Departed, bool Received, IReadOnlyList<RecalledItem> Items);

public sealed record RecalledItem(Guid Batch, string Lot, decimal Quantity, string Unit);

/// <summary>Who has how much of it now.</summary>
public sealed record RecalledHolding(Guid Batch, string Lot, string Organisation, RegisteredName Name, decimal Quantity, string Unit);

internal sealed class GetRecallHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes, DeploymentOptions deployment) : IQueryHandler<GetRecall, Result<RecallView>>
{
    public async ValueTask<Result<RecallView>> Handle(GetRecall query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await scopes.On(db).FindRecallAsync(query.Recall, cancellationToken) is not { } recall)
            return RecallProblems.Unknown;
        return await new RecallTrace(db, recall, deployment).ReadAsync(cancellationToken);
    }
}

/// <summary>Walks the graph both ways from the batches of a recall.</summary>
internal sealed class RecallTrace(TraceDb db, Recall recall, DeploymentOptions deployment)
{
    private readonly string[] _roots = [.. recall.Batches.Select(b => b.Batch)];

    public async Task<RecallView> ReadAsync(CancellationToken ct)
    {
        var above = await Lineage.UpAsync(db, _roots, ct);
        var below = await Lineage.DownAsync(db, _roots, ct);
        var batches = await db.Batches.Where(b => above.Contains(b.Subject) || below.Keys.Contains(b.Subject)).ToListAsync(ct);
        var siblings = await Lineage.SiblingsAsync(db, deployment, batches.FindAll(b => above.Contains(b.Subject)), ct);
        var shipments = await db.Shipments.Where(s => !s.Voided && s.Items.Any(i => below.Keys.Contains(i.Batch))).OrderBy(s => s.Departed).ToListAsync(ct);
        var parties = await PartiesAsync(batches.Concat(siblings), shipments, ct);
        var names = await RegisteredNames.ReadAsync(db, parties.Values.Distinct().Select(Subject.Organisation), ct);
        var bySubject = batches.ToDictionary(b => b.Subject, StringComparer.Ordinal);
        var stopped = (await BatchStanding.StopsAsync(db, [.. batches.Concat(siblings).Select(b => b.Subject)], ct)).Select(s => s.Batch).ToHashSet(StringComparer.Ordinal);
        return new RecallView(
            recall.Id, recall.Class.ToString(), recall.OpenedAt, recall.ClosedAt, recall.RecoveredKg, await ReasonAsync(ct),
            [.. batches.OrderBy(b => b.MadeAt).Select(b => View(b, Relation(b)))],
            [.. siblings.OrderBy(b => b.MadeAt).Select(b => View(b, "sibling"))],
            [.. shipments.Select(s => new RecalledShipment(
                s.Id, s.Sscc, s.Sender.ToString(), Named(s.Sender), parties[s.Receiver.ToString()].ToString(), Named(parties[s.Receiver.ToString()]), s.Departed, s.Received,
                [.. s.Items.Where(i => below.ContainsKey(i.Batch)).Select(i => Item(bySubject[i.Batch], i.Quantity))]))],
            [.. batches.Where(b => below.ContainsKey(b.Subject)).SelectMany(b => b.Holdings.Where(h => h.Quantity > 0).Select(h =>
                new RecalledHolding(b.Id, b.Lot.ToString(), h.Organisation.ToString(), Named(h.Organisation), h.Quantity, b.Unit.ToString())))]);

        RecalledBatchView View(Batch b, string relation) => new(
            b.Id, b.Gtin.ToString(), b.Lot.ToString(), b.Kind.ToString(), relation, b.Quantity, b.Unit.ToString(), b.Producer.ToString(), Named(b.Producer),
            below.TryGetValue(b.Subject, out var part) ? part : null, stopped.Contains(b.Subject), b.MadeAt);

        RecalledItem Item(Batch b, decimal quantity) => new(b.Id, b.Lot.ToString(), quantity, b.Unit.ToString());

        string Relation(Batch b) => _roots.Contains(b.Subject, StringComparer.Ordinal) ? "root" : below.ContainsKey(b.Subject) ? "below" : "above";

        RegisteredName Named(UnifiedSocialCreditCode uscc) => names.GetValueOrDefault(Subject.Organisation(uscc)) ?? RegisteredName.None;
    }

    /// <summary>The organisations in it, by their location number and by their own.</summary>
    private async Task<IReadOnlyDictionary<string, UnifiedSocialCreditCode>> PartiesAsync(IEnumerable<Batch> batches, List<Domain.Logistics.Shipment> shipments, CancellationToken ct)
    {
        var receivers = shipments.Select(s => s.Receiver).Distinct().ToList();
        var known = (await db.Organisations.Where(o => receivers.Contains(o.Gln)).ToListAsync(ct)).ToDictionary(o => o.Gln.ToString(), o => o.Uscc, StringComparer.Ordinal);
        foreach (var uscc in batches.SelectMany(b => b.Holdings.Select(h => h.Organisation).Append(b.Producer)).Concat(shipments.Select(s => s.Sender)).Distinct())
            known.TryAdd(uscc.ToString(), uscc);
        return known;
    }

    private async Task<string?> ReasonAsync(CancellationToken ct) =>
        ((RecallOpened)(await BatchChain.ReadFirstAsync(db, recall.Subject, ct)).Entry.Fact).Reason;
}

public static class GetRecallRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/recalls/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetRecall(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetRecall)).WithTags("recalls").WithMetadata(new AccessMetadata(GetRecall.AllowedTo))
            .Produces<RecallView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
