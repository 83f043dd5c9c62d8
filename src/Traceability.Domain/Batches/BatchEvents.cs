using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Batches;

/// <summary>A harvest was weighed and became a lot of loose produce.</summary>
[EventType("batch.harvested", 1)]
public sealed record BatchHarvested : PhysicalEvent, IVoidable
{
    [Public] public required Guid Batch { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required Gln Base { get; init; }
    [Public] public required GlnExtension Plot { get; init; }
    /// <summary>The growing season whose yield it counts against: the year of the harvest, where it happened.</summary>
    [Public] public required string Season { get; init; }
    [Public] public required Quantity Quantity { get; init; }
    /// <summary>How many gathered it; null where nobody's slip was kept.</summary>
    [Public] public int? Collectors { get; init; }
    /// <summary>What each brought, together the quantity.</summary>
    [Chain] public IReadOnlyList<WeighSlip>? WeighSlips { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot), Subject.Plot(Base, Plot)];
}

/// <summary>Loose lots were graded and packed into lots of boxes; what was lost on the way is declared.</summary>
[EventType("batch.packed", 1)]
public sealed record BatchesPacked : PhysicalEvent, ITransformation, IVoidable
{
    /// <summary>Location number of the organisation that packed.</summary>
    [Public] public required Gln Place { get; init; }
    [Public] public required Quantity Loss { get; init; }
    [Public] public required IReadOnlyList<Guid> Batches { get; init; }
    [Disclosed] public required IReadOnlyList<PackInput> Inputs { get; init; }
    [Disclosed] public required IReadOnlyList<PackOutput> Outputs { get; init; }

    public override IReadOnlyList<string> Subjects() =>
        [.. Outputs.Select(o => Subject.Batch(o.Gtin, o.Lot)), .. Inputs.Select(i => Subject.Batch(i.Gtin, i.Lot))];

    public IReadOnlyList<Taken> Takes() => [.. Inputs.Select(i => new Taken(i.Gtin, i.Lot, i.Taken, i.Taken.InKilograms))];

    public IReadOnlyList<Made> Makes() => [.. Outputs.Select(o => new Made(o.Batch, o.Gtin, o.Lot, o.Packs, o.NetContent, o.Grade))];

    public BatchKind KindOf(Made made) => BatchKind.Pack;
}

/// <summary>What was taken from a lot.</summary>
public sealed record PackInput(Gtin Gtin, LotNumber Lot, Quantity Taken);

/// <summary>What came out: a number of boxes, each of the same net content.</summary>
public sealed record PackOutput(Guid Batch, Gtin Gtin, LotNumber Lot, Quantity Packs, Quantity NetContent, string? Grade);
