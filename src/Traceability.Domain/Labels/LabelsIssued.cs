using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Labels;

/// <summary>A run of labels for a batch: how many, and a root that fixes every serial without naming one.</summary>
[EventType("labels.issued", 1)]
public sealed record LabelsIssued : DomainEvent, IVoidable
{
    [Public] public required Guid Run { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required int Count { get; init; }
    /// <summary>RFC 9162 Merkle root over the serials in the order of their numbers, lower hex; null for labels of the batch without serials.</summary>
    [Public] public string? SerialsRoot { get; init; }
    /// <summary>Which of the deployment's label keys made the serials; null without serials.</summary>
    [Public] public string? KeyId { get; init; }
    /// <summary>The certificates and licences whose marks the labels carry, with what they take of each; null for labels without marks.</summary>
    [Disclosed] public IReadOnlyList<MarkUse>? Marks { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot), .. (Marks ?? []).Select(m => m.Mark)];
}

/// <summary>A run of labels as the batch keeps it.</summary>
public sealed class LabelRun(Guid id, string batch, int count, string? serialsRoot, string? keyId, Guid entry)
{
    public Guid Id { get; private set; } = id;
    public string Batch { get; private set; } = batch;
    public int Count { get; private set; } = count;
    public string? SerialsRoot { get; private set; } = serialsRoot;
    public string? KeyId { get; private set; } = keyId;
    public Guid Entry { get; private set; } = entry;
    /// <summary>The record by which it was issued does not hold: its labels are to be destroyed.</summary>
    public bool Voided { get; private set; }

    internal void Void() => Voided = true;
}
