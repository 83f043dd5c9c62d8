using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>What became of a filing, for whoever was told its id. Nothing in it is a person's.</summary>
public sealed record GetFiling(Guid Filing) : IQuery<Result<FilingStateView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo => Audience.Everybody;
}

/// <param name="State"><c>open</c>, <c>approved</c> or <c>declined</c>.</param>
/// <param name="Reason">Why it was declined.</param>
public sealed record FilingStateView(Guid Filing, string Uscc, FilingState State, string? Reason, DateTimeOffset FiledAt, DateTimeOffset? DecidedAt);

internal sealed class GetFilingHandler(IDbContextFactory<TraceDb> contexts) : IQueryHandler<GetFiling, Result<FilingStateView>>
{
    public async ValueTask<Result<FilingStateView>> Handle(GetFiling query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Filings.SingleOrDefaultAsync(f => f.Id == query.Filing, cancellationToken) is { } filing
            ? new FilingStateView(filing.Id, filing.Uscc.ToString(), filing.State, filing.Reason, filing.FiledAt, filing.DecidedAt)
            : FilingProblems.Unknown;
    }
}

public static class GetFilingRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/filings/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetFiling(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetFiling)).WithTags("filings").WithMetadata(AccessMetadata.Everybody)
            .Produces<FilingStateView>().ProducesProblems(StatusCodes.Status404NotFound);
}
