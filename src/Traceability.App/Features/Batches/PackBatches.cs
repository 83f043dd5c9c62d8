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

/// <summary>Grade and pack: loose lots become lots of boxes. What is taken is what is in the boxes and what was lost.</summary>
/// <param name="DeclaredLossKg">Must balance the sum; worked out when it is left out.</param>
/// <param name="Corrects">The entry of the packing that this one takes the place of.</param>
public sealed record PackBatches(
    IReadOnlyList<PackTake> Inputs, IReadOnlyList<PackMake> Outputs, decimal? DeclaredLossKg = null, DateTimeOffset? Occurred = null, Guid? Corrects = null)
    : IRecordingCommand<PackAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse];
}

public sealed record PackTake(Guid Batch, decimal Kilograms);

public sealed record PackMake(Gtin Gtin, int Packs, LotNumber? Lot = null, string? Grade = null);

public sealed record PackAnswer(IReadOnlyList<PackedBatch> Batches, decimal LossKg, IReadOnlyList<Receipt> Receipts);

public sealed record PackedBatch(Guid Batch, string Gtin, string Lot, int Packs);

internal sealed class PackBatchesValidator : AbstractValidator<PackBatches>
{
    public PackBatchesValidator()
    {
        RuleFor(c => c.Inputs).Must(i => i.Count is > 0 and <= 16).WithErrorCode("pack.inputs").WithMessage("A packing takes from 1 to 16 batches.");
        RuleFor(c => c.Outputs).Must(o => o.Count is > 0 and <= 4).WithErrorCode("pack.outputs").WithMessage("A packing makes 1 to 4 batches.");
        RuleForEach(c => c.Inputs).ChildRules(i => i.RuleFor(x => x.Kilograms).Weight());
        RuleForEach(c => c.Outputs).ChildRules(o =>
        {
            o.RuleFor(x => x.Packs).InclusiveBetween(1, 100_000_000).WithErrorCode("quantity.packs").WithMessage("1 to 100,000,000 packs.");
            o.RuleFor(x => x.Grade).Text(40);
        });
        RuleFor(c => c.DeclaredLossKg).Loss();
    }
}

internal sealed class PackBatchesHandler(WriteSession session, Scopes scopes) : ICommandHandler<PackBatches, Result<PackAnswer>>
{
    public async ValueTask<Result<PackAnswer>> Handle(PackBatches command, CancellationToken cancellationToken)
    {
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<BatchesPacked>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var taking = await Takings.ReadAsync(session, scopes.On(session.Db), [.. command.Inputs.Select(i => (i.Batch, i.Kilograms))], occurred, cancellationToken);
        if (taking.Failed(out var inputs))
            return taking.Problem;

        var outputs = new List<PackOutput>();
        foreach (var (make, i) in command.Outputs.Select((m, i) => (m, i)))
        {
            if (await session.FindAsync<Product>(Subject.Product(make.Gtin)) is not { } product)
                return ProductProblems.Unknown(make.Gtin.ToString(), $"outputs[{i}].gtin");
            if (product.Organisation != actor.Uscc)
                return ProductProblems.NotYours(make.Gtin.ToString(), $"outputs[{i}].gtin");
            if (product.NetContentKg is not { } content)
                return BatchProblems.OutputNotFixed(i);
            var lot = make.Lot ?? await session.NextLotNumberAsync(make.Gtin, DateOnly.FromDateTime(occurred.DateTime), [.. command.Outputs.Where(o => o.Gtin == make.Gtin).Select(o => o.Lot).OfType<LotNumber>()]);
            var subject = Subject.Batch(make.Gtin, lot);
            if (outputs.Exists(o => o.Gtin == make.Gtin && o.Lot == lot))
                return BatchProblems.OutputTwice;
            var before = await session.FindAsync<Batch>(subject);
            if (before is { IsVoid: false })
                return BatchProblems.Exists(subject, $"outputs[{i}].lot");
            outputs.Add(new PackOutput(before?.Id ?? session.NewId(), make.Gtin, lot, Quantity.Pieces(make.Packs), Quantity.Kilograms(content), make.Grade));
        }

        var decided = MassBalance.Pack(inputs, outputs, command.DeclaredLossKg is { } loss ? Quantity.Kilograms(loss) : null, actor.Uscc, occurred, actor.Gln);
        if (decided.Failed(out var packed))
            return decided.Problem;
        var receipt = await session.RecordAsync(packed, occurred);
        return receipt.Failed(out var recorded)
            ? receipt.Problem
            : new PackAnswer([.. outputs.Select(o => new PackedBatch(o.Batch, o.Gtin.ToString(), o.Lot.ToString(), (int)o.Packs.Value))], packed.Loss.Value, [.. voided, recorded]);
    }
}

public static class PackBatchesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<PackBatches, PackAnswer>("/api/batches/packs", a => $"/api/batches/{a.Batches[0].Batch}");
}
