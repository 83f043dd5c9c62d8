using Microsoft.AspNetCore.Http;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Http;

/// <summary>The parts of a label's address, read strictly; the problem names the part and its rule.</summary>
public sealed record LabelAddress(Gtin Gtin, LotNumber Lot, SerialNumber? Serial)
{
    /// <summary>From the route's <c>gtin</c>, <c>lot</c> and, where it has one, <c>serial</c>.</summary>
    public static Result<LabelAddress> Read(HttpContext http) => Read(http.Sent("gtin")!, http.Sent("lot")!, http.Sent("serial"));

    public static Result<LabelAddress> Read(string gtinText, string lotText, string? serialText)
    {
        if (!Gtin.TryParse(gtinText, out var gtin, out var error))
            return new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("gtin");
        if (!LotNumber.TryParse(lotText, out var lot, out error))
            return new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("lot");
        if (serialText is null)
            return new LabelAddress(gtin, lot, Serial: null);
        return SerialNumber.TryParse(serialText, out var serial, out error)
            ? new LabelAddress(gtin, lot, serial)
            : new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("serial");
    }
}
