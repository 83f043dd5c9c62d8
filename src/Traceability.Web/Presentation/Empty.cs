namespace Traceability.Web.Presentation;

/// <summary>A list with nothing in it: what is not there, and what to do next.</summary>
/// <param name="Href">Where that is done; null where nobody need do anything.</param>
public sealed record Empty(string What, string Next, string? Action = null, string? Href = null);
