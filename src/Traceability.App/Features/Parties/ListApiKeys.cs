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

namespace Traceability.App.Features.Parties;

/// <summary>The keys that are not revoked: all for the operator, those of the organisation for its administrator, else one's own. A page at a time.</summary>
/// <param name="After">The last one shown; null for the first page.</param>
public sealed record ListApiKeys(Guid? After = null, int Limit = ListApiKeys.MostAtOnce) : IQuery<Result<ApiKeysView>>, IRestricted
{
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator, Role.Supervisor, Role.Administrator];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record ApiKeysView(IReadOnlyList<ApiKeyView> Keys, Guid? Next);

/// <param name="Roles">The only ones that it may use; absent for all that its account has.</param>
/// <param name="LastUsed">The day, UTC; absent for one never used.</param>
public sealed record ApiKeyView(Guid Id, string Label, string Account, string? Organisation, IReadOnlyList<Role>? Roles, DateTimeOffset CreatedAt, DateOnly? LastUsed);

internal sealed class ListApiKeysHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors) : IQueryHandler<ListApiKeys, Result<ApiKeysView>>
{
    public async ValueTask<Result<ApiKeysView>> Handle(ListApiKeys query, CancellationToken cancellationToken)
    {
        var actor = actors.Actor!;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = db.ApiKeys.Where(k => k.RevokedAt == null);
        if (!actor.Has(Role.Operator))
        {
            var mine = actor.Organisation?.Uscc.ToString();
            keys = actor.Has(Role.Administrator) ? keys.Where(k => k.Organisation == mine) : keys.Where(k => k.Account == actor.Account && k.Organisation == mine);
        }

        if (query.After is { } after)
            keys = keys.Where(k => k.Id > after);
        var found = await keys.OrderBy(k => k.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var shown = found.Take(query.Limit).Select(k => new ApiKeyView(k.Id, k.Label, k.Account, k.Organisation, k.Roles, k.CreatedAt, k.LastUsed)).ToList();
        return new ApiKeysView(shown, found.Count > query.Limit ? shown[^1].Id : null);
    }
}

public static class ListApiKeysRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/keys", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListApiKeys.MostAtOnce) =>
            {
                if (limit is < 1 or > ListApiKeys.MostAtOnce)
                    return new ProblemResult(GeneralProblems.Page(ListApiKeys.MostAtOnce));
                var result = await sender.Send(new ListApiKeys(after, limit), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(ListApiKeys)).WithTags("keys").WithMetadata(new AccessMetadata(ListApiKeys.AllowedTo))
            .Produces<ApiKeysView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
