using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Supervision;

/// <summary>The operator lets a person try again who gave a wrong password too often.</summary>
public sealed record UnlockAccount : IRestrictedCommand<UnlockedAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("account")]
    public Guid Account { get; init; }
}

public sealed record UnlockedAnswer(Guid Id);

internal sealed class UnlockAccountValidator : AbstractValidator<UnlockAccount>
{
    public UnlockAccountValidator() => RuleFor(c => c.Account).NotEmpty().WithErrorCode("request.id").WithMessage("The account is named by its id.");
}

internal sealed class UnlockAccountHandler(WriteSession session) : ICommandHandler<UnlockAccount, Result<UnlockedAnswer>>
{
    public ValueTask<Result<UnlockedAnswer>> Handle(UnlockAccount command, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<UnlockedAnswer>>(SignInAttempts.Forgive(session.Prepared, Subject.Account(command.Account)) ? new UnlockedAnswer(command.Account) : SignInProblems.UnknownAccount);
}

public static class UnlockAccountRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<UnlockAccount, UnlockedAnswer>("/api/accounts/{id}/unlocking", location: null, (command, id) => command with { Account = id });
}
