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

namespace Traceability.App.Features.Batches;

/// <summary>A batch as the parties of its chain and the supervisors of its regions see it.</summary>
public sealed record GetBatch(Guid Batch) : IQuery<Result<BatchView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Held">What the asking organisation holds of it now; absent for who never held any.</param>
/// <param name="LabelsLeft">Packs without a label; absent for loose produce.</param>
/// <param name="ProductName">Absent when it was erased, likewise the English one.</param>
public sealed record BatchView(
    Guid Batch, string Gtin, string Lot, string Kind, decimal Quantity, string Unit, string Producer, decimal? Held, int LabelsIssued, int? LabelsLeft, DateTimeOffset MadeAt,
    string? ProductName, string? ProductNameEn, decimal? NetContentKg, IReadOnlyList<BatchStopView> Stops);

/// <param name="Batch">The batch that is stopped, as subject: this one or one that it was made from.</param>
/// <param name="Entry">The entry that said so.</param>
public sealed record BatchStopView(string Kind, string Batch, Guid Entry);

internal sealed class GetBatchHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetBatch, Result<BatchView>>
{
    public async ValueTask<Result<BatchView>> Handle(GetBatch query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await scopes.On(db).FindBatchAsync(query.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        var held = actors.Actor!.Organisation is { } mine ? batch.HeldBy(mine.Uscc) : null;
        var product = (await RegisteredNames.OfProductsAsync(db, [batch.Gtin], cancellationToken)).GetValueOrDefault(batch.Gtin) ?? RegisteredName.None;
        var stops = await BatchStanding.StopsAsync(db, [batch.Subject], cancellationToken);
        return new BatchView(
            batch.Id, batch.Gtin.ToString(), batch.Lot.ToString(), batch.Kind.ToString(), batch.Quantity, batch.Unit.ToString(), batch.Producer.ToString(), held,
            batch.LabelsIssued, batch.NetContentKg is not null ? (int)batch.Quantity - batch.LabelsIssued : null, batch.MadeAt,
            product.Name, product.NameEn, batch.NetContentKg, [.. stops.Select(s => new BatchStopView(s.Stop.Kind.ToString(), s.By, s.Stop.Entry))]);
    }
}

public static class GetBatchRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/batches/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetBatch(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetBatch)).WithTags("batches").WithMetadata(new AccessMetadata(GetBatch.AllowedTo))
            .Produces<BatchView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
