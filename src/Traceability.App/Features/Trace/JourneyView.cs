using System.Text.Json.Serialization;
using Traceability.Domain.Batches;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Trace;

/// <summary>One thing that happened, as a scan shows it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CultivationStop), "cultivation")]
[JsonDerivedType(typeof(HarvestStop), "harvest")]
[JsonDerivedType(typeof(PackStop), "pack")]
[JsonDerivedType(typeof(TransformStop), "transformation")]
[JsonDerivedType(typeof(HoldStop), "hold")]
[JsonDerivedType(typeof(ReleaseStop), "release")]
[JsonDerivedType(typeof(RecallStop), "recall")]
[JsonDerivedType(typeof(RecallEndStop), "recallEnd")]
[JsonDerivedType(typeof(LabelStop), "labels")]
[JsonDerivedType(typeof(DispatchStop), "dispatch")]
[JsonDerivedType(typeof(LegStop), "leg")]
[JsonDerivedType(typeof(TemperatureStop), "temperature")]
[JsonDerivedType(typeof(ReceiptStop), "receipt")]
[JsonDerivedType(typeof(DeliveryStop), "delivery")]
[JsonDerivedType(typeof(InspectionStop), "inspection")]
public abstract record Stop
{
    /// <summary>When it happened, with the offset of the place.</summary>
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    /// <summary>Null where a supervisor acts, who is of no place.</summary>
    public PlaceView? Place { get; init; }
    /// <summary>Null for a supervisor.</summary>
    public PartyView? Who { get; init; }
    public required ProofView Proof { get; init; }
    /// <summary>Why the record does not hold; null where it does.</summary>
    public VoidView? Void { get; init; }
}

/// <param name="Reason">In the words of who voided it; null where a corrected record takes its place.</param>
public sealed record VoidView(DateTimeOffset At, string? Reason, ProofView Proof);

/// <summary>A step of growing on a plot.</summary>
public sealed record CultivationStop : Stop
{
    /// <summary>A step, or <c>Spray</c>.</summary>
    public required string Step { get; init; }
    public required string Plot { get; init; }
    public LocalText? BaseName { get; init; }
    /// <summary>What was brought out, and how much of it on a mu.</summary>
    public string? Input { get; init; }
    public Quantity? PerMu { get; init; }
    /// <summary>Of a spraying.</summary>
    public IReadOnlyList<string> Ingredients { get; init; } = [];
}

public sealed record HarvestStop : Stop
{
    public required string Lot { get; init; }
    public required string Plot { get; init; }
    public LocalText? BaseName { get; init; }
    public required decimal Kilograms { get; init; }
    public required string Season { get; init; }
    /// <summary>area × yield cap of the plot, kg; null where nothing bounds it (wild produce).</summary>
    public decimal? PlotBoundKg { get; init; }
    /// <summary>How many gathered it; null where nobody's slip was kept.</summary>
    public int? Collectors { get; init; }
}

public sealed record PackStop : Stop
{
    public required string Lot { get; init; }
    public required IReadOnlyList<PackedFrom> From { get; init; }
    public required decimal Packs { get; init; }
    public required decimal NetContentKg { get; init; }
    public required decimal LossKg { get; init; }
    public string? Grade { get; init; }
}

/// <param name="Kilograms">Taken from the lot for the whole packing.</param>
/// <param name="Share">Part of this batch by mass, 0 to 1.</param>
public sealed record PackedFrom(string Gtin, string Lot, decimal Kilograms, decimal Share);

/// <summary>A merge, a split or a processing.</summary>
public sealed record TransformStop : Stop
{
    public required string Lot { get; init; }
    public required TransformationStep Step { get; init; }
    public required IReadOnlyList<string> Processes { get; init; }
    public required IReadOnlyList<PackedFrom> From { get; init; }
    /// <summary>Packs, where they have a net content; else kilograms.</summary>
    public required decimal Quantity { get; init; }
    public decimal? NetContentKg { get; init; }
    public required decimal LossKg { get; init; }
    /// <summary>Fresh mass for one mass of it.</summary>
    public decimal? Dehydration { get; init; }
    public string? Grade { get; init; }
}

public sealed record HoldStop : Stop
{
    public required string Lot { get; init; }
    public string? Reason { get; init; }
}

public sealed record ReleaseStop : Stop
{
    public required string Lot { get; init; }
    public string? Reason { get; init; }
}

public sealed record RecallStop : Stop
{
    public required Guid Recall { get; init; }
    public required RecallClass Class { get; init; }
    public string? Reason { get; init; }
}

public sealed record RecallEndStop : Stop
{
    public required decimal RecoveredKg { get; init; }
    public string? Outcome { get; init; }
}

public sealed record LabelStop : Stop
{
    public required int Count { get; init; }
    public required bool Serialised { get; init; }
}

public sealed record DispatchStop : Stop
{
    public required PlaceView To { get; init; }
    public PartyView? Carrier { get; init; }
    public string? Sscc { get; init; }
}

public sealed record ReceiptStop : Stop;

/// <summary>A laboratory gave the result of a test.</summary>
public sealed record InspectionStop : Stop
{
    /// <summary>What sort of test; <c>kind</c> is the sort of stop.</summary>
    public required InspectionKind Test { get; init; }
    public required InspectionVerdict Verdict { get; init; }
    public required DateOnly SampledOn { get; init; }
    /// <summary>The lot that was tested.</summary>
    public required string Lot { get; init; }
    /// <summary>Whether it is the batch on the label; else one that it was made from.</summary>
    public required bool Own { get; init; }
    public required IReadOnlyList<JudgedItem> Items { get; init; }
    public string? ReportNumber { get; init; }
    /// <summary>SHA-256 of the report, lower hex.</summary>
    public string? Report { get; init; }
    /// <summary>Numbers of the laboratory's accreditations, each with its name.</summary>
    public required IReadOnlyList<string> Accreditation { get; init; }
}
