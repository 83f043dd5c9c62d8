using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Batches;

/// <summary>The batches that a member or a supervisor sees, the newest first, a page at a time.</summary>
/// <param name="After">The last batch of the page before.</param>
public sealed record ListBatches(Guid? After = null, int Limit = ListBatches.OnePage) : IQuery<Result<BatchList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record BatchList(IReadOnlyList<ListedBatch> Items, Guid? Next);

/// <param name="Held">What the asking organisation holds of it now; absent for who never held any.</param>
public sealed record ListedBatch(Guid Batch, string Gtin, string Lot, string Kind, decimal Quantity, string Unit, string Producer, decimal? Held, DateTimeOffset MadeAt);

internal sealed class ListBatchesValidator : AbstractValidator<ListBatches>
{
    public ListBatchesValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListBatches.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
}

internal sealed class ListBatchesHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListBatches, Result<BatchList>>
{
    public async ValueTask<Result<BatchList>> Handle(ListBatches query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = scopes.On(db).Batches();
        if (query.After is { } after)
            seen = seen.Where(b => b.Id < after);
        // The id is a UUID of version 7: its order is that of recording.
        var found = await seen.OrderByDescending(b => b.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var mine = actors.Actor!.Organisation;
        return new BatchList(
            [
                .. found.Take(query.Limit).Select(b => new ListedBatch(
                    b.Id, b.Gtin.ToString(), b.Lot.ToString(), b.Kind.ToString(), b.Quantity, b.Unit.ToString(), b.Producer.ToString(), mine is null ? null : b.HeldBy(mine.Uscc), b.MadeAt)),
            ],
            found.Count > query.Limit ? found[query.Limit - 1].Id : null);
    }
}

public static class ListBatchesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/batches", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListBatches.OnePage) =>
            {
                var result = await sender.Send(new ListBatches(after, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListBatches)).WithTags("batches").WithMetadata(new AccessMetadata(ListBatches.AllowedTo))
            .Produces<BatchList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
