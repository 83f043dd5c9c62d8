using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Batches;

/// <summary>A batch, and everything made from it, stands still until it is released.</summary>
[EventType("batch.held", 1)]
public sealed record BatchHeld : DomainEvent
{
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot)];
}

/// <summary>One of the stops of a batch was lifted.</summary>
[EventType("batch.released", 1)]
public sealed record BatchReleased : DomainEvent
{
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    /// <summary>The entry that had stopped it.</summary>
    [Public] public required Guid Stop { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot)];
}
