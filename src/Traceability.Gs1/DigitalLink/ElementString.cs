namespace Traceability.Gs1.DigitalLink;

/// <summary>An application identifier with its data (GS1 General Specifications, section 3), for instance 10 and <c>ABC123</c>.</summary>
/// <param name="Ai">The application identifier, 2 to 4 digits.</param>
/// <param name="Value">Its data, not percent-encoded.</param>
public sealed record ElementString(string Ai, string Value);
