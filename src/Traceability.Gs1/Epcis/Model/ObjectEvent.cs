using System.Text.Json.Nodes;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>Something happened to objects (ISO/IEC 19987, section 7.4.2): made, seen or gone, by <see cref="Action"/>.</summary>
public sealed record ObjectEvent : EpcisEvent
{
    /// <summary>Whether the objects begin, are observed or end.</summary>
    public required EventAction Action { get; init; }

    /// <summary>The single objects, as URIs.</summary>
    public IReadOnlyList<string>? EpcList { get; init; }

    /// <summary>The objects known by class and amount.</summary>
    public IReadOnlyList<QuantityElement>? QuantityList { get; init; }

    /// <summary>Instance and lot master data: members named by compact or absolute URIs; only with <see cref="EventAction.Add"/>.</summary>
    public JsonObject? Ilmd { get; init; }
}
