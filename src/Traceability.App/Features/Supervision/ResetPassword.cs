using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Supervision;

/// <summary>The operator sets a person's password to one that is shown once, and ends their sessions.</summary>
/// <param name="RemoveAuthenticator">For who has lost it: signing in asks for no code any more.</param>
public sealed record ResetPassword(bool RemoveAuthenticator = false) : IRestrictedCommand<ResetAnswer>, ISetsPassword
{
    bool ISetsPassword.Sets => true;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("account")]
    public Guid Account { get; init; }
}

public sealed record ResetAnswer(Guid Id, string UserName, string? OneTimePassword) : ICarriesSecret
{
    public object WithoutSecret() => this with { OneTimePassword = null };
}

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator() => RuleFor(c => c.Account).NotEmpty().WithErrorCode("request.id").WithMessage("The account is named by its id.");
}

internal sealed class ResetPasswordHandler(WriteSession session, Admissions admissions, OneTimePassword password) : ICommandHandler<ResetPassword, Result<ResetAnswer>>
{
    public async ValueTask<Result<ResetAnswer>> Handle(ResetPassword command, CancellationToken cancellationToken)
    {
        var account = Subject.Account(command.Account);
        if (await session.Db.SignIns.AsTracking().SingleOrDefaultAsync(s => s.Account == account, cancellationToken) is not { } signIn)
            return SignInProblems.UnknownAccount;
        (signIn.PasswordHash, signIn.OneTimeUntil) = (password.Hash, session.Now + OneTimePassword.Lasts);
        (signIn.Attempts, signIn.LockedUntil) = (0, null);
        if (command.RemoveAuthenticator)
            (signIn.TwoFactor, signIn.AuthenticatorKey, signIn.RecoveryCodes) = (false, null, "");
        signIn.Revision++;
        admissions.EndSessions(account);
        return new ResetAnswer(command.Account, signIn.UserName, password.Password);
    }
}

public static class ResetPasswordRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ResetPassword, ResetAnswer>("/api/accounts/{id}/password", location: null, (command, id) => command with { Account = id });
}
