using System.Text.Json.Nodes;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>A read point or a business location (ISO/IEC 19987, section 7.3.4).</summary>
/// <param name="Id">The place as a URI, for instance a GLN as a Digital Link URI or <c>geo:41.16,114.72</c>.</param>
/// <param name="Extensions">Its other members by name; null when there are none.</param>
public sealed record LocationElement(string Id, JsonObject? Extensions = null);
