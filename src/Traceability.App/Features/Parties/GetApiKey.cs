using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>One API key of the administrator's own organisation that is not revoked.</summary>
public sealed record GetApiKey(Guid Key) : IQuery<Result<ApiKeyView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];
}

internal sealed class GetApiKeyHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors) : IQueryHandler<GetApiKey, Result<ApiKeyView>>
{
    public async ValueTask<Result<ApiKeyView>> Handle(GetApiKey query, CancellationToken cancellationToken)
    {
        var mine = actors.Actor!.Member.Uscc.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == query.Key && k.Organisation == mine && k.RevokedAt == null, cancellationToken) is { } key
            ? new ApiKeyView(key.Id, key.Label, key.Account, key.Organisation, key.Roles, key.CreatedAt, key.LastUsed)
            : KeyProblems.Unknown;
    }
}
