using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Cultivation;

/// <summary>A cooperative records a step of growing on one of its plots: all but spraying.</summary>
/// <param name="Base">Location number of the base.</param>
/// <param name="Plot">The plot's extension under the base.</param>
/// <param name="Input">Seed, fertiliser, bags.</param>
/// <param name="PerMu">Of the input, on a mu.</param>
/// <param name="Note">For the parties of the chain.</param>
/// <param name="Corrects">The entry that it takes the place of.</param>
public sealed record RecordCultivationStep(
    Gln Base, GlnExtension Plot, CultivationStep Step, FoodClass? Crop = null, string? Input = null, Quantity? PerMu = null, string? Note = null, DateTimeOffset? Occurred = null, Guid? Corrects = null)
    : IRecordingCommand<StepAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];
}

/// <param name="Day">The day of the place on which it was done.</param>
/// <param name="FirstHarvestDay">The first day on which the plot may be harvested after a spraying.</param>
/// <param name="HarvestsInside">Lots that were harvested within the interval of a spraying that is recorded late.</param>
public sealed record StepAnswer(DateOnly Day, IReadOnlyList<Receipt> Receipts, DateOnly? FirstHarvestDay = null, IReadOnlyList<string>? HarvestsInside = null);

internal sealed class RecordCultivationStepValidator : AbstractValidator<RecordCultivationStep>
{
    public RecordCultivationStepValidator()
    {
        RuleFor(c => c.Input).Text(100);
        RuleFor(c => c.Note).Text(300);
        RuleFor(c => c.PerMu).Must(AmountPerMu.IsOne).WithErrorCode("step.per-mu").WithMessage(AmountPerMu.Message);
    }
}

internal sealed class RecordCultivationStepHandler(WriteSession session, DeploymentOptions deployment) : ICommandHandler<RecordCultivationStep, Result<StepAnswer>>
{
    public async ValueTask<Result<StepAnswer>> Handle(RecordCultivationStep command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<PlotTended>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        if (await session.FindAsync<Plot>(Subject.Plot(command.Base, command.Plot)) is not { } plot)
            return PlaceProblems.UnknownPlot(command.Base.ToString(), command.Plot.ToString());
        if (plot.Organisation != session.Actor.Member.Uscc)
            return PlaceProblems.NotYours(plot.Subject);

        var day = deployment.DayOf(occurred);
        var receipt = await session.RecordAsync(
            new PlotTended
            {
                Base = command.Base,
                Plot = command.Plot,
                Step = command.Step,
                Day = day,
                Crop = command.Crop,
                PerMu = command.PerMu,
                Input = command.Input,
                Note = command.Note,
            },
            occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new StepAnswer(day, [.. voided, recorded]);
    }
}

/// <summary>The rule of form for an amount on a mu.</summary>
internal static class AmountPerMu
{
    public const string Message = "An amount on a mu is above zero and at most 100,000, with at most six decimals.";

    public static bool IsOne(Quantity? amount) => amount is null or { Value: > 0 and <= 100_000 };
}

public static class RecordCultivationStepRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordCultivationStep, StepAnswer>("/api/plots/steps", a => a.Receipts[0].StateUrl);
}
