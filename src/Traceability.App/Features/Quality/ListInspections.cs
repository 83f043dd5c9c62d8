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
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Quality;

/// <summary>The inspections that a laboratory made, somebody asked for, or that are of batches one sees; the newest first, a page at a time.</summary>
/// <param name="Mine">Only those of one's own laboratory.</param>
/// <param name="Failed">Only those that stopped something: failed, or suspect by a rapid test.</param>
/// <param name="Batch">Only those of one batch, by the id that the API knows it by.</param>
/// <param name="Lot">Only those of batches with this lot number.</param>
/// <param name="After">The last inspection of the page before.</param>
public sealed record ListInspections(
    InspectionState? State = null, bool Mine = false, bool Failed = false, Guid? Batch = null, LotNumber? Lot = null, Guid? After = null, int Limit = ListInspections.OnePage)
    : IQuery<Result<InspectionList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record InspectionList(IReadOnlyList<ListedInspection> Items, Guid? Next);

/// <param name="RequestedBy">USCC of who asked for it.</param>
public sealed record ListedInspection(
    Guid Inspection, string Gtin, string Lot, RegisteredName ProductName, InspectionKind Kind, InspectionState State, string Laboratory, RegisteredName LaboratoryName, string? RequestedBy, DateOnly? SampledOn,
    InspectionVerdict? Verdict);

internal sealed class ListInspectionsValidator : AbstractValidator<ListInspections>
{
    public ListInspectionsValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListInspections.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
}

internal sealed class ListInspectionsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListInspections, Result<InspectionList>>
{
    public async ValueTask<Result<InspectionList>> Handle(ListInspections query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = query.Mine ? MadeBy(db) : scopes.On(db).Inspections();
        if (query.State is { } state)
            seen = seen.Where(i => i.State == state);
        if (query.Failed)
            seen = seen.Where(i => i.Verdict == InspectionVerdict.Fail || i.Verdict == InspectionVerdict.Suspect);
        if (query.Batch is { } id)
            seen = seen.Where(i => db.Batches.Any(b => b.Id == id && b.Subject == i.Batch));
        if (query.Lot is { } lot)
            seen = seen.Where(i => db.Batches.Any(b => b.Lot == lot && b.Subject == i.Batch));
        if (query.After is { } after)
            seen = seen.Where(i => i.Id < after);
        // The id is a UUID of version 7: its order is that of recording.
        var found = await seen.OrderByDescending(i => i.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        var batches = page.Select(i => i.Batch).Distinct().ToList();
        var items = await db.Batches.IgnoreAutoIncludes().Where(b => batches.Contains(b.Subject)).ToDictionaryAsync(b => b.Subject, b => (b.Gtin, b.Lot), StringComparer.Ordinal, cancellationToken);
        var names = await RegisteredNames.ReadAsync(db, [.. page.Select(i => Subject.Organisation(i.Laboratory)), .. items.Values.Select(i => Subject.Product(i.Gtin))], cancellationToken);
        return new InspectionList(
            [
                .. page.Select(i => new ListedInspection(
                    i.Id, items[i.Batch].Gtin.ToString(), items[i.Batch].Lot.ToString(), names.GetValueOrDefault(Subject.Product(items[i.Batch].Gtin)) ?? RegisteredName.None, i.Kind, i.State,
                    i.Laboratory.ToString(), names.GetValueOrDefault(Subject.Organisation(i.Laboratory)) ?? RegisteredName.None, i.RequestedBy, i.SampledOn, i.Verdict)),
            ],
            found.Count > query.Limit ? page[^1].Id : null);
    }

    private IQueryable<Inspection> MadeBy(TraceDb db)
    {
        var mine = actors.Actor!.Organisation?.Uscc ?? default;
        return db.Inspections.Where(i => i.Laboratory == mine);
    }
}

public static class ListInspectionsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/inspections", async (ISender sender, HttpContext http, bool failed = false, bool mine = false, Guid? batch = null, Guid? after = null, int limit = ListInspections.OnePage) =>
            {
                var result = await sender.Send(new ListInspections(Mine: mine, Failed: failed, Batch: batch, After: after, Limit: limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListInspections)).WithTags("inspections").WithMetadata(new AccessMetadata(ListInspections.AllowedTo))
            .Produces<InspectionList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
