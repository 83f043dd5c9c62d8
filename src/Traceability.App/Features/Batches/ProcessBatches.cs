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

/// <summary>
/// Processing: batches become other products, loose or in packs. What is lost is declared; where water is taken out, how many masses of
/// fresh goods make one of dried ones.
/// </summary>
/// <param name="Processes">What is done, in its order.</param>
/// <param name="DeclaredLossKg">Must balance the sum; worked out when it is left out.</param>
/// <param name="Dehydration">Fresh mass for one mass of what comes out; limits for fresh goods are converted with it.</param>
/// <param name="Corrects">The entry of the processing that this one takes the place of.</param>
public sealed record ProcessBatches(
    IReadOnlyList<ProcessTake> Inputs, IReadOnlyList<ProcessMake> Outputs, IReadOnlyList<ProcessKind> Processes, decimal? DeclaredLossKg = null, decimal? Dehydration = null,
    DateTimeOffset? Occurred = null, Guid? Corrects = null)
    : IRecordingCommand<ProcessAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse];
}

/// <param name="Quantity">In the batch's own unit: kilograms of loose produce, or packs.</param>
public sealed record ProcessTake(Guid Batch, decimal Quantity);

/// <param name="Kilograms">Of a loose product.</param>
/// <param name="Packs">Of a product with a net content.</param>
public sealed record ProcessMake(Gtin Gtin, decimal? Kilograms = null, int? Packs = null, LotNumber? Lot = null, string? Grade = null);

public sealed record ProcessAnswer(IReadOnlyList<ProcessedBatch> Batches, decimal LossKg, IReadOnlyList<Receipt> Receipts);

public sealed record ProcessedBatch(Guid Batch, string Gtin, string Lot, decimal Quantity, string Unit);

internal sealed class ProcessBatchesValidator : AbstractValidator<ProcessBatches>
{
    public ProcessBatchesValidator()
    {
        RuleFor(c => c.Inputs).Must(i => i.Count is > 0 and <= 16).WithErrorCode("process.inputs").WithMessage("A processing takes from 1 to 16 batches.");
        RuleFor(c => c.Outputs).Must(o => o.Count is > 0 and <= 4).WithErrorCode("process.outputs").WithMessage("A processing makes 1 to 4 batches.");
        RuleFor(c => c.Processes).Must(p => p.Count is > 0 and <= 8).WithErrorCode("process.kinds").WithMessage("A processing names 1 to 8 things that are done.");
        RuleForEach(c => c.Inputs).ChildRules(i => i.RuleFor(x => x.Quantity).Amount());
        RuleForEach(c => c.Outputs).ChildRules(o =>
        {
            o.RuleFor(x => x.Packs).Packs();
            o.RuleFor(x => x.Kilograms).Weight();
            o.RuleFor(x => x.Grade).Text(40);
        });
        RuleFor(c => c.DeclaredLossKg).Loss();
        RuleFor(c => c.Dehydration).InclusiveBetween(1, 100).Must(d => d is null || decimal.Round(d.Value, 4) == d).WithErrorCode("process.dehydration").WithMessage("From 1 to 100 masses of fresh goods make one, with at most four decimals.");
    }
}

internal sealed class ProcessBatchesHandler(WriteSession session, Scopes scopes) : ICommandHandler<ProcessBatches, Result<ProcessAnswer>>
{
    public async ValueTask<Result<ProcessAnswer>> Handle(ProcessBatches command, CancellationToken cancellationToken)
    {
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<BatchesTransformed>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var taking = await Takings.ReadAsync(session, scopes.On(session.Db), [.. command.Inputs.Select(i => (i.Batch, i.Quantity))], occurred, cancellationToken);
        if (taking.Failed(out var inputs))
            return taking.Problem;

        var outputs = new List<TransformOutput>();
        foreach (var (make, i) in command.Outputs.Select((m, i) => (m, i)))
        {
            if (await session.FindAsync<Product>(Subject.Product(make.Gtin)) is not { } product)
                return ProductProblems.Unknown(make.Gtin.ToString(), $"outputs[{i}].gtin");
            if (product.Organisation != actor.Uscc)
                return ProductProblems.NotYours(make.Gtin.ToString(), $"outputs[{i}].gtin");
            if (product.IsLoose ? make is not { Kilograms: > 0, Packs: null } : make is not { Packs: not null, Kilograms: null })
                return BatchProblems.OutputForm(i);
            var lot = make.Lot ?? await session.NextLotNumberAsync(make.Gtin, DateOnly.FromDateTime(occurred.DateTime), [.. command.Outputs.Where(o => o.Gtin == make.Gtin).Select(o => o.Lot).OfType<LotNumber>()]);
            if (outputs.Exists(o => o.Gtin == make.Gtin && o.Lot == lot))
                return BatchProblems.OutputTwice;
            var before = await session.FindAsync<Batch>(Subject.Batch(make.Gtin, lot));
            if (before is { IsVoid: false })
                return BatchProblems.Exists(before.Subject, $"outputs[{i}].lot");
            outputs.Add(new TransformOutput(
                before?.Id ?? session.NewId(), make.Gtin, lot, product.IsLoose ? Quantity.Kilograms(make.Kilograms!.Value) : Quantity.Pieces(make.Packs!.Value),
                product.NetContentKg is { } content ? Quantity.Kilograms(content) : null, make.Grade));
        }

        var decided = MassBalance.Transform(
            inputs,
            new BatchesTransformed
            {
                Step = TransformationStep.Process,
                Processes = command.Processes,
                Dehydration = command.Dehydration,
                Place = actor.Gln,
                Loss = Quantity.Zero(UnitCode.Kilogram),
                Batches = [.. outputs.Select(o => o.Batch)],
                Inputs = Takings.Inputs(inputs),
                Outputs = outputs,
            },
            command.DeclaredLossKg is { } loss ? Quantity.Kilograms(loss) : null, actor.Uscc, occurred);
        if (decided.Failed(out var made))
            return decided.Problem;
        var receipt = await session.RecordAsync(made, occurred);
        return receipt.Failed(out var recorded)
            ? receipt.Problem
            : new ProcessAnswer([.. outputs.Select(o => new ProcessedBatch(o.Batch, o.Gtin.ToString(), o.Lot.ToString(), o.Quantity.Value, o.Quantity.Unit.ToString()))], made.Loss.Value, [.. voided, recorded]);
    }
}

public static class ProcessBatchesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ProcessBatches, ProcessAnswer>("/api/batches/processes", a => $"/api/batches/{a.Batches[0].Batch}");
}
