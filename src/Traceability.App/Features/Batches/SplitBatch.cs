using System.Text.Json.Serialization;
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
using Traceability.Domain.Values;

namespace Traceability.App.Features.Batches;

/// <summary>A part of a batch goes on as lots of their own: the same product in the same form, loose or in the same packs.</summary>
/// <param name="Quantities">Of each new lot, in the batch's own unit.</param>
/// <param name="Loss">What broke on the way, in the same unit; nothing when it is left out.</param>
/// <param name="Corrects">The entry of the split that this one takes the place of.</param>
public sealed record SplitBatch(IReadOnlyList<decimal> Quantities, decimal Loss = 0, DateTimeOffset? Occurred = null, Guid? Corrects = null) : IRecordingCommand<SplitAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

public sealed record SplitAnswer(IReadOnlyList<SplitOff> Batches, IReadOnlyList<Receipt> Receipts);

public sealed record SplitOff(Guid Batch, string Gtin, string Lot, decimal Quantity, string Unit);

internal sealed class SplitBatchValidator : AbstractValidator<SplitBatch>
{
    public SplitBatchValidator()
    {
        RuleFor(c => c.Quantities).Must(q => q.Count is > 0 and <= 16).WithErrorCode("split.outputs").WithMessage("1 to 16 lots are split off.");
        RuleForEach(c => c.Quantities).Amount();
        RuleFor(c => c.Loss).Loss();
    }
}

internal sealed class SplitBatchHandler(WriteSession session, Scopes scopes) : ICommandHandler<SplitBatch, Result<SplitAnswer>>
{
    public async ValueTask<Result<SplitAnswer>> Handle(SplitBatch command, CancellationToken cancellationToken)
    {
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<BatchesTransformed>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var taking = await Takings.ReadAsync(session, scopes.On(session.Db), [(command.Batch, command.Quantities.Sum() + command.Loss)], occurred, cancellationToken);
        if (taking.Failed(out var inputs))
            return taking.Problem.Field is "inputs[0].batch" ? BatchProblems.Unknown("id") : taking.Problem;

        var batch = inputs[0].Batch;
        var content = batch.NetContentKg is { } kg ? Quantity.Kilograms(kg) : (Quantity?)null;
        var outputs = new List<TransformOutput>();
        foreach (var (asked, i) in command.Quantities.Select((q, i) => (q, i)))
        {
            if (!Quantity.TryCreate(asked, batch.Unit, out var quantity, out var broken))
                return new Problem(broken.Rule, ProblemKind.Refused, broken.Message).On($"quantities[{i}]");
            outputs.Add(new TransformOutput(session.NewId(), batch.Gtin, await session.NextLotNumberAsync(batch.Gtin, DateOnly.FromDateTime(occurred.DateTime)), quantity, content));
        }

        var decided = MassBalance.Transform(
            inputs,
            new BatchesTransformed
            {
                Step = TransformationStep.Split,
                Place = actor.Gln,
                Loss = Quantity.Zero(UnitCode.Kilogram),
                Batches = [.. outputs.Select(o => o.Batch)],
                Inputs = Takings.Inputs(inputs),
                Outputs = outputs,
            },
            declaredLoss: null, actor.Uscc, occurred);
        if (decided.Failed(out var split))
            return decided.Problem;
        var receipt = await session.RecordAsync(split, occurred);
        return receipt.Failed(out var recorded)
            ? receipt.Problem
            : new SplitAnswer([.. outputs.Select(o => new SplitOff(o.Batch, o.Gtin.ToString(), o.Lot.ToString(), o.Quantity.Value, o.Quantity.Unit.ToString()))], [.. voided, recorded]);
    }
}

public static class SplitBatchRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<SplitBatch, SplitAnswer>("/api/batches/{id}/splits", a => $"/api/batches/{a.Batches[0].Batch}", (command, id) => command with { Batch = id });
}
