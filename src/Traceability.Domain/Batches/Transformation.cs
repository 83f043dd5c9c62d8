using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Batches;

/// <summary>A fact by which batches are made of batches.</summary>
public interface ITransformation
{
    IReadOnlyList<Taken> Takes();

    IReadOnlyList<Made> Makes();

    /// <summary>What of an output is of this kind of making.</summary>
    BatchKind KindOf(Made made);
}

/// <summary>What was taken of a batch.</summary>
/// <param name="Quantity">In the batch's own unit.</param>
/// <param name="Kilograms">The mass of it.</param>
public sealed record Taken(Gtin Gtin, LotNumber Lot, Quantity Quantity, decimal Kilograms)
{
    public string Batch => Subject.Batch(Gtin, Lot);
}

/// <summary>What came out: loose produce by its mass, or packs of one net content.</summary>
public sealed record Made(Guid Id, Gtin Gtin, LotNumber Lot, Quantity Quantity, Quantity? NetContent, string? Grade)
{
    public string Batch => Subject.Batch(Gtin, Lot);

    public decimal Kilograms => NetContent is { } content ? Quantity.Value * content.InKilograms : Quantity.InKilograms;
}

public enum TransformationStep { Merge, Split, Process }

/// <summary>What is done to the goods in a processing.</summary>
public enum ProcessKind { Drying, Slicing, Withering, Fixing, Roasting, Fermenting, Hulling, Washing, Freezing, Other }

/// <summary>Batches were merged, split or processed into others; what was lost on the way is declared.</summary>
[EventType("batch.transformed", 1)]
public sealed record BatchesTransformed : PhysicalEvent, ITransformation, IVoidable
{
    [Public] public required TransformationStep Step { get; init; }
    /// <summary>In the order in which it was done; empty for a merge or a split.</summary>
    [Public] public IReadOnlyList<ProcessKind>? Processes { get; init; }
    /// <summary>Location number of the organisation that did it.</summary>
    [Public] public required Gln Place { get; init; }
    [Public] public required Quantity Loss { get; init; }
    /// <summary>Fresh mass for one mass of what came out, where water was taken out: 10 for ten to one.</summary>
    [Public] public decimal? Dehydration { get; init; }
    [Public] public required IReadOnlyList<Guid> Batches { get; init; }
    [Disclosed] public required IReadOnlyList<TransformInput> Inputs { get; init; }
    [Disclosed] public required IReadOnlyList<TransformOutput> Outputs { get; init; }

    public override IReadOnlyList<string> Subjects() => [.. Makes().Select(m => m.Batch), .. Takes().Select(t => t.Batch)];

    public IReadOnlyList<Taken> Takes() => [.. Inputs.Select(i => new Taken(i.Gtin, i.Lot, i.Taken, i.NetContent is { } content ? i.Taken.Value * content.InKilograms : i.Taken.InKilograms))];

    public IReadOnlyList<Made> Makes() => [.. Outputs.Select(o => new Made(o.Batch, o.Gtin, o.Lot, o.Quantity, o.NetContent, o.Grade))];

    public BatchKind KindOf(Made made) => Step switch
    {
        TransformationStep.Merge => BatchKind.Merge,
        TransformationStep.Split => BatchKind.Split,
        _ => BatchKind.Process,
    };
}

/// <param name="NetContent">Of one pack, where packs were taken.</param>
public sealed record TransformInput(Gtin Gtin, LotNumber Lot, Quantity Taken, Quantity? NetContent = null);

/// <param name="NetContent">Of one pack; null for loose produce.</param>
public sealed record TransformOutput(Guid Batch, Gtin Gtin, LotNumber Lot, Quantity Quantity, Quantity? NetContent = null, string? Grade = null);
