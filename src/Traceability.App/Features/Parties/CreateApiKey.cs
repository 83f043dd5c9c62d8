using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>Makes a key for a machine, which may do some of what its maker may, for the organisation acted for. It is shown once.</summary>
public sealed record CreateApiKey(string Label, IReadOnlyList<Role> Roles) : IRestrictedCommand<ApiKeyAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator, Role.Supervisor, Role.Administrator];
}

public sealed record ApiKeyAnswer(Guid Id, string? ApiKey) : ICarriesSecret
{
    public object WithoutSecret() => this with { ApiKey = null };
}

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKey>
{
    public CreateApiKeyValidator()
    {
        RuleFor(c => c.Label).Text(100);
        RuleFor(c => c.Roles).Roles().WithErrorCode("key.roles");
    }
}

internal sealed class CreateApiKeyHandler(WriteSession session) : ICommandHandler<CreateApiKey, Result<ApiKeyAnswer>>
{
    private const int MostOfAnAccount = 50;

    public async ValueTask<Result<ApiKeyAnswer>> Handle(CreateApiKey command, CancellationToken cancellationToken)
    {
        var (db, actor) = (session.Db, session.Actor);
        if (!command.Roles.All(actor.Has))
            return KeyProblems.RolesBeyondYours(actor.Roles);
        if (await db.ApiKeys.CountAsync(k => k.Account == actor.Account && k.RevokedAt == null, cancellationToken) >= MostOfAnAccount)
            return KeyProblems.TooMany;
        var (key, row) = ApiKeys.Mint(actor.Account, actor.Organisation?.Uscc, command.Roles.Contains(Role.Operator), command.Label, session.Now, command.Roles);
        db.ApiKeys.Add(row);
        return new ApiKeyAnswer(row.Id, key);
    }
}

public static class KeyProblems
{
    public static Problem Unknown { get; } = new("key.unknown", ProblemKind.NotFound, "There is no such key, or it is not yours to revoke.") { Field = "id" };

    public static Problem TooMany { get; } = new("key.too-many", ProblemKind.Refused, "An account has at most 50 keys: revoke one first.");

    public static Problem RolesBeyondYours(IReadOnlyList<Role> roles) =>
        new("key.roles-beyond", ProblemKind.Refused, $"A key may do no more than who makes it: {string.Join(", ", roles)}.") { Field = "roles" };
}

public static class CreateApiKeyRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<CreateApiKey, ApiKeyAnswer>("/api/keys", _ => "/api/keys");
}
