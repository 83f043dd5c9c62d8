using Traceability.App.Entries;
using Traceability.Domain.Batches;
using Traceability.Domain.Cultivation;

namespace Traceability.App.Features.Trace;

/// <summary>What was used on the plots behind a batch, and how long before their harvests.</summary>
internal sealed class FieldComposer(BatchChain chain, ChainReferences references)
{
    public List<FieldView> Compose() =>
    [
        .. chain.Standing.Where(f => f.Entry.Fact is BatchHarvested)
            .Select(f => (Harvest: (BatchHarvested)f.Entry.Fact, Day: DateOnly.FromDateTime(f.Entry.Stamp.Occurred.DateTime)))
            .GroupBy(h => (h.Harvest.Base, h.Harvest.Plot))
            .Select(plot => Field([.. plot])),
    ];

    private FieldView Field(List<(BatchHarvested Harvest, DateOnly Day)> harvests)
    {
        var first = harvests[0].Harvest;
        var (at, plot) = references.Field(first.Base, first.Plot);
        var steps = harvests.SelectMany(h => chain.CultivationOf(h.Harvest, h.Day)).DistinctBy(f => f.Entry.Stamp.Entry).ToList();
        var days = harvests.Select(h => h.Day).Order().ToList();
        List<SprayingView> sprayings =
        [
            .. steps.Where(f => f.Entry.Fact is PlotSprayed).Select(f => (Fact: f, Spraying: (PlotSprayed)f.Entry.Fact)).OrderBy(x => x.Spraying.Day)
                .Select(x => new SprayingView(
                    x.Spraying.Day,
                    x.Spraying.ActiveIngredients ?? x.Spraying.Ingredients,
                    x.Spraying.Product,
                    x.Spraying.Pest,
                    x.Spraying.IntervalDays,
                    days.First(d => d >= x.Spraying.Day).DayNumber - x.Spraying.Day.DayNumber,
                    references.Proof(x.Fact))),
        ];
        return new FieldView(
            first.Base.ToString(), first.Plot.ToString(), ChainReferences.Text(at.Name, at.NameEn), plot.AreaMu is null, steps.Count > 0, sprayings.Count == 0 ? null : sprayings.Min(s => s.DaysToHarvest), sprayings);
    }
}
