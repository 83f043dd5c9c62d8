namespace Traceability.Web.Presentation;

/// <summary>What stands in the box for a label's code.</summary>
/// <param name="Error">What is wrong with it, in the reader's language; null while nothing is.</param>
public sealed record CodeTyped(string Text, string? Error);
