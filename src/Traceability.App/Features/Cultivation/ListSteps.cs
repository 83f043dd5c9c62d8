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
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Cultivation;

/// <summary>The field log of a plot, the newest first, for whose plot it is and the supervisors of its region.</summary>
/// <param name="After">The entry of the last step of the page before.</param>
public sealed record ListSteps(Gln Base, GlnExtension Plot, Guid? After = null, int Limit = ListSteps.OnePage) : IQuery<Result<StepList>>, IRestricted
{
    public const int OnePage = 50;
    public const int Most = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Supervisor];
}

/// <param name="AreaMu">Absent where nothing is planted.</param>
/// <param name="Closed">The interval that forbids a harvest today.</param>
/// <param name="Missing">Kinds of step that nobody recorded this year and that grown produce has: <c>Sow</c> for sowing, planting or, of what grows for years, any step at all.</param>
public sealed record StepList(decimal? AreaMu, IntervalOpen? Closed, IReadOnlyList<string> Missing, IReadOnlyList<StepItem> Items, Guid? Next);

public sealed record IntervalOpen(DateOnly SprayedOn, string Ingredients, int Days, DateOnly FirstHarvestDay);

/// <param name="Kind">A step of growing, or <c>spray</c>.</param>
/// <param name="PerMu">Of the input or the pesticide.</param>
/// <param name="Void">Whoever recorded it took it back.</param>
public sealed record StepItem(
    Guid Entry, string Kind, DateOnly Day, DateTimeOffset RecordedAt, FoodClass? Crop, Quantity? PerMu, string? Input, string? Note, IReadOnlyList<string>? Ingredients, string? Registration, string? Pest,
    int? IntervalDays, DateOnly? FirstHarvestDay, string? Operator, bool Void);

internal sealed class ListStepsHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes, ActorContext actors) : IQueryHandler<ListSteps, Result<StepList>>
{
    public async ValueTask<Result<StepList>> Handle(ListSteps query, CancellationToken cancellationToken)
    {
        if (query.Limit is < 1 or > ListSteps.Most)
            return GeneralProblems.Page(ListSteps.Most);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var subject = Subject.Plot(query.Base, query.Plot);
        var plot = await db.Plots.SingleOrDefaultAsync(p => p.Subject == subject, cancellationToken);
        if (plot is null || (plot.Organisation != actors.Actor?.Organisation?.Uscc && !await scopes.On(db).SupervisesAsync(plot.Region, cancellationToken)))
            return PlaceProblems.UnknownPlot(query.Base.ToString(), query.Plot.ToString());

        var rows = db.PlotSteps.Where(s => s.Plot == subject);
        if (query.After is { } after && await db.PlotSteps.FirstOrDefaultAsync(s => s.Entry == after && s.Plot == subject, cancellationToken) is { } last)
            rows = rows.Where(s => s.Day < last.Day || (s.Day == last.Day && s.Entry < last.Entry));
        var page = await rows.OrderByDescending(s => s.Day).ThenByDescending(s => s.Entry).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var ids = page.Take(query.Limit).Select(s => s.Entry).ToList();
        var facts = (await BatchChain.DecodeAsync(db, db.Entries.Where(e => ids.Contains(e.Id)), cancellationToken)).ToDictionary(f => f.Entry.Stamp.Entry);
        var voided = await db.VoidedEntries.Where(v => ids.Contains(v.Entry)).Select(v => v.Entry).ToListAsync(cancellationToken);
        return new StepList(
            plot.AreaMu,
            plot.IntervalOn(scopes.Today) is { } open ? new IntervalOpen(open.SprayedOn, open.Ingredients, open.Days, open.FirstHarvestDay) : null,
            await MissingAsync(db, plot, cancellationToken),
            [.. ids.Select(id => Item(facts[id], voided.Contains(id)))],
            page.Count > query.Limit ? ids[^1] : null);
    }

    private async Task<IReadOnlyList<string>> MissingAsync(TraceDb db, Plot plot, CancellationToken ct)
    {
        var first = new DateOnly(scopes.Today.Year, 1, 1);
        return plot.AreaMu is null || await db.PlotSteps.AnyAsync(s => s.Plot == plot.Subject && s.Day >= first, ct) ? [] : [nameof(CultivationStep.Sow)];
    }

    private static StepItem Item(ChainFact fact, bool isVoid) => fact.Entry.Fact switch
    {
        PlotTended e => new StepItem(
            fact.Entry.Stamp.Entry, e.Step.ToString(), e.Day, fact.Entry.Stamp.Recorded, e.Crop, e.PerMu, e.Input, e.Note, Ingredients: null, Registration: null, Pest: null,
            IntervalDays: null, FirstHarvestDay: null, Operator: null, isVoid),
        PlotSprayed e => new StepItem(
            fact.Entry.Stamp.Entry, PlotStep.Spray, e.Day, fact.Entry.Stamp.Recorded, e.Crop, e.DosePerMu, e.Product, e.Note, e.ActiveIngredients ?? e.Ingredients, e.Registration, e.Pest,
            e.IntervalDays, e.FirstHarvestDay(), e.Operator, isVoid),
        _ => throw new InvalidOperationException($"{fact.Entry.Fact.GetType().Name} is no step of growing."),
    };
}

public static class ListStepsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/plots/steps", async (ISender sender, HttpContext http, ActorContext actors, string? gln, string? plot, Guid? after = null, int limit = ListSteps.OnePage) =>
            {
                if (Authority.WhyNot<ListSteps>(actors.Actor) is { } refusal)
                    return new ProblemResult(refusal);
                if (!Gln.TryParse(gln, out var at, out var error))
                    return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("gln"));
                if (!GlnExtension.TryParse(plot, out var extension, out error))
                    return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("plot"));
                var result = await sender.Send(new ListSteps(at, extension, after, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListSteps)).WithTags("plots").WithMetadata(new AccessMetadata(ListSteps.AllowedTo))
            .Produces<StepList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
