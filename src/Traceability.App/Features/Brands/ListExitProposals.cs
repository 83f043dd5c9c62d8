using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Brands;

/// <summary>The licences in force that the exit rules of their own brand speak against, as far as the records show it. Nothing is done by itself.</summary>
public sealed record ListExitProposals : IQuery<Result<ExitProposals>>, IRestricted
{
    /// <summary>So many licences are looked at, the oldest first.</summary>
    public const int MostLicences = 1000;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.BrandManager];
}

public sealed record ExitProposals(IReadOnlyList<ExitProposal> Items);

/// <param name="Because">The day since which no certificate is valid, or the kilograms that are used up.</param>
public sealed record ExitProposal(Guid Licence, string Licensee, RegisteredName LicenseeName, RegisteredName BrandName, BrandRuleKind Rule, string Because);

internal sealed class ListExitProposalsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListExitProposals, Result<ExitProposals>>
{
    public async ValueTask<Result<ExitProposals>> Handle(ListExitProposals query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (mine, today) = (actors.Actor!.Member.Uscc, scopes.Today);
        var licences = await db.Licences.AsNoTracking()
            .Where(l => l.Manager == mine && (l.State == LicenceState.Granted || l.State == LicenceState.Warned)).OrderBy(l => l.Id).Take(ListExitProposals.MostLicences).ToListAsync(cancellationToken);
        var rules = await MarkFacts.ExitRulesAsync(db, licences.Select(l => Subject.Brand(l.Brand)), cancellationToken);
        var licensees = licences.Select(l => l.Licensee).Distinct().ToList();
        var certificates = (await db.Certificates.AsNoTracking().Where(c => licensees.Contains(c.Holder) && c.Scheme != CertificateScheme.Compliance).ToListAsync(cancellationToken)).ToLookup(c => c.Holder);
        var found = (
            from licence in licences
            from rule in rules[Subject.Brand(licence.Brand)]
            let because = Because(rule, licence, certificates, today)
            where because is not null
            select (licence, rule.Rule, because)).ToList();
        var names = await RegisteredNames.ReadAsync(db, found.SelectMany(f => new[] { Subject.Brand(f.licence.Brand), Subject.Organisation(f.licence.Licensee) }), cancellationToken);
        return new ExitProposals(
        [
            .. found.Select(f => new ExitProposal(
                f.licence.Id, f.licence.Licensee.ToString(), names[Subject.Organisation(f.licence.Licensee)], names[Subject.Brand(f.licence.Brand)], f.Rule, f.because!)),
        ]);
    }

    private static string? Because(BrandRule rule, Licence licence, ILookup<UnifiedSocialCreditCode, Certificate> certificates, DateOnly today) => rule.Rule switch
    {
        BrandRuleKind.CertificateExpired => LastValid(certificates[licence.Licensee], today) is { } last && last.AddDays(rule.Days ?? 0) < today
            ? last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null,
        BrandRuleKind.QuotaExceeded => licence.UsedKg(licence.PeriodOf(today)) >= licence.QuotaKg
            ? licence.QuotaKg.Value.ToString("0.######", CultureInfo.InvariantCulture)
            : null,
        // What the records here do not show is for people to see.
        _ => null,
    };

    /// <summary>The last day on which any of them was in force; null for who never had one, or has one today.</summary>
    private static DateOnly? LastValid(IEnumerable<Certificate> held, DateOnly today)
    {
        var all = held.Where(c => c.Scheme.IsMark()).ToList();
        if (all.Count == 0 || all.Exists(c => c.StateOn(today) == CertificateState.Valid))
            return null;
        return all.Max(c => c.WithdrawnOn?.AddDays(-1) ?? c.Suspensions.Where(s => s.To is null).Select(s => (DateOnly?)s.From.AddDays(-1)).FirstOrDefault() ?? c.ValidTo);
    }
}

public static class ListExitProposalsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/brands/exits", async (ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new ListExitProposals(), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListExitProposals)).WithTags("brands").WithMetadata(new AccessMetadata(ListExitProposals.AllowedTo))
            .Produces<ExitProposals>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
