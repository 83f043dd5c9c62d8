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
using Traceability.Domain.Values;

namespace Traceability.App.Features.Logistics;

/// <summary>The receiver takes a shipment in and possession of what came. Without items everything came as it was sent.</summary>
/// <param name="Corrects">The entry of the receipt that this one takes the place of: it was counted wrong.</param>
public sealed record ReceiveShipment(IReadOnlyList<ReceivedItem>? Items = null, DateTimeOffset? Occurred = null, Guid? Corrects = null) : IRecordingCommand<ReceiptAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("shipment")]
    public Guid Shipment { get; init; }
}

/// <param name="Quantity">What was counted, in the batch's own unit; 0 when nothing of it came.</param>
public sealed record ReceivedItem(Guid Batch, decimal Quantity);

public sealed record ReceiptAnswer(Guid Shipment, IReadOnlyList<Receipt> Receipts);

internal sealed class ReceiveShipmentValidator : AbstractValidator<ReceiveShipment>
{
    public ReceiveShipmentValidator()
    {
        RuleFor(c => c.Items).Must(i => i is null or { Count: > 0 and <= 16 }).WithErrorCode("shipment.items").WithMessage("1 to 16 batches are counted, or the items are left out.");
        RuleForEach(c => c.Items).ChildRules(i => i.RuleFor(x => x.Quantity).Must(q => q >= 0 && Quantity.TryCreate(q, UnitCode.Kilogram, out _, out _))
            .WithErrorCode("quantity.form").WithMessage("A quantity is not below zero, with at most six decimals."));
    }
}

internal sealed class ReceiveShipmentHandler(WriteSession session, Scopes scopes) : ICommandHandler<ReceiveShipment, Result<ReceiptAnswer>>
{
    public async ValueTask<Result<ReceiptAnswer>> Handle(ReceiveShipment command, CancellationToken cancellationToken)
    {
        var scope = scopes.On(session.Db);
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await scope.FindShipmentAsync(command.Shipment, cancellationToken) is not { } shipment)
            return ShipmentProblems.Unknown;
        if (command.Items is { } named && named.DistinctBy(i => i.Batch).Count() != named.Count)
            return ShipmentProblems.BatchTwice;

        var items = new List<ShippedItem>();
        foreach (var sent in shipment.Items)
        {
            var batch = (await session.FindAsync<Batch>(sent.Batch))!;
            var counted = command.Items is null ? sent.Quantity : command.Items.SingleOrDefault(i => i.Batch == batch.Id)?.Quantity ?? 0;
            if (!Quantity.TryCreate(counted, batch.Unit, out var quantity, out var broken))
                return new Problem(broken.Rule, ProblemKind.Refused, broken.Message).On("items");
            items.Add(new ShippedItem(batch.Gtin, batch.Lot, quantity));
        }

        foreach (var item in command.Items ?? [])
        {
            if (await scope.FindBatchAsync(item.Batch, cancellationToken) is not { } batch)
                return BatchProblems.Unknown("items");
            if (!shipment.Items.Any(i => string.Equals(i.Batch, batch.Subject, StringComparison.Ordinal)))
                return ShipmentProblems.NotInShipment(batch.Subject);
        }

        if (await Corrections.CorrectAsync<ShipmentReceived>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var decided = shipment.Receive(
            new ShipmentReceived
            {
                Shipment = shipment.Id,
                At = actor.Region,
                Batches = [.. items.Select(i => Subject.Batch(i.Gtin, i.Lot))],
                Receiver = actor.Gln,
                Items = items,
            },
            occurred);
        if (decided.Failed(out var received))
            return decided.Problem;
        var receipt = await session.RecordAsync(received, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ReceiptAnswer(shipment.Id, [.. voided, recorded]);
    }
}

public static class ReceiveShipmentRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ReceiveShipment, ReceiptAnswer>("/api/shipments/{id}/receipt", a => a.Receipts[^1].StateUrl, (command, id) => command with { Shipment = id });
}
