using FluentValidation;
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
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Brands;

/// <summary>The licences that an organisation manages or, where it asks for these, holds or asked for; the newest first, a page at a time.</summary>
/// <param name="Held">Those that it holds or asked for.</param>
/// <param name="After">The last licence of the page before.</param>
public sealed record ListLicences(bool Held = false, Guid? Brand = null, LicenceState? State = null, Guid? After = null, int Limit = ListLicences.OnePage)
    : IQuery<Result<LicenceList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.BrandManager];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record LicenceList(IReadOnlyList<ListedLicence> Items, Guid? Next);

/// <param name="UsedKg">What was labelled in the present period of the quota; absent before it is granted, like the quota and the term.</param>
public sealed record ListedLicence(
    Guid Id, Guid Brand, RegisteredName BrandName, string Licensee, RegisteredName LicenseeName, LicenceState State, DateOnly Since, decimal AskedKg, DateOnly? ValidFrom, DateOnly? ValidTo, decimal? QuotaKg, decimal? UsedKg);

internal sealed class ListLicencesValidator : AbstractValidator<ListLicences>
{
    public ListLicencesValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListLicences.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
}

internal sealed class ListLicencesHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListLicences, Result<LicenceList>>
{
    public async ValueTask<Result<LicenceList>> Handle(ListLicences query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = actors.Actor!.Member.Uscc;
        var found = db.Licences.AsNoTracking();
        found = query.Held ? found.Where(l => l.Licensee == mine) : found.Where(l => l.Manager == mine);
        if (query.Brand is { } brand)
            found = found.Where(l => l.Brand == brand);
        if (query.State is { } state)
            found = found.Where(l => l.State == state);
        if (query.After is { } after)
            found = found.Where(l => l.Id < after);
        var rows = await found.OrderByDescending(l => l.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        var names = await RegisteredNames.ReadAsync(db, page.SelectMany(l => new[] { Subject.Brand(l.Brand), Subject.Organisation(l.Licensee) }), cancellationToken);
        return new LicenceList(
            [
                .. page.Select(l => new ListedLicence(
                    l.Id, l.Brand, names[Subject.Brand(l.Brand)], l.Licensee.ToString(), names[Subject.Organisation(l.Licensee)], l.State, l.Since, l.AskedKg,
                    l.ValidFrom, l.ValidTo, l.QuotaKg, l.ValidFrom is null ? null : l.UsedKg(l.PeriodOf(scopes.Today)))),
            ],
            rows.Count > query.Limit ? page[^1].Id : null);
    }
}

public static class ListLicencesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/licences", async (ISender sender, HttpContext http, bool held = false, Guid? brand = null, LicenceState? state = null, Guid? after = null, int limit = ListLicences.OnePage) =>
            {
                var result = await sender.Send(new ListLicences(held, brand, state, after, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListLicences)).WithTags("licences").WithMetadata(new AccessMetadata(ListLicences.AllowedTo))
            .Produces<LicenceList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
