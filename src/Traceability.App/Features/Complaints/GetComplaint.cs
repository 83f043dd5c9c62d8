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
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Complaints;

/// <summary>What became of a complaint, for whoever was told its id. Nothing in it is a person's.</summary>
public sealed record GetComplaint(Guid Complaint) : IQuery<Result<ComplaintStateView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo => Audience.Everybody;
}

/// <param name="Decision">Null while it waits.</param>
public sealed record ComplaintStateView(Guid Complaint, string Label, DateTimeOffset FiledAt, DateOnly DueOn, ComplaintDecision? Decision, string? Reason, DateTimeOffset? DecidedAt);

internal sealed class GetComplaintHandler(IDbContextFactory<TraceDb> contexts) : IQueryHandler<GetComplaint, Result<ComplaintStateView>>
{
    public async ValueTask<Result<ComplaintStateView>> Handle(GetComplaint query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Complaints.SingleOrDefaultAsync(c => c.Id == query.Complaint, cancellationToken) is { } c
            ? new ComplaintStateView(c.Id, c.Batch, c.FiledAt, c.DueOn, c.Decision, c.Reason, c.DecidedAt)
            : ComplaintProblems.Unknown;
    }
}

public static class GetComplaintRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/complaints/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetComplaint(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetComplaint)).WithTags("complaints").WithMetadata(AccessMetadata.Everybody)
            .Produces<ComplaintStateView>().ProducesProblems(StatusCodes.Status404NotFound);
}
