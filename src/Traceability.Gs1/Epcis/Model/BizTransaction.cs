namespace Traceability.Gs1.Epcis.Model;

/// <summary>A business document that an event belongs to (ISO/IEC 19987, section 7.3.5.3).</summary>
/// <param name="Type">A word of <see cref="BizTransactionTypes"/> or a URI; null when it is not said.</param>
/// <param name="Id">The document as a URI: the member <c>bizTransaction</c>.</param>
public sealed record BizTransaction(string? Type, string Id);
