using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Logistics;

/// <summary>How goods came to those who eat them.</summary>
public enum DeliveryWay { Shop, Parcel, Collection }

/// <summary>Who held a part of a batch handed it to consumers: it is in no trader's hands any more. Nobody is named who bought it.</summary>
[EventType("batch.delivered", 1)]
public sealed record BatchDelivered : PhysicalEvent, IVoidable
{
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    /// <summary>Region of who delivered.</summary>
    [Public] public required RegionCode At { get; init; }
    [Public] public required DeliveryWay Way { get; init; }
    [Chain] public required Quantity Quantity { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot)];
}
