using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Labels;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Gs1.DigitalLink;

namespace Traceability.App.Features.Labels;

/// <summary>The labels of a run to be printed, a page at a time; serials are worked out, not stored.</summary>
public sealed record ListLabels(Guid Batch, Guid Run, int After, int Limit) : IQuery<Result<LabelsView>>, IRestricted
{
    public const int MostAtOnce = 1000;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record LabelsView(Guid Run, int Count, IReadOnlyList<LabelView> Labels, int? Next);

/// <param name="DigitalLink">What the QR code says.</param>
public sealed record LabelView(int Number, string? Serial, string DigitalLink, string QrUrl);

internal sealed class ListLabelsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes, LabelKeys keys, DeploymentOptions deployment) : IQueryHandler<ListLabels, Result<LabelsView>>
{
    public async ValueTask<Result<LabelsView>> Handle(ListLabels query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await scopes.On(db).FindBatchAsync(query.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        if (batch.HeldBy(actors.Actor!.Member.Uscc) is null)
            return BatchProblems.NotYours(batch.Subject);
        if (await db.LabelRuns.SingleOrDefaultAsync(r => r.Id == query.Run && r.Batch == batch.Subject, cancellationToken) is not { } run)
            return LabelProblems.UnknownRun;

        using var codec = keys.ForRun(run.Id);
        var last = Math.Min((long)query.After + query.Limit, run.SerialsRoot is null ? Math.Min(1, run.Count) : run.Count);
        var labels = new List<LabelView>();
        for (var number = query.After; number < last; number++)
        {
            var link = DigitalLinkUri.ForItem(batch.Gtin, batch.Lot, run.SerialsRoot is null ? null : codec.Serial(number));
            labels.Add(new LabelView(number, link.Serial?.ToString(), link.ToUri(deployment.BaseUrl).AbsoluteUri, $"/api/labels{link.ToPath()}/qr.svg"));
        }

        return new LabelsView(run.Id, run.Count, labels, last < run.Count && run.SerialsRoot is not null ? (int)last : null);
    }
}

public static class LabelProblems
{
    public static Problem UnknownRun { get; } = new("labels.unknown-run", ProblemKind.NotFound, "There is no such run of labels for this batch.");

    public static Problem Page { get; } = new("request.page", ProblemKind.Malformed, "after is not below 0 and limit is 1 to 1,000.") { Field = "limit" };
}

public static class ListLabelsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/batches/{id:guid}/labels/{run:guid}", async (Guid id, Guid run, ISender sender, HttpContext http, int after = 0, int limit = 100) =>
            {
                if (after < 0 || limit is < 1 or > ListLabels.MostAtOnce)
                    return new ProblemResult(LabelProblems.Page);
                var result = await sender.Send(new ListLabels(id, run, after, limit), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(ListLabels)).WithTags("labels").WithMetadata(new AccessMetadata(ListLabels.AllowedTo))
            .Produces<LabelsView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
