using Traceability.Domain.Logistics;

namespace Traceability.App.Features.Trace;

/// <summary>One part of the way; the stop is where and when it departed.</summary>
public sealed record LegStop : Stop
{
    public required PlaceView To { get; init; }
    public required DateTimeOffset Arrived { get; init; }
    /// <summary>Null when the sender carries.</summary>
    public PartyView? Carrier { get; init; }
}

/// <summary>A part of the batch was handed to consumers.</summary>
public sealed record DeliveryStop : Stop
{
    public required DeliveryWay Way { get; init; }
}

/// <summary>What a logger read on the way, in the order of time, °C.</summary>
public sealed record TemperatureStop : Stop
{
    public decimal? TargetMinCelsius { get; init; }
    public decimal? TargetMaxCelsius { get; init; }
    public required decimal MinCelsius { get; init; }
    public required decimal MaxCelsius { get; init; }
    public required IReadOnlyList<TemperatureReading> Readings { get; init; }
    /// <summary>The spans out of range.</summary>
    public required IReadOnlyList<TemperatureBreach> Breaches { get; init; }
    /// <summary>What they came to; null while nobody said so, and where there are none.</summary>
    public BreachClosingView? Closed { get; init; }
}

/// <param name="By">Null when a supervisor said so.</param>
public sealed record BreachClosingView(BreachReason Reason, DateTimeOffset At, PartyView? By, ProofView Proof);
