using Traceability.Domain.Files;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Quality;

/// <summary>How it is tested: quickly where the goods are, in a laboratory, or in a laboratory by order of the supervision.</summary>
public enum InspectionKind { Rapid, Laboratory, Supervision }

/// <summary>Somebody asked a laboratory to test a batch.</summary>
[EventType("inspection.requested", 1)]
public sealed record InspectionRequested : DomainEvent, IVoidable
{
    [Public] public required Guid Inspection { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required InspectionKind Kind { get; init; }
    [Public] public required UnifiedSocialCreditCode Laboratory { get; init; }
    /// <summary>What is to be tested for; left to the laboratory where it is empty.</summary>
    [Disclosed] public IReadOnlyList<string>? Analytes { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Inspection(Inspection), Subject.Batch(Gtin, Lot)];
}

/// <summary>A laboratory's inspector took a sample, asked to or not.</summary>
[EventType("inspection.sampled", 1)]
public sealed record InspectionSampled : DomainEvent, IVoidable
{
    [Public] public required Guid Inspection { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required InspectionKind Kind { get; init; }
    [Public] public required UnifiedSocialCreditCode Laboratory { get; init; }
    /// <summary>The day by which the result is judged, where the deployment is.</summary>
    [Public] public required DateOnly SampledOn { get; init; }
    [Public] public required RegionCode Place { get; init; }
    /// <summary>How much was taken, in the unit of the batch.</summary>
    [Public] public Quantity? Quantity { get; init; }
    [Disclosed] public string? SampleNumber { get; init; }
    /// <summary>Where exactly: a store, a market, a stall.</summary>
    [Chain] public string? PlaceDetail { get; init; }
    [Personal] public string? Sampler { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Inspection(Inspection), Subject.Batch(Gtin, Lot)];
}

/// <summary>A laboratory's result, judged by the limits in force on the day of sampling. What is over its limit stops the batch.</summary>
[EventType("inspection.reported", 1)]
public sealed record InspectionReported : DomainEvent, INamesFiles, IVoidable
{
    [Public] public required Guid Inspection { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required InspectionKind Kind { get; init; }
    [Public] public required UnifiedSocialCreditCode Laboratory { get; init; }
    [Public] public required DateOnly SampledOn { get; init; }
    [Public] public required InspectionVerdict Verdict { get; init; }
    /// <summary>SHA-256 of the laboratory's report.</summary>
    [Public] public FileHash? Report { get; init; }
    [Disclosed] public string? ReportNumber { get; init; }
    /// <summary>Numbers of the laboratory's accreditations (CMA, CATL) as they stand on the report.</summary>
    [Disclosed] public string? Cma { get; init; }
    [Disclosed] public string? Catl { get; init; }
    [Disclosed] public IReadOnlyList<JudgedItem>? Items { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Inspection(Inspection), Subject.Batch(Gtin, Lot)];

    public IReadOnlyList<FileHash> NamedFiles() => Report is { } report ? [report] : [];
}
