using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>An administrator gives a person a part in the own organisation: somebody new, who gets a one-time password, or an account that is there.</summary>
/// <param name="UserName">To sign in under, for somebody new.</param>
/// <param name="Account">The account that the person told; left out for somebody new.</param>
public sealed record AdmitMember(string Name, IReadOnlyList<Role> Roles, string? UserName = null, Guid? Account = null, DateTimeOffset? Occurred = null)
    : IRecordingCommand<AdmissionAnswer>, ISetsPassword
{
    bool ISetsPassword.Sets => UserName is not null;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];
}

public sealed record AdmissionAnswer(Guid Id, string Account, string? UserName, string? OneTimePassword, IReadOnlyList<Receipt> Receipts) : ICarriesSecret
{
    public object WithoutSecret() => this with { OneTimePassword = null };
}

internal sealed class AdmitMemberValidator : AbstractValidator<AdmitMember>
{
    public AdmitMemberValidator()
    {
        RuleFor(c => c.Name).Text(100);
        RuleFor(c => c.Roles).Roles().WithErrorCode("member.roles");
        RuleFor(c => c.UserName).UserName();
        RuleFor(c => c.UserName).Must((c, name) => name is null != c.Account is null)
            .WithErrorCode("sign-in.user-name").WithMessage("Somebody new has a user name; an account that is there is named by its id.");
    }
}

internal sealed class AdmitMemberHandler(WriteSession session, Admissions admissions, OneTimePassword password) : ICommandHandler<AdmitMember, Result<AdmissionAnswer>>
{
    public async ValueTask<Result<AdmissionAnswer>> Handle(AdmitMember command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var id = command.Account ?? session.NewId();
        var account = Subject.Account(id);
        var known = await session.FindAsync<Account>(account);
        if (command.Account is not null && known is null)
            return SignInProblems.UnknownAccount.On("account");

        var organisation = (await session.FindAsync<Organisation>(Subject.Organisation(session.Actor.Member.Uscc)))!;
        var decided = organisation.Admit(id, known, command.Roles, command.Name);
        if (decided.Failed(out var admitted))
            return decided.Problem;
        var receipt = await session.RecordAsync(admitted, occurred);
        if (receipt.Failed(out var recorded))
            return receipt.Problem;
        if (command.UserName is { } userName && await admissions.MakeSignInAsync(account, userName, cancellationToken) is { } problem)
            return problem;
        return new AdmissionAnswer(id, account, command.UserName, command.UserName is null ? null : password.Password, [recorded]);
    }
}

public static class AdmitMemberRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<AdmitMember, AdmissionAnswer>("/api/members", a => a.Receipts[0].StateUrl);
}
