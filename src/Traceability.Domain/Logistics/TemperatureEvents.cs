using Traceability.Domain.Files;
using Traceability.Domain.Values;

namespace Traceability.Domain.Logistics;

/// <summary>What a logger read during a leg, in the order of time. It occurred at the last reading.</summary>
[EventType("shipment.temperature-recorded", 1)]
public sealed record TemperatureRecorded : PhysicalEvent, IOfShipment, INamesFiles, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    [Public] public required Guid Leg { get; init; }
    [Public] public required Guid Recording { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    /// <summary>The range that the goods were to travel in, °C; one end may be open.</summary>
    [Public] public decimal? TargetMinCelsius { get; init; }
    [Public] public decimal? TargetMaxCelsius { get; init; }
    [Public] public required decimal MinCelsius { get; init; }
    [Public] public required decimal MaxCelsius { get; init; }
    [Disclosed] public required IReadOnlyList<TemperatureReading> Readings { get; init; }
    /// <summary>The spans out of range, as they were judged when this was recorded.</summary>
    [Disclosed] public required IReadOnlyList<TemperatureBreach> Breaches { get; init; }
    /// <summary>The logger's own file.</summary>
    [Chain] public FileHash? LoggerFile { get; init; }

    public IReadOnlyList<FileHash> NamedFiles() => LoggerFile is { } file ? [file] : [];

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}

/// <summary>Somebody who answers for the goods looked into the breaches of a recording and says what there is to say.</summary>
[EventType("shipment.breach-closed", 1)]
public sealed record TemperatureBreachClosed : DomainEvent, IOfShipment, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    [Public] public required Guid Recording { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Public] public required BreachReason Reason { get; init; }
    [Chain] public string? Note { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}

/// <summary>Why a temperature breach needs no more looking into.</summary>
public enum BreachReason
{
    /// <summary>The sensor was lost or failed: what it read says nothing of the goods.</summary>
    SensorLost,
    /// <summary>A door stood open; the air was warm, the goods were not.</summary>
    DoorOpened,
    /// <summary>The goods were looked at and are good.</summary>
    GoodsGood,
    /// <summary>The goods were looked at and turned away.</summary>
    GoodsRejected,
}
