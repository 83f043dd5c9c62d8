namespace Traceability.Gs1.Epcis.Model;

/// <summary>One end of a transfer, where it begins (ISO/IEC 19987, section 7.3.5.4).</summary>
/// <param name="Type">A word of <see cref="SourceDestinationTypes"/> or a URI.</param>
/// <param name="Id">The party or place as a URI: the member <c>source</c>.</param>
public sealed record Source(string Type, string Id);

/// <summary>One end of a transfer, where it leads (ISO/IEC 19987, section 7.3.5.4).</summary>
/// <param name="Type">A word of <see cref="SourceDestinationTypes"/> or a URI.</param>
/// <param name="Id">The party or place as a URI: the member <c>destination</c>.</param>
public sealed record Destination(string Type, string Id);
