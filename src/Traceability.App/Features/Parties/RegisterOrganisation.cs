using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
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
    DateTimeOffset? Occurred = null) : IRecordingCommand<OrganisationAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];
}

public sealed record FirstMember(string Name, IReadOnlyList<Role> Roles);

public sealed record OrganisationAnswer(string Uscc, string Account, string? ApiKey, IReadOnlyList<Receipt> Receipts) : ICarriesSecret
{
    public object WithoutSecret() => this with { ApiKey = null };
}

internal sealed class RegisterOrganisationValidator : AbstractValidator<RegisterOrganisation>
{
    public RegisterOrganisationValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.NameEn).Text(200);
        RuleFor(c => c.Hotline).Matches(@"^[+0-9][0-9 -]{2,30}\z").WithErrorCode("hotline.form").WithMessage("A hotline is a telephone number: digits, spaces and hyphens.");
        RuleFor(c => c.Member.Name).Text(100);
        RuleFor(c => c.Roles).Must(r => r.Distinct().Count() == r.Count).WithErrorCode("organisation.roles").WithMessage("A capacity is named twice.");
        RuleFor(c => c.Member.Roles).Must(r => r.Distinct().Count() == r.Count).WithErrorCode("member.roles").WithMessage("A role is named twice.");
    }
}

internal sealed class RegisterOrganisationHandler(WriteSession session, Scopes scopes) : ICommandHandler<RegisterOrganisation, Result<OrganisationAnswer>>
{
    public async ValueTask<Result<OrganisationAnswer>> Handle(RegisterOrganisation command, CancellationToken cancellationToken)
    {
        var db = session.Db;
        var scope = scopes.On(db);
        if (await scope.WhyNotInAsync(command.Region, cancellationToken) is { } problem)
            return problem;
        if (!await scope.SupervisesAsync(command.Region, cancellationToken))
            return PartyProblems.OutsideYourRegion(command.Region.ToString());
        if (await db.Organisations.AnyAsync(o => o.Uscc == command.Uscc, cancellationToken))
            return PartyProblems.AlreadyRegistered(command.Uscc.ToString());
        if (await db.Organisations.AnyAsync(o => o.Gln == command.Gln, cancellationToken))
            return PartyProblems.GlnTaken(command.Gln.ToString());
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;

        var decided = Organisation.Register(new OrganisationRegistered
        {
            Uscc = command.Uscc,
            Gln = command.Gln,
            Region = command.Region,
            Roles = command.Roles,
            Name = command.Name,
            NameEn = command.NameEn,
            Hotline = command.Hotline,
        });
        if (decided.Failed(out var registered))
            return decided.Problem;
        var first = await session.RecordAsync(registered, occurred);
        if (first.Failed(out var registration))
            return first.Problem;

        var organisation = (await session.FindAsync<Organisation>(Subject.Organisation(command.Uscc)))!;
        var admission = organisation.Admit(session.NewId(), command.Member.Roles, command.Member.Name);
        if (admission.Failed(out var admitted))
            return admission.Problem;
        var second = await session.RecordAsync(admitted, occurred);
        if (second.Failed(out var membership))
            return second.Problem;

        var account = Subject.Account(admitted.Account);
        var (key, row) = ApiKeys.Mint(account, command.Uscc, isOperator: false, session.Now);
        db.ApiKeys.Add(row);
        return new OrganisationAnswer(command.Uscc.ToString(), account, key, [registration, membership]);
    }
}

public static class RegisterOrganisationRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterOrganisation, OrganisationAnswer>("/api/organisations", a => a.Receipts[0].StateUrl);
}
