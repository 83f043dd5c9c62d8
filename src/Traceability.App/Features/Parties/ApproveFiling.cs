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

/// <summary>
/// A supervisor of the region takes an organisation into the register as it was filed, with its first member, whose one-time password is
/// shown once and told to the contact.
/// </summary>
public sealed record ApproveFiling : IRecordingCommand<ApprovalAnswer>, ISetsPassword
{
    bool ISetsPassword.Sets => true;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("filing")]
    public Guid Filing { get; init; }
}

public sealed record ApprovalAnswer(string Uscc, string Account, string UserName, string? OneTimePassword, IReadOnlyList<Receipt> Receipts) : ICarriesSecret
{
    public object WithoutSecret() => this with { OneTimePassword = null };
}

internal sealed class ApproveFilingValidator : AbstractValidator<ApproveFiling>
{
    public ApproveFilingValidator() => RuleFor(c => c.Filing).NotEmpty().WithErrorCode("request.id").WithMessage("The filing is named by its id.");
}

internal sealed class ApproveFilingHandler(WriteSession session, Scopes scopes, Admissions admissions, OneTimePassword password) : ICommandHandler<ApproveFiling, Result<ApprovalAnswer>>
{
    public async ValueTask<Result<ApprovalAnswer>> Handle(ApproveFiling command, CancellationToken cancellationToken)
    {
        if (await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == command.Filing, cancellationToken) is not { } filing)
            return FilingProblems.Unknown;
        if (!await scopes.On(session.Db).SupervisesAsync(filing.Region, cancellationToken))
            return PartyProblems.OutsideYourRegion(filing.Region.ToString());
        if (await scopes.WhyNotInAsync(session.Db, filing.Region, cancellationToken) is { } problem)
            return problem;
        if (!session.TryDecide(filing, FilingState.Approved, reason: null))
            return FilingProblems.Decided;

        var asked = new OrganisationRegistered
        {
            Uscc = filing.Uscc,
            Gln = filing.Gln,
            Region = filing.Region,
            Roles = filing.Roles,
            Name = filing.Name,
            NameEn = filing.NameEn,
            Hotline = filing.Hotline,
        };
        var founding = await admissions.FoundAsync(asked, new Founder(filing.ContactName!, filing.Roles, filing.UserName), session.Now, cancellationToken);
        return founding.Failed(out var founded)
            ? founding.Problem
            : new ApprovalAnswer(filing.Uscc.ToString(), founded.Account, filing.UserName!, password.Password, [founded.Registered, founded.Admitted]);
    }
}

internal static class Decisions
{
    private const string Decide =
        """
        UPDATE organisation_filing SET state = @state, reason = @reason, decided_at = @at, contact_name = NULL, contact_phone = NULL, user_name = NULL
        WHERE id = @id AND state = 'Open'
        """;

    /// <summary>Decides an open filing, once, and forgets its contact.</summary>
    public static bool TryDecide(this WriteSession session, OrganisationFiling filing, FilingState state, string? reason) =>
        session.Prepared.Command(Decide, ("@state", state.ToString()), ("@reason", reason), ("@at", MomentConverter.Write(session.Now)), ("@id", filing.Id)).ExecuteNonQuery() == 1;
}

public static class ApproveFilingRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ApproveFiling, ApprovalAnswer>("/api/filings/{id}/approval", a => a.Receipts[0].StateUrl, (command, id) => command with { Filing = id });
}
