using System.Text.Json.Serialization;
using Traceability.Domain.Batches;
using Traceability.Domain.Places;

namespace Traceability.App.Features.Trace;

/// <summary>
/// What a scan shows: the whole chain of one batch, oldest stop first, each fact with its entry and the state of its proof.
/// Everything in it is read from entries and their payloads, of the class that everybody may know.
/// </summary>
public sealed record TraceView
{
    public required string Gtin { get; init; }
    public required string Lot { get; init; }
    public string? Serial { get; init; }
    /// <summary>The address on the label.</summary>
    public required string DigitalLink { get; init; }
    public required Verdict Verdict { get; init; }
    public required ProductView Product { get; init; }
    /// <summary>Who packed it.</summary>
    public required PartyView Packer { get; init; }
    /// <summary>Who grew it; more than one after a merge, the largest share first.</summary>
    public required IReadOnlyList<OriginView> Origins { get; init; }
    /// <summary>Whose marks the labels carry, and what was promised for the batch.</summary>
    public IReadOnlyList<MarkView> Marks { get; init; } = [];
    public required IReadOnlyList<Stop> Journey { get; init; }
    public required QuantitiesView Quantities { get; init; }
    /// <summary>What was used on the plots behind the batch, a part for each plot.</summary>
    public IReadOnlyList<FieldView> Fields { get; init; } = [];
    public required LedgerView Ledger { get; init; }
    /// <summary>Whether this deployment holds the fictional demonstration data.</summary>
    public required bool Demonstration { get; init; }
    /// <summary>Null where nobody scanned it before.</summary>
    public ScansView? Scans { get; init; }
    /// <summary>Telephone for the shopper: the packer's, else the deployment's.</summary>
    public string? Hotline { get; init; }
}

/// <summary>A text in Chinese and, where it was given, in English.</summary>
public sealed record LocalText(string Zh, string? En)
{
    public string In(bool chinese) => chinese || string.IsNullOrEmpty(En) ? Zh : En;
}

[JsonConverter(typeof(JsonStringEnumConverter<VerdictState>))]
public enum VerdictState
{
    Good,
    LookHere,
    Stopped,
    Unknown,
}

/// <summary>The one word at the top. <see cref="Missing"/> are required kinds of fact that nobody recorded: they make it LookHere.
/// <see cref="NotRecorded"/> are kinds that nobody recorded and that are not required (inspection, certificate, …): said, not held against it.</summary>
public sealed record Verdict(VerdictState State, IReadOnlyList<FactKind> Missing, IReadOnlyList<FactKind> NotRecorded)
{
    /// <summary>What stops it, itself or what it was made from.</summary>
    public IReadOnlyList<StopView> Stops { get; init; } = [];

    /// <summary>Marks on the labels that hold no more today: they make it LookHere.</summary>
    public IReadOnlyList<MarkView> Lapsed { get; init; } = [];

    /// <summary>What asks for a second look.</summary>
    public IReadOnlyList<Concern> Concerns { get; init; } = [];

    /// <summary>The same with one more thing to look at.</summary>
    public Verdict With(Concern concern) => this with { Concerns = [.. Concerns, concern], State = State == VerdictState.Good ? VerdictState.LookHere : State };
}

/// <param name="Lot">Of the batch that is stopped.</param>
/// <param name="Own">Whether that is this batch, and not one that it was made from.</param>
/// <param name="Reason">In the words of who stopped it; null where there are none or they were erased.</param>
public sealed record StopView(StopKind Kind, string Lot, bool Own, string? Reason, DateTimeOffset Since, ProofView Proof);

/// <summary>Something that makes a batch "look here".</summary>
/// <param name="Of">What it is about, as it stands on the page: a lot, the number of a certificate.</param>
public sealed record Concern(ConcernKind Kind, string? Of = null);

[JsonConverter(typeof(JsonStringEnumConverter<ConcernKind>))]
public enum ConcernKind
{
    /// <summary>The run that this label came from was voided.</summary>
    LabelVoided,
    /// <summary>A temperature was out of range on the way, and nobody has said yet what it came to.</summary>
    TemperatureBreach,
    /// <summary>It was, and goods of the load were turned away for it.</summary>
    GoodsRejected,
    /// <summary>Somebody complained, and the supervisor warns; said in their words.</summary>
    Complaint,
    /// <summary>This serial number was scanned as only several labels can be.</summary>
    UnusualScans,
}

[JsonConverter(typeof(JsonStringEnumConverter<FactKind>))]
public enum FactKind
{
    Harvest,
    Pack,
    Shipment,
    Receipt,
    Cultivation,
    Inspection,
    Certificate,
    Temperature,
}

public sealed record ProductView(string Gtin, LocalText Name, decimal? NetContentKg, int? ShelfLifeDays, decimal? StoreMinCelsius, decimal? StoreMaxCelsius, ProofView Proof);

/// <summary>An organisation by its legal number; the name is null when it was erased.</summary>
public sealed record PartyView(string Uscc, LocalText? Name, PlaceView Region, ProofView Proof);

/// <summary>A place down to the county: the region's own name and, above it, the names of prefecture and province.</summary>
/// <param name="Code">GB/T 2260 code.</param>
/// <param name="Name">For instance 河北省 张家口市 张北县 / Zhangbei County, Zhangjiakou, Hebei. Null when the register does not know the code.</param>
/// <param name="Centre">A point in the county, the same for everything in it; null where the register has none.</param>
public sealed record PlaceView(string Code, LocalText? Name, Coordinate? Centre = null);

/// <summary>Where a part of the batch grew.</summary>
/// <param name="Share">Part of the batch by mass, 0 to 1.</param>
public sealed record OriginView(PartyView Producer, string Gln, string Plot, LocalText? BaseName, PlaceView Place, decimal? AreaMu, DateOnly HarvestedOn, decimal Share);

/// <summary>A plot behind the batch, and what was used on it before its harvests.</summary>
/// <param name="Wild">Nothing is planted there: it is gathered.</param>
/// <param name="DaysSinceLastSpraying">The fewest days between a spraying and a harvest behind the batch; null where nobody recorded a spraying.</param>
public sealed record FieldView(string Gln, string Plot, LocalText? BaseName, bool Wild, bool Recorded, int? DaysSinceLastSpraying, IReadOnlyList<SprayingView> Sprayings);

/// <param name="Ingredients">Active ingredients, as the label names them.</param>
/// <param name="IntervalDays">Days between use and harvest that the label wants.</param>
/// <param name="DaysToHarvest">Days to the first harvest behind the batch that came after it.</param>
public sealed record SprayingView(DateOnly Day, IReadOnlyList<string> Ingredients, string? Product, string? Pest, int IntervalDays, int DaysToHarvest, ProofView Proof)
{
    /// <summary>Whether the harvest kept the interval.</summary>
    public bool Kept => DaysToHarvest >= IntervalDays;
}

/// <summary>The sum, in kilograms except for the last two. Harvested lots may feed more than this batch.</summary>
/// <param name="PlotBoundKg">What the plots can bear in the season; null where nothing bounds them.</param>
/// <param name="HarvestedKg">All lots that went into the packing.</param>
/// <param name="PackedKg">In the boxes of this batch.</param>
/// <param name="Packs">Boxes of this batch.</param>
/// <param name="Labelled">Labels issued for it.</param>
public sealed record QuantitiesView(decimal? PlotBoundKg, decimal HarvestedKg, decimal PackedKg, decimal Packs, int Labelled);
