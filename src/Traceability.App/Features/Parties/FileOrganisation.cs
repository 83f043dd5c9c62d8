using System.Globalization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Parties;

/// <summary>Anybody asks a supervisor to take an organisation into the register. Nothing is recorded before the supervisor approves.</summary>
/// <param name="UserName">Under which the first member wants to sign in.</param>
public sealed record FileOrganisation(
    UnifiedSocialCreditCode Uscc,
    Gln Gln,
    RegionCode Region,
    IReadOnlyList<Role> Roles,
    string Name,
    string ContactName,
    string ContactPhone,
    string UserName,
    string? NameEn = null,
    string? Hotline = null) : IRestrictedCommand<FilingAnswer>
{
    public static IReadOnlyList<Role> AllowedTo => Audience.Everybody;
}

/// <param name="StateUrl">Where what became of it can be asked. Keep it: nothing else names the filing.</param>
public sealed record FilingAnswer(Guid Filing, string StateUrl);

internal sealed class FileOrganisationValidator : AbstractValidator<FileOrganisation>
{
    public FileOrganisationValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.NameEn).Text(200);
        RuleFor(c => c.Hotline).Telephone().WithErrorCode("hotline.form");
        RuleFor(c => c.Roles).Roles().WithErrorCode("organisation.roles");
        RuleFor(c => c.ContactName).Text(100);
        RuleFor(c => c.ContactPhone).Telephone().WithErrorCode("filing.phone");
        RuleFor(c => c.UserName).UserName();
    }
}

internal sealed class FileOrganisationHandler(WriteSession session, Scopes scopes) : ICommandHandler<FileOrganisation, Result<FilingAnswer>>
{
    /// <summary>Who floods one county keeps the others open; who floods them all meets the end of it.</summary>
    private const int MostOfOneCounty = 100;
    private const int MostOfAll = 5_000;
    private const int CountyDigits = 6;

    public async ValueTask<Result<FilingAnswer>> Handle(FileOrganisation command, CancellationToken cancellationToken)
    {
        var db = session.Db;
        if (Organisation.WhyNotCapacities(command.Roles) is { } noCapacity)
            return noCapacity;
        if (await scopes.WhyNotInAsync(db, command.Region, cancellationToken) is { } problem)
            return problem;
        if (await db.Organisations.AnyAsync(o => o.Uscc == command.Uscc, cancellationToken))
            return PartyProblems.AlreadyRegistered(command.Uscc.ToString());
        var open = db.Filings.Where(f => f.State == FilingState.Open);
        if (await open.AnyAsync(f => f.Uscc == command.Uscc, cancellationToken))
            return FilingProblems.AlreadyFiled;
        var county = int.Parse(command.Region.ToString().AsSpan(0, CountyDigits), CultureInfo.InvariantCulture);
        if (await open.CountAsync(f => f.County == county, cancellationToken) >= MostOfOneCounty || await open.CountAsync(cancellationToken) >= MostOfAll)
            return FilingProblems.TooMany;

        var filing = session.NewId();
        db.Filings.Add(new OrganisationFiling
        {
            Id = filing,
            Uscc = command.Uscc,
            Gln = command.Gln,
            Region = command.Region,
            County = county,
            Roles = command.Roles,
            Name = command.Name,
            NameEn = command.NameEn,
            Hotline = command.Hotline,
            ContactName = command.ContactName,
            ContactPhone = command.ContactPhone,
            UserName = command.UserName,
            State = FilingState.Open,
            FiledAt = session.Now,
        });
        return new FilingAnswer(filing, $"/api/filings/{filing}");
    }
}

public static class FilingProblems
{
    public static Problem Unknown { get; } = new("filing.unknown", ProblemKind.NotFound, "There is no such filing.") { Field = "id" };

    public static Problem Decided { get; } = new("filing.decided", ProblemKind.Conflict, "The filing is decided already.") { Field = "id" };

    public static Problem AlreadyFiled { get; } = new("filing.exists", ProblemKind.Conflict, "A filing for this organisation waits to be decided.") { Field = "uscc" };

    public static Problem TooMany { get; } = new("filing.too-many", ProblemKind.Conflict, "Too many filings wait to be decided there: try again later, or go to the supervisor.") { Field = "region" };
}

public static class FileOrganisationRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<FileOrganisation, FilingAnswer>("/api/filings", a => a.StateUrl).WithMetadata(new LimitedRateAttribute(Rate.Filing));
}
