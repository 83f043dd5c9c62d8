using System.Text.Json.Nodes;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>Inputs were used up and outputs made of them (ISO/IEC 19987, section 7.4.5).</summary>
public sealed record TransformationEvent : EpcisEvent
{
    /// <summary>The single inputs, as URIs.</summary>
    public IReadOnlyList<string>? InputEPCList { get; init; }

    /// <summary>The inputs known by class and amount.</summary>
    public IReadOnlyList<QuantityElement>? InputQuantityList { get; init; }

    /// <summary>The single outputs, as URIs.</summary>
    public IReadOnlyList<string>? OutputEPCList { get; init; }

    /// <summary>The outputs known by class and amount.</summary>
    public IReadOnlyList<QuantityElement>? OutputQuantityList { get; init; }

    /// <summary>A URI that binds several events into one transformation; with it an event may have inputs or outputs alone.</summary>
    public string? TransformationID { get; init; }

    /// <summary>Instance and lot master data of the outputs: members named by compact or absolute URIs.</summary>
    public JsonObject? Ilmd { get; init; }
}
