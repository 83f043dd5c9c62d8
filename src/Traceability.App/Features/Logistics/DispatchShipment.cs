using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Logistics;

/// <summary>The holder sends goods to another organisation; possession passes when that one receives them.</summary>
public sealed record DispatchShipment(
    IReadOnlyList<DispatchItem> Items, UnifiedSocialCreditCode Receiver, UnifiedSocialCreditCode? Carrier = null, Sscc? Sscc = null, DateTimeOffset? Occurred = null)
    : IRecordingCommand<ShipmentAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];
}

/// <param name="Quantity">In the batch's own unit: kilograms of loose produce, or packs.</param>
public sealed record DispatchItem(Guid Batch, decimal Quantity);

public sealed record ShipmentAnswer(Guid Shipment, IReadOnlyList<Receipt> Receipts);

internal sealed class DispatchShipmentValidator : AbstractValidator<DispatchShipment>
{
    public DispatchShipmentValidator()
    {
        RuleFor(c => c.Items).Must(i => i.Count is > 0 and <= 16).WithErrorCode("shipment.items").WithMessage("A shipment has 1 to 16 batches.");
        RuleForEach(c => c.Items).ChildRules(i => i.RuleFor(x => x.Quantity).Must(q => q > 0 && Quantity.TryCreate(q, UnitCode.Kilogram, out _, out _))
            .WithErrorCode("quantity.form").WithMessage("A quantity is above zero, with at most six decimals."));
    }
}

internal sealed class DispatchShipmentHandler(WriteSession session, Scopes scopes) : ICommandHandler<DispatchShipment, Result<ShipmentAnswer>>
{
    public async ValueTask<Result<ShipmentAnswer>> Handle(DispatchShipment command, CancellationToken cancellationToken)
    {
        var db = session.Db;
        var actor = session.Actor.Member;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (command.Receiver == actor.Uscc)
            return ShipmentProblems.ToYourself;
        if (await db.Organisations.SingleOrDefaultAsync(o => o.Uscc == command.Receiver, cancellationToken) is not { } receiver)
            return ShipmentProblems.UnknownParty("receiver");
        Organisation? carrier = null;
        if (command.Carrier is { } uscc)
        {
            carrier = await db.Organisations.SingleOrDefaultAsync(o => o.Uscc == uscc, cancellationToken);
            if (carrier is null)
                return ShipmentProblems.UnknownParty("carrier");
            if (!carrier.Roles.Contains(Role.Logistics))
                return ShipmentProblems.NotACarrier;
        }

        if (command.Sscc is { } sscc && await db.Shipments.AnyAsync(s => s.Sscc == sscc.ToString(), cancellationToken))
            return ShipmentProblems.SsccInUse(sscc.ToString());
        if (command.Items.DistinctBy(i => i.Batch).Count() != command.Items.Count)
            return ShipmentProblems.BatchTwice;

        var scope = scopes.On(db);
        var items = new List<ShippedItem>();
        foreach (var (item, i) in command.Items.Select((x, i) => (x, i)))
        {
            if (await scope.FindBatchAsync(item.Batch, cancellationToken) is not { } batch)
                return BatchProblems.Unknown($"items[{i}].batch");
            if (!Quantity.TryCreate(item.Quantity, batch.Unit, out var quantity, out var broken))
                return new Problem(broken.Rule, ProblemKind.Refused, broken.Message).On($"items[{i}].quantity");
            if (batch.MadeAt > occurred)
                return BatchProblems.BeforeInput(batch.Subject);
            if (batch.WhyNotTake(quantity, actor.Uscc, occurred, $"items[{i}].quantity") is { } problem)
                return problem;
            items.Add(new ShippedItem(batch.Gtin, batch.Lot, quantity));
        }

        if (await BatchStanding.WhyStoppedAsync(db, [.. items.Select(i => Subject.Batch(i.Gtin, i.Lot))], cancellationToken) is { } stopped)
            return stopped.On("items");

        var shipment = session.NewId();
        var receipt = await session.RecordAsync(
            new ShipmentDispatched
            {
                Shipment = shipment,
                Sscc = command.Sscc,
                From = actor.Region,
                To = receiver.Region,
                Carrier = carrier?.Gln,
                Batches = [.. items.Select(i => Subject.Batch(i.Gtin, i.Lot))],
                Sender = actor.Gln,
                Receiver = receiver.Gln,
                Items = items,
            },
            occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ShipmentAnswer(shipment, [recorded]);
    }
}

public static class DispatchShipmentRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<DispatchShipment, ShipmentAnswer>("/api/shipments", a => a.Receipts[0].StateUrl);
}
