namespace Traceability.Web.Presentation;

/// <summary>What is shown this once and never again.</summary>
/// <param name="Advice">What to do with it now.</param>
public sealed record Secret(string Title, string Value, string Advice);
