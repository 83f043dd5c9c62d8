using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.App.Reference;
using Traceability.Domain;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Cultivation;

/// <summary>A cooperative records that a pesticide was used on one of its plots. One whose use is banned on the day is refused; one that is recorded late is not.</summary>
/// <param name="Crop">What grows there: bans and intervals are for crops.</param>
/// <param name="Product">Name of the pesticide.</param>
/// <param name="Ingredients">Its active ingredients, as the label names them.</param>
/// <param name="IntervalDays">Days that the label wants between the use and the harvest; left out, the longest that the register knows.</param>
/// <param name="Registration">Number of its registration.</param>
/// <param name="Corrects">The entry that it takes the place of.</param>
/// <param name="Operator">Who sprayed: a natural person, kept from everybody who need not know.</param>
public sealed record RecordSpraying(
    Gln Base,
    GlnExtension Plot,
    FoodClass Crop,
    string Product,
    IReadOnlyList<string> Ingredients,
    int? IntervalDays = null,
    string? Registration = null,
    Quantity? DosePerMu = null,
    string? Pest = null,
    string? Operator = null,
    string? Note = null,
    DateTimeOffset? Occurred = null,
    Guid? Corrects = null) : IRecordingCommand<StepAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];
}

internal sealed class RecordSprayingValidator : AbstractValidator<RecordSpraying>
{
    public RecordSprayingValidator()
    {
        RuleFor(c => c.Product).Text(100);
        RuleFor(c => c.Ingredients).Must(i => i.Count is > 0 and <= 6 && i.DistinctBy(SubstanceName.Key, StringComparer.Ordinal).Count() == i.Count)
            .WithErrorCode("spray.ingredients").WithMessage("A pesticide has 1 to 6 active ingredients, each once.");
        RuleForEach(c => c.Ingredients).Text(60);
        RuleFor(c => c.IntervalDays).InclusiveBetween(0, 365).WithErrorCode("spray.interval").WithMessage("An interval is 0 to 365 days.");
        RuleFor(c => c.Registration).Text(40);
        RuleFor(c => c.DosePerMu).Must(AmountPerMu.IsOne).WithErrorCode("step.per-mu").WithMessage(AmountPerMu.Message);
        RuleFor(c => c.Pest).Text(100);
        RuleFor(c => c.Operator).Text(100);
        RuleFor(c => c.Note).Text(300);
    }
}

internal sealed class RecordSprayingHandler(WriteSession session, Scopes scopes, DeploymentOptions deployment) : ICommandHandler<RecordSpraying, Result<StepAnswer>>
{
    public async ValueTask<Result<StepAnswer>> Handle(RecordSpraying command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<PlotSprayed>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        if (await session.FindAsync<Plot>(Subject.Plot(command.Base, command.Plot)) is not { } plot)
            return PlaceProblems.UnknownPlot(command.Base.ToString(), command.Plot.ToString());
        if (plot.Organisation != session.Actor.Member.Uscc)
            return PlaceProblems.NotYours(plot.Subject);

        var day = deployment.DayOf(occurred);
        if (await JudgeAsync(command, day, cancellationToken) is var judged && judged.Failed(out var known))
            return judged.Problem;
        var sprayed = new PlotSprayed
        {
            Base = command.Base,
            Plot = command.Plot,
            Day = day,
            Crop = command.Crop,
            IntervalDays = known.Days,
            Ingredients = known.Ingredients,
            DosePerMu = command.DosePerMu,
            Reference = await session.Db.PesticideRegisters.IgnoreAutoIncludes().Select(r => r.Edition).FirstOrDefaultAsync(cancellationToken),
            ActiveIngredients = command.Ingredients,
            Product = command.Product,
            Registration = command.Registration,
            Pest = command.Pest,
            Note = command.Note,
            Operator = command.Operator,
        };
        if (await session.RecordAsync(sprayed, occurred) is var receipt && receipt.Failed(out var recorded))
            return receipt.Problem;
        if (await FlagAsync(plot, sprayed, recorded.Entry, cancellationToken) is var flagged && flagged.Failed(out var flags))
            return flagged.Problem;
        return new StepAnswer(day, [.. voided, recorded, .. flags.Select(f => f.Receipt)], sprayed.FirstHarvestDay(), [.. flags.Select(f => f.Lot)]);
    }

    /// <summary>The ingredients that the register knows, none of them banned on the day, and the interval in days.</summary>
    private async Task<Result<(IReadOnlyList<string> Ingredients, int Days)>> JudgeAsync(RecordSpraying command, DateOnly day, CancellationToken ct)
    {
        var known = new List<string>();
        var days = command.IntervalDays;
        for (var i = 0; i < command.Ingredients.Count; i++)
        {
            if (await PesticideBook.IngredientAsync(session.Db, command.Ingredients[i], ct) is not { } ingredient)
                continue;
            known.Add(ingredient);
            if (await PesticideBook.BanAsync(session.Db, ingredient, command.Crop, day, ct) is { } ban)
                return CultivationProblems.Banned(ingredient, command.Crop.ToString(), day, ban, i);
            if (command.IntervalDays is null && await PesticideBook.IntervalAsync(session.Db, ingredient, command.Crop, day, ct) is { } interval)
                days = Math.Max(days ?? 0, interval.Days);
        }

        return days is { } found ? (known.Distinct(StringComparer.Ordinal).ToList(), found) : CultivationProblems.IntervalUnknown;
    }

    /// <summary>Says of every lot that was harvested within the interval that it was: who tells late is not refused, and nothing is hidden.</summary>
    private async Task<Result<List<(string Lot, Receipt Receipt)>>> FlagAsync(Plot plot, PlotSprayed sprayed, Guid entry, CancellationToken ct)
    {
        var lots = await scopes.On(session.Db).Batches().Where(b => b.Plot == plot.Subject).Select(b => new { b.Gtin, b.Lot, b.MadeAt }).ToListAsync(ct);
        var flags = new List<(string, Receipt)>();
        foreach (var lot in lots.Select(l => (l.Gtin, l.Lot, Day: deployment.DayOf(l.MadeAt))).Where(l => sprayed.Day <= l.Day && l.Day < sprayed.FirstHarvestDay()))
        {
            var fact = new HarvestFoundInsideInterval
            {
                Gtin = lot.Gtin,
                Lot = lot.Lot,
                Spraying = entry,
                SprayedOn = sprayed.Day,
                HarvestedOn = lot.Day,
                IntervalDays = sprayed.IntervalDays,
                FirstHarvestDay = sprayed.FirstHarvestDay(),
            };
            if (await session.RecordAsync(fact, session.Now) is var receipt && receipt.Failed(out var recorded))
                return receipt.Problem;
            flags.Add((lot.Lot.ToString(), recorded));
        }

        return flags;
    }
}

public static class RecordSprayingRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordSpraying, StepAnswer>("/api/plots/sprayings", a => a.Receipts[0].StateUrl);
}
