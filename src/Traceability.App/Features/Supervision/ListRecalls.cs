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

namespace Traceability.App.Features.Supervision;

/// <summary>The recalls of batches that the asker sees, the newest first, a page at a time.</summary>
/// <param name="Open">Only those that are not closed.</param>
/// <param name="After">The last recall of the page before.</param>
public sealed record ListRecalls(bool Open = false, Guid? After = null, int Limit = ListRecalls.OnePage) : IQuery<Result<RecallList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record RecallList(IReadOnlyList<ListedRecall> Items, Guid? Next);

/// <param name="Batches">Subjects of the batches that it began with.</param>
public sealed record ListedRecall(Guid Recall, string Class, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, IReadOnlyList<string> Batches);

internal sealed class ListRecallsValidator : AbstractValidator<ListRecalls>
{
    public ListRecallsValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListRecalls.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
}

internal sealed class ListRecallsHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<ListRecalls, Result<RecallList>>
{
    public async ValueTask<Result<RecallList>> Handle(ListRecalls query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = scopes.On(db).Recalls();
        if (query.Open)
            seen = seen.Where(r => r.ClosedAt == null);
        if (query.After is { } after)
            seen = seen.Where(r => r.Id < after);
        var found = await seen.OrderByDescending(r => r.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        return new RecallList(
            [.. found.Take(query.Limit).Select(r => new ListedRecall(r.Id, r.Class.ToString(), r.OpenedAt, r.ClosedAt, [.. r.Batches.Select(b => b.Batch)]))],
            found.Count > query.Limit ? found[query.Limit - 1].Id : null);
    }
}

public static class ListRecallsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/recalls", async (ISender sender, HttpContext http, bool open = false, Guid? after = null, int limit = ListRecalls.OnePage) =>
            {
                var result = await sender.Send(new ListRecalls(open, after, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListRecalls)).WithTags("recalls").WithMetadata(new AccessMetadata(ListRecalls.AllowedTo))
            .Produces<RecallList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
