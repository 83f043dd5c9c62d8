using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>Ends a key at once: an own one, one of the organisation by its administrator, any by the operator.</summary>
public sealed record RevokeApiKey : IRestrictedCommand<RevokedAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator, Role.Supervisor, Role.Administrator];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("key")]
    public Guid Key { get; init; }
}

public sealed record RevokedAnswer(Guid Id);

internal sealed class RevokeApiKeyValidator : AbstractValidator<RevokeApiKey>
{
    public RevokeApiKeyValidator() => RuleFor(c => c.Key).NotEmpty().WithErrorCode("request.id").WithMessage("The key is named by its id.");
}

internal sealed class RevokeApiKeyHandler(WriteSession session) : ICommandHandler<RevokeApiKey, Result<RevokedAnswer>>
{
    public async ValueTask<Result<RevokedAnswer>> Handle(RevokeApiKey command, CancellationToken cancellationToken)
    {
        if (await session.Db.ApiKeys.AsTracking().SingleOrDefaultAsync(k => k.Id == command.Key, cancellationToken) is not { } key || !MayRevoke(session.Actor, key))
            return KeyProblems.Unknown;
        key.RevokedAt ??= session.Now;
        return new RevokedAnswer(key.Id);
    }

    private static bool MayRevoke(Actor actor, ApiKey key) =>
        actor.Has(Role.Operator)
        || (string.Equals(key.Organisation, actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal)
            && (actor.Has(Role.Administrator) || string.Equals(key.Account, actor.Account, StringComparison.Ordinal)));
}

public static class RevokeApiKeyRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RevokeApiKey, RevokedAnswer>("/api/keys/{id}/revocation", location: null, (command, id) => command with { Key = id });
}
