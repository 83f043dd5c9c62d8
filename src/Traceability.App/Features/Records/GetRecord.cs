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
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Records;

/// <summary>What a record of one's own said, to be put right or taken back.</summary>
public sealed record GetRecord(Guid Entry) : IQuery<Result<RecordView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } =
        [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Certifier, Role.BrandManager, Role.Supervisor];
}

/// <param name="Batch">The batch that it is of or made first; absent where there is none.</param>
/// <param name="Shipment">Of what happened to goods under way.</param>
/// <param name="Base">Of a harvest, with the plot.</param>
/// <param name="Takes">What was taken of batches to make others.</param>
/// <param name="Makes">The batches that were made; of a harvest the lot.</param>
/// <param name="Step">How batches were made of batches, other than by packing.</param>
public sealed record RecordView(
    Guid Entry, string Type, string Subject, Guid? Batch, Guid? Shipment, bool Void, DateTimeOffset Occurred, string? Base, string? Plot, IReadOnlyList<WeighSlip>? WeighSlips,
    IReadOnlyList<RecordedLot> Takes, IReadOnlyList<RecordedLot> Makes, TransformationStep? Step, IReadOnlyList<ProcessKind>? Processes, decimal? Dehydration, decimal? LossKg);

public sealed record RecordedLot(Guid Batch, string Gtin, string Lot, decimal Quantity, string Unit, string? Grade);

internal sealed class GetRecordHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetRecord, Result<RecordView>>
{
    public async ValueTask<Result<RecordView>> Handle(GetRecord query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await BatchChain.ReadEntryAsync(db, query.Entry, cancellationToken) is not { Entry: var recorded })
            return VoidProblems.Unknown("id");
        var (stamp, actor) = (recorded.Stamp, actors.Actor!);
        var mine = stamp.Organisation is { } uscc
            ? string.Equals(uscc, actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal)
            : string.Equals(stamp.Account, actor.Account, StringComparison.Ordinal);
        if (!mine)
            return VoidProblems.NotYours("id");
        var made = recorded.Fact as ITransformation;
        var subjects = recorded.Fact.Subjects().Where(s => Subject.KindOf(s) == SubjectKind.Batch).ToList();
        var ids = await scopes.On(db).Batches().Where(b => subjects.Contains(b.Subject)).ToDictionaryAsync(b => b.Subject, b => b.Id, StringComparer.Ordinal, cancellationToken);
        return new RecordView(
            query.Entry, recorded.Envelope.Type, recorded.Fact.Subjects()[0], subjects.Select(s => ids.TryGetValue(s, out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null),
            recorded.Fact switch { LegRecorded e => e.Shipment, TemperatureRecorded e => e.Shipment, TemperatureBreachClosed e => e.Shipment, ShipmentReceived e => e.Shipment, _ => null },
            await db.VoidedEntries.AnyAsync(v => v.Entry == query.Entry, cancellationToken), stamp.Occurred,
            (recorded.Fact as BatchHarvested)?.Base.ToString(), (recorded.Fact as BatchHarvested)?.Plot.ToString(), (recorded.Fact as BatchHarvested)?.WeighSlips,
            [.. made?.Takes().Select(t => new RecordedLot(ids.GetValueOrDefault(t.Batch), t.Gtin.ToString(), t.Lot.ToString(), t.Quantity.Value, t.Quantity.Unit.ToString(), Grade: null)) ?? []],
            recorded.Fact is BatchHarvested h
                ? [new RecordedLot(h.Batch, h.Gtin.ToString(), h.Lot.ToString(), h.Quantity.Value, h.Quantity.Unit.ToString(), Grade: null)]
                : [.. made?.Makes().Select(m => new RecordedLot(m.Id, m.Gtin.ToString(), m.Lot.ToString(), m.Quantity.Value, m.Quantity.Unit.ToString(), m.Grade)) ?? []],
            (recorded.Fact as BatchesTransformed)?.Step, (recorded.Fact as BatchesTransformed)?.Processes, (recorded.Fact as BatchesTransformed)?.Dehydration,
            recorded.Fact switch { BatchesTransformed t => t.Loss.InKilograms, BatchesPacked p => p.Loss.InKilograms, _ => null });
    }
}

public static class GetRecordRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/entries/{id:guid}/record", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetRecord(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetRecord)).WithTags("records").WithMetadata(new AccessMetadata(GetRecord.AllowedTo))
            .Produces<RecordView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
