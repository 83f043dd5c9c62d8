namespace Traceability.Gs1.Epcis.Model;

/// <summary>Children were put into a parent, seen in it or taken out (ISO/IEC 19987, section 7.4.3).</summary>
public sealed record AggregationEvent : EpcisEvent
{
    /// <summary>Whether the children are added, observed or removed.</summary>
    public required EventAction Action { get; init; }

    /// <summary>The parent as a URI, for instance a pallet's SSCC; may be missing only when observed.</summary>
    public string? ParentID { get; init; }

    /// <summary>The single children, as URIs.</summary>
    public IReadOnlyList<string>? ChildEPCs { get; init; }

    /// <summary>The children known by class and amount.</summary>
    public IReadOnlyList<QuantityElement>? ChildQuantityList { get; init; }
}
