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

namespace Traceability.App.Features.Brands;

/// <summary>A licence with its use, what was done to it, and the certificates of the licensee: for who holds it and who manages the brand.</summary>
public sealed record GetLicence(Guid Licence) : IQuery<Result<LicenceView>>, IRestricted
{
    /// <summary>So many runs of labels are shown, the newest first.</summary>
    public const int MostRuns = 50;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.BrandManager];
}

/// <param name="Mine">Whether the asking organisation manages the brand.</param>
/// <param name="UsedKg">What was labelled in the present period of the quota, which began with <see cref="PeriodFrom"/>.</param>
public sealed record LicenceView(
    Guid Id, Guid Brand, RegisteredName BrandName, bool Mine, string Licensee, RegisteredName LicenseeName, LicenceState State, DateOnly Since, decimal AskedKg,
    DateOnly? ValidFrom, DateOnly? ValidTo, decimal? QuotaKg, QuotaPeriod? Per, DateOnly? PeriodFrom, decimal UsedKg,
    IReadOnlyList<MarkAct> Acts, IReadOnlyList<LicensedRun> Runs, IReadOnlyList<LicenseesCertificate> Certificates);

/// <param name="Kilograms">What the run takes of the quota.</param>
public sealed record LicensedRun(Guid Run, string Batch, int Labels, decimal Kilograms);

/// <summary>A certificate that the licensee holds, and what it is today.</summary>
public sealed record LicenseesCertificate(Guid Id, CertificateScheme Scheme, string? Number, DateOnly? ValidTo, CertificateState State);

internal sealed class GetLicenceHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetLicence, Result<LicenceView>>
{
    public async ValueTask<Result<LicenceView>> Handle(GetLicence query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (mine, today) = (actors.Actor!.Member.Uscc, scopes.Today);
        if (await db.Licences.AsNoTracking().SingleOrDefaultAsync(l => l.Id == query.Licence, cancellationToken) is not { } licence || (licence.Licensee != mine && licence.Manager != mine))
            return BrandProblems.UnknownLicence;
        var names = await RegisteredNames.ReadAsync(db, [Subject.Brand(licence.Brand), Subject.Organisation(licence.Licensee)], cancellationToken);
        // The id of a run is a UUID of version 7: its order is that of issue.
        var runs = await (
            from mark in db.LabelMarks.AsNoTracking()
            where mark.Mark == licence.Subject
            join run in db.LabelRuns on mark.Run equals run.Id
            where !run.Voided
            orderby mark.Run descending
            select new LicensedRun(mark.Run, mark.Batch, run.Count, mark.Kilograms)).Take(GetLicence.MostRuns).ToListAsync(cancellationToken);
        var certificates = await db.Certificates.AsNoTracking()
            .Where(c => c.Holder == licence.Licensee && c.Scheme != CertificateScheme.Compliance).OrderByDescending(c => c.Id).Take(GetLicence.MostRuns).ToListAsync(cancellationToken);
        var period = licence.ValidFrom is null ? (DateOnly?)null : licence.PeriodOf(today);
        return new LicenceView(
            licence.Id, licence.Brand, names[Subject.Brand(licence.Brand)], licence.Manager == mine, licence.Licensee.ToString(), names[Subject.Organisation(licence.Licensee)],
            licence.State, licence.Since, licence.AskedKg, licence.ValidFrom, licence.ValidTo, licence.QuotaKg, licence.Per, period, period is { } from ? licence.UsedKg(from) : 0,
            await MarkFacts.ActsAsync(db, licence.Acts, cancellationToken), runs,
            [.. certificates.Select(c => new LicenseesCertificate(c.Id, c.Scheme, c.Number, c.ValidTo, c.StateOn(today)))]);
    }
}

public static class GetLicenceRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/licences/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetLicence(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetLicence)).WithTags("licences").WithMetadata(new AccessMetadata(GetLicence.AllowedTo))
            .Produces<LicenceView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
