using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Products;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Batches;

/// <summary>Loose lots of one standard, of several growers perhaps, become one: as a public warehouse does. Each keeps its part in what comes out.</summary>
/// <param name="Gtin">The loose product that it becomes.</param>
/// <param name="DeclaredLossKg">What was sorted out; nothing when it is left out.</param>
/// <param name="Corrects">The entry of the merge that this one takes the place of.</param>
public sealed record MergeBatches(
    IReadOnlyList<MergeTake> Inputs, Gtin Gtin, decimal DeclaredLossKg = 0, LotNumber? Lot = null, string? Grade = null, DateTimeOffset? Occurred = null, Guid? Corrects = null)
    : IRecordingCommand<MergeAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse];
}

public sealed record MergeTake(Guid Batch, decimal Kilograms);

public sealed record MergeAnswer(Guid Batch, string Gtin, string Lot, decimal Kilograms, IReadOnlyList<Receipt> Receipts);

internal sealed class MergeBatchesValidator : AbstractValidator<MergeBatches>
{
    public MergeBatchesValidator()
    {
        RuleFor(c => c.Inputs).Must(i => i.Count is > 1 and <= 16).WithErrorCode("merge.inputs").WithMessage("2 to 16 batches are merged.");
        RuleForEach(c => c.Inputs).ChildRules(i => i.RuleFor(x => x.Kilograms).Weight());
        RuleFor(c => c.DeclaredLossKg).Loss();
        RuleFor(c => c.Grade).Text(40);
    }
}

internal sealed class MergeBatchesHandler(WriteSession session, Scopes scopes) : ICommandHandler<MergeBatches, Result<MergeAnswer>>
{
    public async ValueTask<Result<MergeAnswer>> Handle(MergeBatches command, CancellationToken cancellationToken)
    {
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Product>(Subject.Product(command.Gtin)) is not { } product)
            return ProductProblems.Unknown(command.Gtin.ToString(), "gtin");
        if (product.Organisation != actor.Uscc)
            return ProductProblems.NotYours(command.Gtin.ToString(), "gtin");
        if (!product.IsLoose)
            return BatchProblems.MergesIntoLoose;
        if (await Corrections.CorrectAsync<BatchesTransformed>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var taking = await Takings.ReadAsync(session, scopes.On(session.Db), [.. command.Inputs.Select(i => (i.Batch, i.Kilograms))], occurred, cancellationToken);
        if (taking.Failed(out var inputs))
            return taking.Problem;
        if (inputs.Exists(i => i.Batch.IsPacked))
            return BatchProblems.NotOneForm;

        var kilograms = inputs.Sum(i => i.Taken.InKilograms) - command.DeclaredLossKg;
        if (kilograms <= 0)
            return BatchProblems.NothingAsked.On("declaredLossKg");
        var lot = command.Lot ?? await session.NextLotNumberAsync(command.Gtin, DateOnly.FromDateTime(occurred.DateTime));
        var before = await session.FindAsync<Batch>(Subject.Batch(command.Gtin, lot));
        if (before is { IsVoid: false })
            return BatchProblems.Exists(before.Subject, "lot");
        var made = new TransformOutput(before?.Id ?? session.NewId(), command.Gtin, lot, Quantity.Kilograms(kilograms), Grade: command.Grade);
        var decided = MassBalance.Transform(
            inputs,
            new BatchesTransformed
            {
                Step = TransformationStep.Merge,
                Place = actor.Gln,
                Loss = Quantity.Zero(UnitCode.Kilogram),
                Batches = [made.Batch],
                Inputs = Takings.Inputs(inputs),
                Outputs = [made],
            },
            Quantity.Kilograms(command.DeclaredLossKg), actor.Uscc, occurred);
        if (decided.Failed(out var merged))
            return decided.Problem;
        var receipt = await session.RecordAsync(merged, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MergeAnswer(made.Batch, made.Gtin.ToString(), lot.ToString(), kilograms, [.. voided, recorded]);
    }
}

public static class MergeBatchesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<MergeBatches, MergeAnswer>("/api/batches/merges", a => $"/api/batches/{a.Batch}");
}
