using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Batches;

/// <summary>A cooperative records a weighed harvest of one plot as a lot of loose produce.</summary>
/// <param name="Gtin">The loose product, of variable measure.</param>
/// <param name="Base">Location number of the base.</param>
/// <param name="Plot">The plot's extension under the base.</param>
/// <param name="Kilograms">Weight, at most milligram precise.</param>
/// <param name="Lot">The cooperative's own lot number; one is made when it is left out.</param>
/// <param name="WeighSlips">What each collector brought, together the kilograms. A plot without area and cap needs them.</param>
/// <param name="Corrects">The entry of the harvest that this one takes the place of, in a transaction of its own.</param>
public sealed record RegisterHarvest(
    Gtin Gtin, Gln Base, GlnExtension Plot, decimal Kilograms, LotNumber? Lot = null, DateTimeOffset? Occurred = null,
    IReadOnlyList<WeighSlip>? WeighSlips = null, Guid? Corrects = null)
    : IRecordingCommand<BatchAnswer>, ISharesTransaction
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];

    public Ahead? LooksFor(DateTimeOffset now) => Corrects is not null ? null : Lot is { } own
        ? new Ahead([Subject.Product(Gtin), Subject.Plot(Base, Plot), Subject.Batch(Gtin, own)])
        : new Ahead([Subject.Product(Gtin), Subject.Plot(Base, Plot)], new LotDay(Gtin, DateOnly.FromDateTime((Occurred ?? now).DateTime)));
}

/// <summary>A batch that was recorded.</summary>
public sealed record BatchAnswer(Guid Batch, string Gtin, string Lot, IReadOnlyList<Receipt> Receipts);

internal sealed class RegisterHarvestValidator : AbstractValidator<RegisterHarvest>
{
    public RegisterHarvestValidator()
    {
        RuleFor(c => c.Kilograms).Must(kg => kg > 0 && Quantity.TryCreate(kg, UnitCode.Kilogram, out _, out _))
            .WithErrorCode("quantity.kilograms").WithMessage("A weight is above zero, at most a billion tonnes, with at most six decimals.");
        RuleFor(c => c.WeighSlips).Must(slips => slips is null || (slips.Count is > 0 and <= WeighSlip.Most && slips.All(IsSlip)))
            .WithErrorCode("harvest.slips").WithMessage($"Weigh slips are 1 to {WeighSlip.Most}, each a collector's number (letters, digits and hyphens, no name) and a weight.");
    }

    private static bool IsSlip(WeighSlip? slip) =>
        slip is not null && WeighSlip.IsCollector(slip.Collector) && slip.Kilograms > 0 && Quantity.TryCreate(slip.Kilograms, UnitCode.Kilogram, out _, out _);
}

internal sealed class RegisterHarvestHandler(WriteSession session, DeploymentOptions deployment) : ICommandHandler<RegisterHarvest, Result<BatchAnswer>>
{
    public async ValueTask<Result<BatchAnswer>> Handle(RegisterHarvest command, CancellationToken cancellationToken)
    {
        var mine = session.Actor.Member.Uscc;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<BatchHarvested>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        if (await session.FindAsync<Product>(Subject.Product(command.Gtin)) is not { } product)
            return ProductProblems.Unknown(command.Gtin.ToString(), "gtin");
        if (await session.FindAsync<Plot>(Subject.Plot(command.Base, command.Plot)) is not { } plot)
            return PlaceProblems.UnknownPlot(command.Base.ToString(), command.Plot.ToString());
        if (product.Organisation != mine)
            return ProductProblems.NotYours(command.Gtin.ToString(), "gtin");
        if (plot.Organisation != mine)
            return PlaceProblems.NotYours(plot.Subject);
        if (!product.IsLoose)
            return BatchProblems.NotLoose;

        var lot = command.Lot ?? await session.NextLotNumberAsync(command.Gtin, DateOnly.FromDateTime(occurred.DateTime));
        var subject = Subject.Batch(command.Gtin, lot);
        var before = command.Lot is null ? null : await session.FindAsync<Batch>(subject);
        if (before is { IsVoid: false })
            return BatchProblems.Exists(subject, "lot");

        var asked = new BatchHarvested
        {
            Batch = before?.Id ?? session.NewId(),
            Gtin = command.Gtin,
            Lot = lot,
            Base = command.Base,
            Plot = command.Plot,
            // Not the recorder's to choose: a season of one's own naming would have a yield cap of its own.
            Season = deployment.DayOf(occurred).Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Quantity = Quantity.Kilograms(command.Kilograms),
            Collectors = command.WeighSlips?.DistinctBy(s => s.Collector, StringComparer.Ordinal).Count(),
            WeighSlips = command.WeighSlips,
        };
        if (plot.Harvest(asked, deployment.DayOf(occurred)) is var decided && decided.Failed(out var harvested))
            return decided.Problem;
        var receipt = await session.RecordAsync(harvested, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new BatchAnswer(harvested.Batch, command.Gtin.ToString(), lot.ToString(), [.. voided, recorded]);
    }
}

public static class RegisterHarvestRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterHarvest, BatchAnswer>("/api/batches/harvests", a => $"/api/batches/{a.Batch}");
}
