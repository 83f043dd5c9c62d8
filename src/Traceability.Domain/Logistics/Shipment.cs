using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Logistics;

/// <summary>Goods left their holder for a receiver.</summary>
[EventType("shipment.dispatched", 1)]
public sealed record ShipmentDispatched : PhysicalEvent, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    /// <summary>The logistic unit's number, where the sender uses one.</summary>
    [Public] public Sscc? Sscc { get; init; }
    [Public] public required RegionCode From { get; init; }
    [Public] public required RegionCode To { get; init; }
    /// <summary>Location number of the carrier; null when the sender carries.</summary>
    [Public] public Gln? Carrier { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Chain] public required Gln Sender { get; init; }
    [Chain] public required Gln Receiver { get; init; }
    [Chain] public required IReadOnlyList<ShippedItem> Items { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}

/// <summary>Goods reached their receiver, who counted them.</summary>
[EventType("shipment.received", 1)]
public sealed record ShipmentReceived : PhysicalEvent, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    [Public] public required RegionCode At { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Chain] public required Gln Receiver { get; init; }
    [Chain] public required IReadOnlyList<ShippedItem> Items { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}

/// <summary>How much of a batch travels, in the batch's unit.</summary>
public sealed record ShippedItem(Gtin Gtin, LotNumber Lot, Quantity Quantity);

/// <summary>A load on its way from one holder to the next.</summary>
public sealed class Shipment : Aggregate
{
    private readonly List<ShipmentItem> _items = [];

    public Guid Id { get; private set; }
    public string? Sscc { get; private set; }
    public UnifiedSocialCreditCode Sender { get; private set; }
    public Gln Receiver { get; private set; }
    /// <summary>Null when the sender carries.</summary>
    public Gln? Carrier { get; private set; }
    public DateTimeOffset Departed { get; private set; }
    public bool Received { get; private set; }
    /// <summary>The record of its dispatch does not hold: it never left.</summary>
    public bool Voided { get; private set; }
    public IReadOnlyCollection<ShipmentItem> Items => _items;

    /// <summary>The receiver counts what came; more than was sent cannot come.</summary>
    public Result<ShipmentReceived> Receive(ShipmentReceived asked, DateTimeOffset occurred)
    {
        if (asked.Receiver != Receiver)
            return ShipmentProblems.NotYours;
        if (Voided)
            return ShipmentProblems.NeverLeft;
        if (Received)
            return ShipmentProblems.AlreadyReceived;
        if (occurred < Departed)
            return ShipmentProblems.BeforeDeparture;
        foreach (var item in asked.Items)
        {
            var subject = Domain.Subject.Batch(item.Gtin, item.Lot);
            if (_items.Find(i => string.Equals(i.Batch, subject, StringComparison.Ordinal)) is not { } sent)
                return ShipmentProblems.NotInShipment(subject);
            if (item.Quantity.Value > sent.Quantity)
                return ShipmentProblems.MoreThanSent(subject, sent.Quantity, item.Quantity);
        }

        return asked;
    }

    public override Problem? WhyNotUndo(DomainEvent fact) => fact is ShipmentDispatched && Received ? VoidProblems.InUse("its receipt") : null;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case ShipmentDispatched e:
                BeginsOnce();
                (Id, Sscc, Receiver, Carrier, Departed) = (e.Shipment, e.Sscc?.ToString(), e.Receiver, e.Carrier, stamp.Occurred);
                Sender = UnifiedSocialCreditCode.Parse(stamp.Organisation!);
                _items.AddRange(e.Items.Select(i => new ShipmentItem(Subject, Domain.Subject.Batch(i.Gtin, i.Lot), i.Quantity.Value)));
                break;
            case ShipmentReceived e:
                Received = true;
                foreach (var item in e.Items)
                    _items.Single(i => string.Equals(i.Batch, Domain.Subject.Batch(item.Gtin, item.Lot), StringComparison.Ordinal)).Arrive(item.Quantity.Value);
                break;
            default:
                throw Unknown(fact);
        }
    }

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        switch (fact)
        {
            case ShipmentDispatched:
                Voided = true;
                break;
            case ShipmentReceived:
                Received = false;
                foreach (var item in _items)
                    item.Arrive(quantity: null);
                break;
            default:
                throw Unknown(fact);
        }
    }
}

/// <summary>One batch of a shipment: what was sent and, once counted, what came.</summary>
public sealed class ShipmentItem(string shipment, string batch, decimal quantity)
{
    public string Shipment { get; private set; } = shipment;
    public string Batch { get; private set; } = batch;
    public decimal Quantity { get; private set; } = quantity;
    public decimal? Arrived { get; private set; }

    internal void Arrive(decimal? quantity) => Arrived = quantity;
}
