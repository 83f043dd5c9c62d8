using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Logistics;

/// <summary>One part of a load's way.</summary>
public sealed class ShipmentLeg(Guid id, string shipment, RegionCode from, RegionCode to, Gln? carrier, DateTimeOffset departed, DateTimeOffset arrived)
{
    public Guid Id { get; private set; } = id;
    public string Shipment { get; private set; } = shipment;
    public RegionCode From { get; private set; } = from;
    public RegionCode To { get; private set; } = to;
    /// <summary>Null when the sender carries.</summary>
    public Gln? Carrier { get; private set; } = carrier;
    public DateTimeOffset Departed { get; private set; } = departed;
    public DateTimeOffset Arrived { get; private set; } = arrived;

    internal bool Overlaps(DateTimeOffset departed, DateTimeOffset arrived) => departed < Arrived && Departed < arrived;
}

/// <summary>What was read during a leg, in short; the curve itself is in the entry.</summary>
public sealed class ShipmentTemperature
{
    public Guid Id { get; private set; }
    public string Shipment { get; private set; } = "";
    public Guid Leg { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset Until { get; private set; }
    public int Readings { get; private set; }
    public decimal? TargetMinCelsius { get; private set; }
    public decimal? TargetMaxCelsius { get; private set; }
    public decimal MinCelsius { get; private set; }
    public decimal MaxCelsius { get; private set; }
    /// <summary>How many spans were out of range.</summary>
    public int Breaches { get; private set; }
    /// <summary>When the first of them began; null without any.</summary>
    public DateTimeOffset? BreachedAt { get; private set; }
    /// <summary>Why they need no more looking into; null while they do, and where there are none.</summary>
    public BreachReason? Closed { get; private set; }

    public bool IsOpen => Breaches > 0 && Closed is null;

    internal static ShipmentTemperature Of(string shipment, TemperatureRecorded e) => new()
    {
        Id = e.Recording,
        Shipment = shipment,
        Leg = e.Leg,
        From = e.Readings[0].At,
        Until = e.Readings[^1].At,
        Readings = e.Readings.Count,
        TargetMinCelsius = e.TargetMinCelsius,
        TargetMaxCelsius = e.TargetMaxCelsius,
        MinCelsius = e.MinCelsius,
        MaxCelsius = e.MaxCelsius,
        Breaches = e.Breaches.Count,
        BreachedAt = e.Breaches.Count > 0 ? e.Breaches[0].From : null,
    };

    internal bool IsSameAs(Guid leg, TemperatureCurve curve) =>
        Leg == leg && Readings == curve.Readings.Count && From == curve.Readings[0].At && Until == curve.Readings[^1].At
        && MinCelsius == curve.Readings.Min(r => r.Celsius) && MaxCelsius == curve.Readings.Max(r => r.Celsius);

    internal void Close(BreachReason? reason) => Closed = reason;
}
