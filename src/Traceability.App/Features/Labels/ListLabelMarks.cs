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
using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Labels;

/// <summary>The marks that labels of a packed batch could carry: those of its producers and of who asks, each judged as a run of labels today would be.</summary>
public sealed record ListLabelMarks(Guid Batch) : IQuery<Result<LabelMarkList>>, IRestricted
{
    /// <summary>So many certificates and so many licences are looked at: the newest.</summary>
    public const int Most = 50;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];
}

public sealed record LabelMarkList(IReadOnlyList<OfferedMark> Items);

/// <param name="Id">Of the certificate or the brand, as a run of labels names it.</param>
/// <param name="Scheme">Of a certificate; absent for a brand.</param>
/// <param name="Name">Of a brand; absent when it was erased.</param>
/// <param name="Together">It vouches for a part of the batch: only with the others of its scheme for all of it.</param>
/// <param name="LeftKg">How much of the batch can still be labelled with it; absent where nothing bounds it.</param>
/// <param name="Why">Why it cannot be carried; absent where it can.</param>
public sealed record OfferedMark(Guid Id, CertificateScheme? Scheme, string? Number, string? Name, string? NameEn, bool Together, decimal? LeftKg, MarkRefusal? Why);

public sealed record MarkRefusal(string Code, string Title, IReadOnlyDictionary<string, object?>? Facts)
{
    internal static MarkRefusal Of(Problem problem) => new(problem.Code, problem.Detail, problem.Facts);
}

internal sealed class ListLabelMarksHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes, DeploymentOptions deployment) : IQueryHandler<ListLabelMarks, Result<LabelMarkList>>
{
    public async ValueTask<Result<LabelMarkList>> Handle(ListLabelMarks query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await scopes.On(db).FindBatchAsync(query.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        var origins = await BatchOrigins.ReadAsync(db, batch.Subject, cancellationToken);
        if (batch.NetContentKg is not { } pack || origins.Count == 0)
            return new LabelMarkList([]);
        var holders = origins.Select(o => o.Producer).Append(actors.Actor!.Member.Uscc).Distinct().ToList();
        var certificates = await db.Certificates.AsNoTracking()
            .Where(c => holders.Contains(c.Holder) && c.Standing != CertificateStanding.Withdrawn && c.Scheme != CertificateScheme.Compliance && c.Scheme != CertificateScheme.PollutionFree)
            .OrderByDescending(c => c.Id).Take(ListLabelMarks.Most).ToListAsync(cancellationToken);
        var licences = await db.Licences.AsNoTracking()
            .Where(l => holders.Contains(l.Licensee) && l.State != LicenceState.Applied && l.State != LicenceState.Declined && l.State != LicenceState.Ended)
            .OrderByDescending(l => l.Id).Take(ListLabelMarks.Most).ToListAsync(cancellationToken);
        var brands = await RegisteredNames.ReadAsync(db, licences.Select(l => Subject.Brand(l.Brand)), cancellationToken);
        var packed = deployment.DayOf(batch.MadeAt);
        return new LabelMarkList(
        [
            .. certificates.OrderBy(c => c.Scheme).ThenByDescending(c => c.Id).Select(c => Offer(c, certificates, origins, batch, packed, pack)),
            .. licences.GroupBy(l => l.Brand).OrderBy(g => g.Key).Select(g => Offer(g.Key, g.ToDictionary(l => l.Licensee), brands, origins, scopes.Today, pack)),
        ]);
    }

    private static OfferedMark Offer(Certificate certificate, List<Certificate> all, IReadOnlyList<Origin> origins, Batch batch, DateOnly packed, decimal pack)
    {
        var covered = origins.Where(o => certificate.WhyNotVouch(o, batch.Gtin, packed) is null).Sum(o => o.Share);
        decimal? left = certificate.AnnualKg is { } annual && covered > 0 ? (annual - certificate.UsedKg(certificate.YearOf(packed))) / covered : null;
        var alone = MarkCharges.OfCertificates([certificate], origins, batch.Gtin, packed, pack).Problem;
        if (alone is null || covered is 0 or 1)
            return new OfferedMark(certificate.Id, certificate.Scheme, certificate.Number, Name: null, NameEn: null, Together: false, left, alone is null ? null : MarkRefusal.Of(alone));
        var partly = all.Where(c => c.Scheme == certificate.Scheme && origins.Any(o => c.WhyNotVouch(o, batch.Gtin, packed) is null)).ToList();
        var together = MarkCharges.OfCertificates(partly, origins, batch.Gtin, packed, pack).Problem;
        return new OfferedMark(certificate.Id, certificate.Scheme, certificate.Number, Name: null, NameEn: null, together is null, left, together is null ? null : MarkRefusal.Of(alone));
    }

    private static OfferedMark Offer(
        Guid brand, Dictionary<UnifiedSocialCreditCode, Licence> licences, IReadOnlyDictionary<string, RegisteredName> names, IReadOnlyList<Origin> origins, DateOnly today, decimal pack)
    {
        var why = MarkCharges.OfBrand(licences, origins, today, pack).Problem;
        decimal? left = why is not null ? null : origins.GroupBy(o => o.Producer).Min(g => (licences[g.Key].QuotaKg!.Value - licences[g.Key].UsedKg(licences[g.Key].PeriodOf(today))) / g.Sum(o => o.Share));
        var name = names.GetValueOrDefault(Subject.Brand(brand)) ?? RegisteredName.None;
        return new OfferedMark(brand, Scheme: null, Number: null, name.Name, name.NameEn, Together: false, left, why is null ? null : MarkRefusal.Of(why));
    }
}

public static class ListLabelMarksRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/batches/{id:guid}/marks", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new ListLabelMarks(id), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListLabelMarks)).WithTags("batches").WithMetadata(new AccessMetadata(ListLabelMarks.AllowedTo))
            .Produces<LabelMarkList>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
