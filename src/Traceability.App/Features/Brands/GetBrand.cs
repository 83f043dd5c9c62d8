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
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Brands;

/// <summary>A brand with its rules and, for who manages it, who uses it how much: labels and kilograms by licensee.</summary>
public sealed record GetBrand(Guid Brand) : IQuery<Result<BrandView>>, IRestricted
{
    /// <summary>So many licences are shown, the newest first; the others are in the list of licences.</summary>
    public const int MostLicences = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.BrandManager];
}

/// <param name="Uses">Licences that were granted; empty for who does not manage the brand.</param>
public sealed record BrandView(
    Guid Id, RegisteredName Name, BrandLevel Level, string Region, Guid? Parent, RegisteredName? ParentName, string Manager, RegisteredName ManagerName, bool Mine,
    IReadOnlyList<BrandRule> Admission, IReadOnlyList<BrandRule> Exit, IReadOnlyList<BrandUse> Uses);

/// <param name="UsedKg">What was labelled in the present period of the quota.</param>
/// <param name="Labels">Labels of all periods that carry the brand.</param>
public sealed record BrandUse(
    Guid Licence, string Licensee, RegisteredName LicenseeName, LicenceState State, DateOnly ValidTo, decimal QuotaKg, decimal UsedKg, long Labels, long Runs);

internal sealed class GetBrandHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetBrand, Result<BrandView>>
{
    public async ValueTask<Result<BrandView>> Handle(GetBrand query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Brands.AsNoTracking().SingleOrDefaultAsync(b => b.Id == query.Brand, cancellationToken) is not { } brand)
            return BrandProblems.UnknownBrand;
        var registered = (BrandRegistered)await MarkFacts.ReadFirstAsync(db, brand.Subject, cancellationToken);
        var mine = brand.Manager == actors.Actor!.Member.Uscc;
        var licences = mine
            ? await db.Licences.AsNoTracking().Where(l => l.Brand == brand.Id && l.QuotaKg != null).OrderByDescending(l => l.Id).Take(GetBrand.MostLicences).ToListAsync(cancellationToken)
            : [];
        var subjects = licences.ConvertAll(l => l.Subject);
        var labels = await (
            from mark in db.LabelMarks.AsNoTracking()
            where subjects.Contains(mark.Mark)
            join run in db.LabelRuns on mark.Run equals run.Id
            where !run.Voided
            group run by mark.Mark into used
            select new { used.Key, Labels = used.Sum(r => (long)r.Count), Runs = used.LongCount() }).ToDictionaryAsync(x => x.Key, cancellationToken);
        var names = await RegisteredNames.ReadAsync(
            db,
            [Subject.Organisation(brand.Manager), .. brand.Parent is { } parent ? [Subject.Brand(parent)] : Array.Empty<string>(), .. licences.Select(l => Subject.Organisation(l.Licensee))],
            cancellationToken);
        return new BrandView(
            brand.Id, new RegisteredName(registered.Name, registered.NameEn), brand.Level, brand.Region.ToString(), brand.Parent,
            brand.Parent is { } above ? names[Subject.Brand(above)] : null,
            brand.Manager.ToString(), names[Subject.Organisation(brand.Manager)], mine, registered.Admission, registered.Exit,
            [
                .. licences.Select(l => new BrandUse(
                    l.Id, l.Licensee.ToString(), names[Subject.Organisation(l.Licensee)], l.State, l.ValidTo!.Value, l.QuotaKg!.Value, l.UsedKg(l.PeriodOf(scopes.Today)),
                    labels.TryGetValue(l.Subject, out var used) ? used.Labels : 0, used?.Runs ?? 0)),
            ]);
    }
}

public static class GetBrandRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/brands/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetBrand(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetBrand)).WithTags("brands").WithMetadata(new AccessMetadata(GetBrand.AllowedTo))
            .Produces<BrandView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
