using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Parties;

/// <summary>A supervisor takes an organisation of the region into the register, with its first member, whose key is shown once.</summary>
public sealed record RegisterOrganisation(
    UnifiedSocialCreditCode Uscc,
    Gln Gln,
    RegionCode Region,
    IReadOnlyList<Role> Roles,
    string Name,
    FirstMember Member,
    string? NameEn = null,
    string? Hotline = null,
    DateTimeOffset? Occurred = null) : IRecordingCommand<OrganisationAnswer>, ISetsPassword
{
    bool ISetsPassword.Sets => Member.UserName is not null;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];
}

/// <summary>The member who also administers.</summary>
/// <param name="UserName">To sign in under; left out where only a machine asks.</param>
public sealed record FirstMember(string Name, IReadOnlyList<Role> Roles, string? UserName = null);

public sealed record OrganisationAnswer(string Uscc, string Account, string? ApiKey, string? UserName, string? OneTimePassword, IReadOnlyList<Receipt> Receipts) : ICarriesSecret
{
    public object WithoutSecret() => this with { ApiKey = null, OneTimePassword = null };
}

internal sealed class RegisterOrganisationValidator : AbstractValidator<RegisterOrganisation>
{
    public RegisterOrganisationValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.NameEn).Text(200);
        RuleFor(c => c.Hotline).Telephone().WithErrorCode("hotline.form");
        RuleFor(c => c.Member.Name).Text(100);
        RuleFor(c => c.Member.UserName).UserName();
        RuleFor(c => c.Roles).Must(r => r.Distinct().Count() == r.Count).WithErrorCode("organisation.roles").WithMessage("A capacity is named twice.");
        RuleFor(c => c.Member.Roles).Must(r => r.Distinct().Count() == r.Count).WithErrorCode("member.roles").WithMessage("A role is named twice.");
    }
}

internal sealed class RegisterOrganisationHandler(WriteSession session, Scopes scopes, Admissions admissions, OneTimePassword password) : ICommandHandler<RegisterOrganisation, Result<OrganisationAnswer>>
{
    public async ValueTask<Result<OrganisationAnswer>> Handle(RegisterOrganisation command, CancellationToken cancellationToken)
    {
        if (await scopes.WhyNotInAsync(session.Db, command.Region, cancellationToken) is { } problem)
            return problem;
        if (!await scopes.On(session.Db).SupervisesAsync(command.Region, cancellationToken))
            return PartyProblems.OutsideYourRegion(command.Region.ToString());
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;

        var asked = new OrganisationRegistered
        {
            Uscc = command.Uscc,
            Gln = command.Gln,
            Region = command.Region,
            Roles = command.Roles,
            Name = command.Name,
            NameEn = command.NameEn,
            Hotline = command.Hotline,
        };
        var founding = await admissions.FoundAsync(asked, new Founder(command.Member.Name, command.Member.Roles, command.Member.UserName), occurred, cancellationToken);
        if (founding.Failed(out var founded))
            return founding.Problem.Code == "member.roles" ? founding.Problem.On("member.roles") : founding.Problem;

        var (key, row) = ApiKeys.Mint(founded.Account, command.Uscc, isOperator: false, ApiKeys.FirstLabel, session.Now);
        session.Db.ApiKeys.Add(row);
        return new OrganisationAnswer(
            command.Uscc.ToString(), founded.Account, key, command.Member.UserName, command.Member.UserName is null ? null : password.Password, [founded.Registered, founded.Admitted]);
    }
}

public static class RegisterOrganisationRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterOrganisation, OrganisationAnswer>("/api/organisations", a => a.Receipts[0].StateUrl);
}
