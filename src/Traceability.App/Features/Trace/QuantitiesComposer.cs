using Traceability.Domain.Batches;

namespace Traceability.App.Features.Trace;

/// <summary>The sum of a batch: what the plots bear, what was harvested, packed and labelled.</summary>
internal static class QuantitiesComposer
{
    public static QuantitiesView Compose(Made output, List<Stop> journey)
    {
        var harvests = journey.OfType<HarvestStop>().Where(h => h.Void is null).ToList();
        var plots = harvests.DistinctBy(h => (h.Who!.Uscc, h.BaseName, h.Plot, h.Season)).ToList();
        return new QuantitiesView(
            plots.Count == 0 || plots.Exists(p => p.PlotBoundKg is null) ? null : plots.Sum(p => p.PlotBoundKg),
            harvests.Sum(h => h.Kilograms),
            output.Kilograms,
            output.Quantity.Value,
            journey.OfType<LabelStop>().Where(l => l.Void is null).Sum(l => l.Count));
    }
}
