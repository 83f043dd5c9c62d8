using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Supervision;

/// <summary>The operator makes somebody supervisor of a region and of all below it. Key and one-time password are shown once.</summary>
/// <param name="UserName">To sign in under; left out where only a machine asks, or for an account that is there.</param>
/// <param name="Account">An account that is there already; left out for a new one.</param>
public sealed record AppointSupervisor(RegionCode Region, string Name, DateTimeOffset? Occurred = null, string? UserName = null, Guid? Account = null)
    : IRecordingCommand<SupervisorAnswer>, ISetsPassword
{
    bool ISetsPassword.Sets => UserName is not null;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

public sealed record SupervisorAnswer(Guid Id, string Account, string? ApiKey, string? UserName, string? OneTimePassword, IReadOnlyList<Receipt> Receipts) : ICarriesSecret
{
    public object WithoutSecret() => this with { ApiKey = null, OneTimePassword = null };
}

internal sealed class AppointSupervisorValidator : AbstractValidator<AppointSupervisor>
{
    public AppointSupervisorValidator()
    {
        RuleFor(c => c.Name).Text(100);
        RuleFor(c => c.UserName).UserName();
        RuleFor(c => c.UserName).Null().When(c => c.Account is not null).WithErrorCode("sign-in.user-name").WithMessage("An account that is there has its user name.");
    }
}

internal sealed class AppointSupervisorHandler(WriteSession session, Scopes scopes, Admissions admissions, OneTimePassword password) : ICommandHandler<AppointSupervisor, Result<SupervisorAnswer>>
{
    public async ValueTask<Result<SupervisorAnswer>> Handle(AppointSupervisor command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).WhyNotInAsync(command.Region, cancellationToken) is { } problem)
            return problem;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var id = command.Account ?? session.NewId();
        var account = Subject.Account(id);
        var known = await session.FindAsync<Account>(account);
        if (command.Account is not null && known is null)
            return SignInProblems.UnknownAccount.On("account");

        var decided = Account.Appoint(id, known, command.Region, command.Name);
        if (decided.Failed(out var appointed))
            return decided.Problem;
        var receipt = await session.RecordAsync(appointed, occurred);
        if (receipt.Failed(out var recorded))
            return receipt.Problem;
        if (command.UserName is { } userName && await admissions.MakeSignInAsync(account, userName, cancellationToken) is { } taken)
            return taken;
        if (known is not null)
            return new SupervisorAnswer(id, account, ApiKey: null, UserName: null, OneTimePassword: null, [recorded]);
        var (key, row) = ApiKeys.Mint(account, organisation: null, isOperator: false, ApiKeys.FirstLabel, session.Now);
        session.Db.ApiKeys.Add(row);
        return new SupervisorAnswer(id, account, key, command.UserName, command.UserName is null ? null : password.Password, [recorded]);
    }
}

public static class AppointSupervisorRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<AppointSupervisor, SupervisorAnswer>("/api/supervisors", a => a.Receipts[0].StateUrl);
}
