namespace Traceability.Gs1.Epcis.Model;

/// <summary>An amount of objects of one class (ISO/IEC 19987, section 7.3.3.3).</summary>
/// <param name="EpcClass">The class as a URI, for instance a GTIN with its lot as a Digital Link URI.</param>
/// <param name="Quantity">How much or how many; null when it is not known.</param>
/// <param name="Uom">The UN/CEFACT unit code, for instance <c>KGM</c>; null when the number counts pieces.</param>
public sealed record QuantityElement(string EpcClass, decimal? Quantity = null, string? Uom = null);
