namespace Traceability.Web.Presentation;

/// <summary>A curve of temperature as <c>_Curve</c> draws it.</summary>
/// <param name="LabelledBy">Id of the element that says it in words.</param>
public sealed record Curve(TemperatureChart Chart, string LabelledBy);
