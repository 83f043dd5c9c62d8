using Traceability.Domain.Files;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Certification;

/// <summary>A certifier entered a certificate in the register.</summary>
[EventType("certificate.registered", 1)]
public sealed record CertificateRegistered : DomainEvent, INamesFiles
{
    [Public] public required Guid Certificate { get; init; }
    [Public] public required CertificateScheme Scheme { get; init; }
    /// <summary>In the form of its scheme.</summary>
    [Public] public required string Number { get; init; }
    [Public] public required UnifiedSocialCreditCode Holder { get; init; }
    [Public] public required DateOnly ValidFrom { get; init; }
    /// <summary>The last day.</summary>
    [Public] public required DateOnly ValidTo { get; init; }
    /// <summary>What may be labelled with it in one year of its term; null where nothing bounds it.</summary>
    [Public] public Quantity? AnnualOutput { get; init; }
    [Public] public GreenFoodEnterpriseCode? EnterpriseCode { get; init; }
    /// <summary>SHA-256 of the certificate's image or file, lower hex.</summary>
    [Public] public FileHash? FileSha256 { get; init; }
    [Disclosed] public required IReadOnlyList<Gtin> Products { get; init; }
    [Disclosed] public required IReadOnlyList<Gln> Bases { get; init; }
    /// <summary>The announcement by which a geographical indication was protected.</summary>
    [Disclosed] public string? Announcement { get; init; }
    /// <summary>Where a geographical indication is protected, with <see cref="Box"/>.</summary>
    [Disclosed] public IReadOnlyList<RegionCode>? Townships { get; init; }
    [Disclosed] public AreaBox? Box { get; init; }

    public IReadOnlyList<FileHash> NamedFiles() => FileSha256 is { } file ? [file] : [];

    public ProtectedArea? Area() => Townships is null || Box is null ? null : new ProtectedArea(Townships, Box);

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate)];
}

/// <summary>A certificate got other products, bases or another output.</summary>
[EventType("certificate.scope-changed", 1)]
public sealed record CertificateScopeChanged : DomainEvent
{
    [Public] public required Guid Certificate { get; init; }
    [Public] public Quantity? AnnualOutput { get; init; }
    [Disclosed] public required IReadOnlyList<Gtin> Products { get; init; }
    [Disclosed] public required IReadOnlyList<Gln> Bases { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate)];
}

/// <summary>A certificate was given another term, which follows the one before without a day between.</summary>
[EventType("certificate.renewed", 1)]
public sealed record CertificateRenewed : DomainEvent, INamesFiles
{
    [Public] public required Guid Certificate { get; init; }
    /// <summary>The last day until now.</summary>
    [Public] public required DateOnly Before { get; init; }
    /// <summary>The last day from now on.</summary>
    [Public] public required DateOnly ValidTo { get; init; }
    [Public] public FileHash? FileSha256 { get; init; }

    public IReadOnlyList<FileHash> NamedFiles() => FileSha256 is { } file ? [file] : [];

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate)];
}

/// <summary>A certificate is without effect for the time being.</summary>
[EventType("certificate.suspended", 1)]
public sealed record CertificateSuspended : DomainEvent
{
    [Public] public required Guid Certificate { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate)];
}

/// <summary>A suspended certificate has effect again.</summary>
[EventType("certificate.reinstated", 1)]
public sealed record CertificateReinstated : DomainEvent
{
    [Public] public required Guid Certificate { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate)];
}

/// <summary>A certificate was taken away for good.</summary>
[EventType("certificate.withdrawn", 1)]
public sealed record CertificateWithdrawn : DomainEvent
{
    [Public] public required Guid Certificate { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate)];
}

/// <summary>Who made or purchased a batch promises that it complies: 承诺达标合格证.</summary>
[EventType("compliance.declared", 1)]
public sealed record ComplianceDeclared : DomainEvent
{
    [Public] public required Guid Certificate { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required ComplianceForm Form { get; init; }
    [Public] public required IReadOnlyList<ComplianceBasis> Basis { get; init; }
    [Public] public required Quantity Quantity { get; init; }
    /// <summary>Where it grew, to the county; several after a merge.</summary>
    [Public] public required IReadOnlyList<RegionCode> Places { get; init; }
    [Public] public required UnifiedSocialCreditCode Declarer { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Certificate(Certificate), Subject.Batch(Gtin, Lot)];
}

/// <summary>Who promises: form 1 of the order is the producer's, form 2 that of who purchased and mixed.</summary>
public enum ComplianceForm { Producer, Purchaser }

/// <summary>What the promise rests on (order 4/2025): controlled work, a test of one's own, a test by others.</summary>
public enum ComplianceBasis { Controlled, SelfTested, CommissionedTest }
