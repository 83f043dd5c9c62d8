using System.Collections.Frozen;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>Dispositions (CBV 2.0, ISO/IEC 19988, section 7.2), as the bare words that EPCIS JSON writes.</summary>
public static class Dispositions
{
    /// <summary>In use after commissioning.</summary>
    public const string Active = "active";

    /// <summary>At hand.</summary>
    public const string Available = "available";

    /// <summary>The contents are taken to be complete.</summary>
    public const string CompletenessInferred = "completeness_inferred";

    /// <summary>The contents were checked and are complete.</summary>
    public const string CompletenessVerified = "completeness_verified";

    /// <summary>Meets the requirements.</summary>
    public const string Conformant = "conformant";

    /// <summary>Loaded and closed.</summary>
    public const string ContainerClosed = "container_closed";

    /// <summary>Open, contents may change.</summary>
    public const string ContainerOpen = "container_open";

    /// <summary>Harmed.</summary>
    public const string Damaged = "damaged";

    /// <summary>No more.</summary>
    public const string Destroyed = "destroyed";

    /// <summary>Wholly given out.</summary>
    public const string Dispensed = "dispensed";

    /// <summary>Handed over for disposal.</summary>
    public const string Disposed = "disposed";

    /// <summary>Written to a carrier that is not yet on an object.</summary>
    public const string Encoded = "encoded";

    /// <summary>Past its date.</summary>
    public const string Expired = "expired";

    /// <summary>On its usual way.</summary>
    public const string InProgress = "in_progress";

    /// <summary>Between two places.</summary>
    public const string InTransit = "in_transit";

    /// <summary>No longer in use.</summary>
    public const string Inactive = "inactive";

    /// <summary>Another kind of object than expected.</summary>
    public const string MismatchClass = "mismatch_class";

    /// <summary>Another object than expected.</summary>
    public const string MismatchInstance = "mismatch_instance";

    /// <summary>Another amount than expected.</summary>
    public const string MismatchQuantity = "mismatch_quantity";

    /// <summary>Must be exchanged.</summary>
    public const string NeedsReplacement = "needs_replacement";

    /// <summary>Its pedigree did not match.</summary>
    public const string NoPedigreeMatch = "no_pedigree_match";

    /// <summary>Does not meet the requirements.</summary>
    public const string NonConformant = "non_conformant";

    /// <summary>May not be sold, for a reason that no other word names.</summary>
    public const string NonSellableOther = "non_sellable_other";

    /// <summary>A part was given out.</summary>
    public const string PartiallyDispensed = "partially_dispensed";

    /// <summary>Called back.</summary>
    public const string Recalled = "recalled";

    /// <summary>Set apart.</summary>
    public const string Reserved = "reserved";

    /// <summary>Sold to a consumer.</summary>
    public const string RetailSold = "retail_sold";

    /// <summary>Sent back.</summary>
    public const string Returned = "returned";

    /// <summary>May be sold, and customers reach it.</summary>
    public const string SellableAccessible = "sellable_accessible";

    /// <summary>May be sold, and customers do not reach it.</summary>
    public const string SellableNotAccessible = "sellable_not_accessible";

    /// <summary>Taken by theft.</summary>
    public const string Stolen = "stolen";

    /// <summary>Not at hand.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Not known.</summary>
    public const string Unknown = "unknown";

    /// <summary>All words of the vocabulary.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Active,
        Available,
        CompletenessInferred,
        CompletenessVerified,
        Conformant,
        ContainerClosed,
        ContainerOpen,
        Damaged,
        Destroyed,
        Dispensed,
        Disposed,
        Encoded,
        Expired,
        InProgress,
        InTransit,
        Inactive,
        MismatchClass,
        MismatchInstance,
        MismatchQuantity,
        NeedsReplacement,
        NoPedigreeMatch,
        NonConformant,
        NonSellableOther,
        PartiallyDispensed,
        Recalled,
        Reserved,
        RetailSold,
        Returned,
        SellableAccessible,
        SellableNotAccessible,
        Stolen,
        Unavailable,
        Unknown);
}
