using System.Globalization;
using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>
/// The sum as one bar: what the plots bear holds what was harvested, that holds what was packed, that holds what was labelled.
/// Lengths are in thousandths of the largest of the four.
/// </summary>
public sealed record QuantityBar(int? PlotBound, int Harvested, int Packed, int Labelled)
{
    public const int Whole = 1000;

    public static QuantityBar Of(QuantitiesView sum)
    {
        var labelledKg = sum.Packs > 0 ? sum.PackedKg * sum.Labelled / sum.Packs : 0;
        var scale = new[] { sum.PlotBoundKg ?? 0, sum.HarvestedKg, sum.PackedKg, labelledKg }.Max();
        int Length(decimal kilograms) => scale > 0 ? (int)decimal.Round(Math.Clamp(kilograms / scale, 0, 1) * Whole) : 0;
        return new(sum.PlotBoundKg is { } bound ? Length(bound) : null, Length(sum.HarvestedKg), Length(sum.PackedKg), Length(labelledKg));
    }

    public static string Attribute(int length) => length.ToString(CultureInfo.InvariantCulture);
}
