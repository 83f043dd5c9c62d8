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
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Complaints;

/// <summary>Complaints about what the organisation made, or about batches of the regions supervised; the newest first, a page at a time.</summary>
/// <param name="After">The last one of the page before.</param>
/// <param name="Waiting">Only those that are not decided.</param>
/// <param name="Only">That one alone, where it is seen.</param>
public sealed record ListComplaints(Guid? After = null, bool Waiting = false, int Limit = ListComplaints.MostAtOnce, Guid? Only = null) : IQuery<Result<ComplaintList>>, IRestricted
{
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record ComplaintList(IReadOnlyList<ComplaintView> Items, Guid? Next);

/// <param name="Label">Path of the label, without its serial.</param>
public sealed record ComplaintView(
    Guid Complaint, string Label, string? Serial, string Producer, string Text, string? Contact, DateTimeOffset FiledAt, DateOnly DueOn, ComplaintDecision? Decision, string? Reason, DateTimeOffset? DecidedAt);

internal sealed class ListComplaintsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListComplaints, Result<ComplaintList>>
{
    public async ValueTask<Result<ComplaintList>> Handle(ListComplaints query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = db.Complaints.AsQueryable();
        if (actors.Actor!.Has(Role.Supervisor))
        {
            var batches = scopes.On(db).Batches().Select(b => b.Subject);
            seen = seen.Where(c => batches.Contains(c.Batch));
        }
        else
        {
            var mine = actors.Actor.Member.Uscc;
            seen = seen.Where(c => c.Producer == mine);
        }

        if (query.Only is { } only)
            seen = seen.Where(c => c.Id == only);
        if (query.Waiting)
            seen = seen.Where(c => c.Decision == null);
        if (query.After is { } after)
            seen = seen.Where(c => c.Id < after);
        var found = await seen.OrderByDescending(c => c.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        return new ComplaintList(
            [
                .. found.Take(query.Limit).Select(c => new ComplaintView(
                    c.Id, c.Batch, c.Serial, c.Producer.ToString(), c.Text, c.Contact, c.FiledAt, c.DueOn, c.Decision, c.Reason, c.DecidedAt)),
            ],
            found.Count > query.Limit ? found[query.Limit - 1].Id : null);
    }
}

public static class ListComplaintsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/complaints", async (ISender sender, HttpContext http, Guid? after = null, bool waiting = false, int limit = ListComplaints.MostAtOnce) =>
            {
                if (limit is < 1 or > ListComplaints.MostAtOnce)
                    return new ProblemResult(GeneralProblems.Page(ListComplaints.MostAtOnce));
                var result = await sender.Send(new ListComplaints(after, waiting, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListComplaints)).WithTags("complaints").WithMetadata(new AccessMetadata(ListComplaints.AllowedTo))
            .Produces<ComplaintList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
