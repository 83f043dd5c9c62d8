using System.Globalization;
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
using Traceability.Domain.Places;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Places;

/// <summary>The bases of the organisation acted for with their plots, by location number, a page at a time.</summary>
/// <param name="After">The last base of the page before.</param>
/// <param name="Limit">Bases on a page.</param>
/// <param name="Search">Part of a base's name or number, or a plot's extension.</param>
public sealed record ListPlots(Gln? After = null, int Limit = ListPlots.OnePage, string? Search = null) : IQuery<Result<PlotList>>, IRestricted
{
    public const int OnePage = 20;
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record PlotList(IReadOnlyList<ListedBase> Items, string? Next);

/// <param name="Name">Absent when it was erased, likewise the English one.</param>
public sealed record ListedBase(string Gln, string Region, string? Name, string? NameEn, IReadOnlyList<ListedPlot> Plots);

/// <param name="CapKg">What the plot can bear in a season; absent where nothing bounds it.</param>
/// <param name="HarvestedKg">What was harvested in the season.</param>
/// <param name="Season">The present season: the year.</param>
public sealed record ListedPlot(string Plot, decimal? AreaMu, decimal? YieldCapKgPerMu, decimal? CapKg, decimal HarvestedKg, string Season);

internal sealed class ListPlotsValidator : AbstractValidator<ListPlots>
{
    public ListPlotsValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListPlots.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 100 bases.");
        RuleFor(q => q.Search).MaximumLength(100).WithErrorCode("request.search").WithMessage("A search has at most 100 characters.");
    }
}

internal sealed class ListPlotsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListPlots, Result<PlotList>>
{
    public async ValueTask<Result<PlotList>> Handle(ListPlots query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sought = query.Search?.Trim() is { Length: > 0 } text ? text : null;
        var bases = await OwnBases.Of(db, actors.Actor!.Member, query).Take(sought is null ? query.Limit + 1 : RegisteredNames.MostLookedThrough).ToListAsync(cancellationToken);
        var names = await RegisteredNames.ReadAsync(db, [.. bases.Select(b => b.Subject)], cancellationToken);
        var found = bases.Select(b => b.Gln).ToList();
        var plots = (await db.Plots.AsNoTracking().Where(p => found.Contains(p.Gln)).ToListAsync(cancellationToken)).ToLookup(p => p.Gln);
        var season = scopes.Today.Year.ToString(CultureInfo.InvariantCulture);

        var listed = bases.Select(b => Listed(b, names.GetValueOrDefault(b.Subject) ?? RegisteredName.None, plots[b.Gln], season)).ToList();
        if (sought is not null)
            listed = [.. listed.Select(b => Narrowed(b, sought)).Where(b => b.Plots.Count > 0)];
        return new PlotList([.. listed.Take(query.Limit)], listed.Count > query.Limit ? listed[query.Limit - 1].Gln : null);
    }

    private static ListedBase Listed(Base @base, RegisteredName name, IEnumerable<Plot> plots, string season) => new(
        @base.Gln.ToString(), @base.Region.ToString(), name.Name, name.NameEn,
        [.. plots.OrderBy(p => p.Extension.ToString(), StringComparer.Ordinal).Select(p => new ListedPlot(p.Extension.ToString(), p.AreaMu, p.YieldCapKgPerMu, p.CapKg, p.HarvestedKg(season), season))]);

    /// <summary>A base that is meant with all its plots, another with those that are.</summary>
    private static ListedBase Narrowed(ListedBase b, string sought) =>
        b.Gln.Contains(sought, StringComparison.Ordinal) || new RegisteredName(b.Name, b.NameEn).Has(sought)
            ? b
            : b with { Plots = [.. b.Plots.Where(p => p.Plot.Contains(sought, StringComparison.OrdinalIgnoreCase))] };
}

/// <summary>The register as the database sees it.</summary>
public static class OwnBases
{
    public static IQueryable<Base> Of(TraceDb db, ActingOrganisation mine, ListPlots query)
    {
        var own = db.Bases.AsNoTracking().Where(b => b.Organisation == mine.Uscc);
        if (query.After is { } after)
        {
            var last = Subject.Base(after);
#pragma warning disable CA1309 // The database compares, by its own order, which is that of the page.
            own = own.Where(b => string.Compare(b.Subject, last) > 0);
#pragma warning restore CA1309
        }

        return own.OrderBy(b => b.Subject);
    }
}

public static class ListPlotsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/plots", async (ISender sender, HttpContext http, string? after = null, int limit = ListPlots.OnePage, string? search = null) =>
            {
                Gln? last = null;
                if (after is not null)
                {
                    if (!Gln.TryParse(after, out var parsed, out var error))
                        return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("after"));
                    last = parsed;
                }

                var result = await sender.Send(new ListPlots(last, limit, search), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListPlots)).WithTags("bases").WithMetadata(new AccessMetadata(ListPlots.AllowedTo))
            .Produces<PlotList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
