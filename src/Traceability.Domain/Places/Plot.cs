using Traceability.Domain.Batches;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Places;

/// <summary>A piece of a base. Its area and yield cap bound what one growing season can bear.</summary>
public sealed class Plot : Aggregate
{
    private readonly List<PlotSeason> _seasons = [];

    public Gln Gln { get; private set; }
    public GlnExtension Extension { get; private set; }
    public UnifiedSocialCreditCode Organisation { get; private set; }
    public RegionCode Region { get; private set; }
    public decimal? AreaMu { get; private set; }
    public decimal? YieldCapKgPerMu { get; private set; }
    public IReadOnlyCollection<PlotSeason> Seasons => _seasons;

    /// <summary>Kilograms that the plot can bear in a season; null where nothing bounds it.</summary>
    public decimal? CapKg => AreaMu * YieldCapKgPerMu;

    /// <summary>Harvest bound: area × yield cap ≥ everything harvested in the season.</summary>
    public Result<BatchHarvested> Harvest(BatchHarvested asked)
    {
        var already = HarvestedKg(asked.Season);
        if (CapKg is { } cap && already + asked.Quantity.InKilograms > cap)
            return BatchProblems.BeyondPlot(AreaMu!.Value, YieldCapKgPerMu!.Value, already, asked.Quantity.InKilograms, asked.Season);
        return asked;
    }

    public decimal HarvestedKg(string season) => Season(season)?.HarvestedKg ?? 0;

    private PlotSeason? Season(string season) => _seasons.Find(s => string.Equals(s.Season, season, StringComparison.Ordinal));

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case BaseRegistered e:
                BeginsOnce();
                var declared = e.Plots.Single(p => string.Equals(Domain.Subject.Plot(e.Gln, p.Extension), Subject, StringComparison.Ordinal));
                (Gln, Organisation, Region) = (e.Gln, e.Organisation, e.Region);
                (Extension, AreaMu, YieldCapKgPerMu) = (declared.Extension, declared.AreaMu, declared.YieldCapKgPerMu);
                break;
            case BatchHarvested e:
                var season = Season(e.Season);
                if (season is null)
                    _seasons.Add(season = new PlotSeason(Subject, e.Season));
                season.Add(e.Quantity.InKilograms);
                break;
            default:
                throw Unknown(fact);
        }
    }

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        if (fact is not BatchHarvested e)
            throw Unknown(fact);
        Season(e.Season)!.Add(-e.Quantity.InKilograms);
    }
}

/// <summary>What one plot bore in one growing season.</summary>
public sealed class PlotSeason(string plot, string season)
{
    public string Plot { get; private set; } = plot;
    public string Season { get; private set; } = season;
    public decimal HarvestedKg { get; private set; }

    internal void Add(decimal kilograms) => HarvestedKg += kilograms;
}
