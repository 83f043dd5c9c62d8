using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Logistics;

/// <summary>A fact of one load on its way, and so of every batch in it.</summary>
public interface IOfShipment
{
    Guid Shipment { get; }
    IReadOnlyList<string> Batches { get; }
}

/// <summary>A load was driven one part of its way, with one vehicle. It occurred when it departed.</summary>
[EventType("shipment.leg-recorded", 1)]
public sealed record LegRecorded : PhysicalEvent, IOfShipment, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    [Public] public required Guid Leg { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Public] public required RegionCode From { get; init; }
    [Public] public required RegionCode To { get; init; }
    [Public] public required DateTimeOffset Arrived { get; init; }
    /// <summary>Location number of the carrier; null when the sender carries.</summary>
    [Public] public Gln? Carrier { get; init; }
    /// <summary>What the places are called, finer than their region.</summary>
    [Chain] public string? FromPlace { get; init; }
    [Chain] public string? ToPlace { get; init; }
    [Chain] public string? Vehicle { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}
