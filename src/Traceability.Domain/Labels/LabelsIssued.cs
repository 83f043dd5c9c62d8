using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Labels;

/// <summary>A run of labels for a batch: how many, and a root that fixes every serial without naming one.</summary>
[EventType("labels.issued", 1)]
public sealed record LabelsIssued : DomainEvent
{
    [Public] public required Guid Run { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required int Count { get; init; }
    /// <summary>RFC 9162 Merkle root over the serials in the order of their numbers, lower hex; null for labels of the batch without serials.</summary>
    [Public] public string? SerialsRoot { get; init; }
    /// <summary>Which of the deployment's label keys made the serials; null without serials.</summary>
    [Public] public string? KeyId { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot)];
}

/// <summary>A run of labels as the batch keeps it.</summary>
public sealed record LabelRun(Guid Id, string Batch, int Count, string? SerialsRoot, string? KeyId, Guid Entry);
