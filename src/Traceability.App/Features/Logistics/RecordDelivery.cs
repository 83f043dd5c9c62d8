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
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Logistics;

/// <summary>Who holds some of a batch records that it was handed to consumers, for instance a day's sales of a shop.</summary>
/// <param name="Quantity">In the batch's own unit.</param>
/// <param name="Corrects">The entry of the delivery that this one takes the place of.</param>
public sealed record RecordDelivery(decimal Quantity, DeliveryWay Way, DateTimeOffset? Occurred = null, Guid? Corrects = null) : IRecordingCommand<DeliveryAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

/// <param name="Held">What the organisation still holds of the batch, in its unit.</param>
public sealed record DeliveryAnswer(Guid Batch, decimal Held, IReadOnlyList<Receipt> Receipts);

internal sealed class RecordDeliveryValidator : AbstractValidator<RecordDelivery>
{
    public RecordDeliveryValidator()
    {
        RuleFor(c => c.Quantity).Amount();
        RuleFor(c => c.Way).IsInEnum().WithErrorCode("delivery.way").WithMessage("Goods are delivered in a shop, as a parcel or at a place of collection.");
    }
}

internal sealed class RecordDeliveryHandler(WriteSession session, Scopes scopes) : ICommandHandler<RecordDelivery, Result<DeliveryAnswer>>
{
    public async ValueTask<Result<DeliveryAnswer>> Handle(RecordDelivery command, CancellationToken cancellationToken)
    {
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await Corrections.CorrectAsync<BatchDelivered>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var taking = await Takings.ReadAsync(session, scopes.On(session.Db), [(command.Batch, command.Quantity)], occurred, cancellationToken);
        if (taking.Failed(out var taken))
            return taking.Problem.Field is "inputs[0].batch" ? BatchProblems.Unknown("id") : taking.Problem.On("quantity");
        var (batch, quantity) = taken[0];
        if (batch.WhyNotTake(quantity, actor.Uscc, occurred, "quantity") is { } problem)
            return problem;
        var receipt = await session.RecordAsync(
            new BatchDelivered { Gtin = batch.Gtin, Lot = batch.Lot, At = actor.Region, Way = command.Way, Quantity = quantity }, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new DeliveryAnswer(batch.Id, batch.HeldBy(actor.Uscc)!.Value, [.. voided, recorded]);
    }
}

public static class RecordDeliveryRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordDelivery, DeliveryAnswer>("/api/batches/{id}/deliveries", a => $"/api/batches/{a.Batch}", (command, id) => command with { Batch = id });
}
