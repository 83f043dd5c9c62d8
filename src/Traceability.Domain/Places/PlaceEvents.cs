using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Places;

/// <summary>The register of regions was imported when it had names only. Read for ever, written no more.</summary>
[EventType("regions.imported", 1)]
public sealed record RegionNamesImported : DomainEvent
{
    [Public] public required string Edition { get; init; }
    /// <summary>SHA-256 of the imported file, lower hex.</summary>
    [Public] public required string FileSha256 { get; init; }
    [Public] public required int Count { get; init; }
    [Disclosed] public IReadOnlyList<RegionNames>? Rows { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Regions];
}

/// <summary>One administrative division: code, Chinese name, English name.</summary>
public sealed record RegionNames(RegionCode Code, string Name, string NameEn);

/// <summary>The register of regions was imported; its rows follow from the file.</summary>
[EventType("regions.imported", 2)]
public sealed record RegionsImported : DomainEvent
{
    [Public] public required string Edition { get; init; }
    /// <summary>SHA-256 of <see cref="Rows"/> as compact JSON, lower hex.</summary>
    [Public] public required string FileSha256 { get; init; }
    [Public] public required int Count { get; init; }
    [Disclosed] public IReadOnlyList<RegionRow>? Rows { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Regions];
}

/// <summary>One administrative division with its Chinese and its English name.</summary>
/// <param name="Parent">The region that it lies in, of any level above; left out, it follows from the code.</param>
/// <param name="ValidFrom">Its first day as a region.</param>
/// <param name="ValidTo">Its last day as one.</param>
/// <param name="Successor">The region that takes its place after the last day.</param>
/// <param name="Centre">A point in it by which it is found on a map.</param>
public sealed record RegionRow(
    RegionCode Code, string Name, string NameEn, RegionCode? Parent = null, DateOnly? ValidFrom = null, DateOnly? ValidTo = null, RegionCode? Successor = null, Coordinate? Centre = null);

/// <summary>An organisation registered a base, the place where it grows or gathers, with its plots.</summary>
[EventType("base.registered", 1)]
public sealed record BaseRegistered : DomainEvent
{
    [Public] public required Gln Gln { get; init; }
    [Public] public required UnifiedSocialCreditCode Organisation { get; init; }
    [Public] public required RegionCode Region { get; init; }
    [Public] public required IReadOnlyList<PlotDeclared> Plots { get; init; }
    [Disclosed] public string? Name { get; init; }
    [Disclosed] public string? NameEn { get; init; }
    /// <summary>Corners as [longitude, latitude] in degrees, WGS 84.</summary>
    [Chain] public IReadOnlyList<Coordinate>? Polygon { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Base(Gln), .. Plots.Select(p => Subject.Plot(Gln, p.Extension))];
}

/// <summary>A plot as it is declared: its extension under the base's location number, and the bound of a season's harvest.</summary>
/// <param name="Extension">GS1 AI 254 under the base's GLN.</param>
/// <param name="AreaMu">Area in mu (1/15 ha); null where nothing is planted, as for wild gathering.</param>
/// <param name="YieldCapKgPerMu">The most a mu can bear in one season, kilograms; null with no area.</param>
public sealed record PlotDeclared(GlnExtension Extension, decimal? AreaMu = null, decimal? YieldCapKgPerMu = null);

/// <summary>A point on the ground, degrees, WGS 84.</summary>
public sealed record Coordinate(decimal Longitude, decimal Latitude);
