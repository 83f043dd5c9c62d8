using Traceability.Domain.Values;

namespace Traceability.Domain.Brands;

/// <summary>A brand manager entered a regional public brand in the register, with its rules.</summary>
[EventType("brand.registered", 1)]
public sealed record BrandRegistered : DomainEvent
{
    [Public] public required Guid Brand { get; init; }
    [Public] public required BrandLevel Level { get; init; }
    [Public] public required RegionCode Region { get; init; }
    /// <summary>The brand that it belongs under.</summary>
    [Public] public Guid? Parent { get; init; }
    [Disclosed] public string? Name { get; init; }
    [Disclosed] public string? NameEn { get; init; }
    [Disclosed] public required IReadOnlyList<BrandRule> Admission { get; init; }
    [Disclosed] public required IReadOnlyList<BrandRule> Exit { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Brand(Brand)];
}

/// <summary>Whose a brand is: a prefecture's or county's for all its produce, one product's, one enterprise's.</summary>
public enum BrandLevel { Prefecture, County, Product, Enterprise }

/// <summary>A rule by which a licence is given or taken.</summary>
/// <param name="Days">How old or how long over something may be at most, where the rule counts days.</param>
/// <param name="Grade">The credit grade of the rule, A to E.</param>
public sealed record BrandRule(BrandRuleKind Rule, int? Days = null, string? Grade = null);

public enum BrandRuleKind
{
    /// <summary>For admission: the latest inspection passed, at most so many days ago.</summary>
    InspectionPassed,
    /// <summary>For admission: a valid certificate, or an endorsement.</summary>
    CertificateValid,
    /// <summary>For admission: a credit grade of at least this.</summary>
    CreditAtLeast,
    /// <summary>For exit: a batch under the brand failed in the laboratory.</summary>
    LaboratoryTestFailed,
    /// <summary>For exit: no certificate for more than so many days.</summary>
    CertificateExpired,
    /// <summary>For exit: more was asked for than is licensed.</summary>
    QuotaExceeded,
    /// <summary>For exit: a credit grade below this.</summary>
    CreditBelow,
}

/// <summary>An organisation asked to use a brand.</summary>
[EventType("licence.applied", 1)]
public sealed record LicenceApplied : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Public] public required Guid Brand { get; init; }
    [Public] public required UnifiedSocialCreditCode Licensee { get; init; }
    /// <summary>Who manages the brand.</summary>
    [Public] public required UnifiedSocialCreditCode Manager { get; init; }
    [Public] public required Quantity Asked { get; init; }
    /// <summary>Why the brand should be theirs, in their own words.</summary>
    [Disclosed] public string? Statement { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence), Subject.Brand(Brand)];
}

/// <summary>An organisation may use a brand, so many kilograms for so long.</summary>
[EventType("licence.granted", 1)]
public sealed record LicenceGranted : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Public] public required DateOnly ValidFrom { get; init; }
    /// <summary>The last day.</summary>
    [Public] public required DateOnly ValidTo { get; init; }
    [Public] public required Quantity Quota { get; init; }
    [Public] public required QuotaPeriod Per { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

/// <summary>For which time a quota is: each year of the term, or all of it.</summary>
public enum QuotaPeriod { Year, Term }

/// <summary>An application was turned down.</summary>
[EventType("licence.declined", 1)]
public sealed record LicenceDeclined : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

/// <summary>A licensee was warned and may go on.</summary>
[EventType("licence.warned", 1)]
public sealed record LicenceWarned : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

/// <summary>A licence is without effect for the time being.</summary>
[EventType("licence.suspended", 1)]
public sealed record LicenceSuspended : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

/// <summary>A warned or suspended licence is in order again.</summary>
[EventType("licence.reinstated", 1)]
public sealed record LicenceReinstated : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

/// <summary>A licence was ended for good before its time.</summary>
[EventType("licence.ended", 1)]
public sealed record LicenceEnded : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

/// <summary>The brand's manager looked at how a licensee uses it.</summary>
[EventType("brand.audited", 1)]
public sealed record BrandAudited : DomainEvent
{
    [Public] public required Guid Licence { get; init; }
    [Public] public required AuditOutcome Outcome { get; init; }
    [Disclosed] public IReadOnlyList<string>? Findings { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Licence(Licence)];
}

public enum AuditOutcome { Conforms, ToCorrect, Fails }
