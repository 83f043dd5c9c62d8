using Traceability.Domain.Batches;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Places;

/// <summary>A piece of a base. Its area and yield cap bound what one growing season can bear.</summary>
public sealed class Plot : Aggregate
{
    private readonly List<PlotSeason> _seasons = [];
    private readonly List<PlotStep> _steps = [];

    public Gln Gln { get; private set; }
    public GlnExtension Extension { get; private set; }
    public UnifiedSocialCreditCode Organisation { get; private set; }
    public RegionCode Region { get; private set; }
    public decimal? AreaMu { get; private set; }
    public decimal? YieldCapKgPerMu { get; private set; }
    public IReadOnlyCollection<PlotSeason> Seasons => _seasons;
    /// <summary>Where the steps of growing stand; not loaded with the plot, which needs none of them to decide.</summary>
    public IReadOnlyCollection<PlotStep> Steps => _steps;
    /// <summary>Days on which it may not be harvested, a part for each spraying.</summary>
    public IReadOnlyList<PlotInterval> Intervals { get; private set; } = [];

    /// <summary>Kilograms that the plot can bear in a season; null where nothing bounds it.</summary>
    public decimal? CapKg => AreaMu * YieldCapKgPerMu;

    /// <summary>Harvest bound: area × yield cap ≥ everything harvested in the season; never within the interval of a spraying; and
    /// weigh slips add up to it, which has to have some where area and cap bound nothing.</summary>
    /// <param name="day">The day of the harvest.</param>
    public Result<BatchHarvested> Harvest(BatchHarvested asked, DateOnly day)
    {
        if (IntervalOn(day) is { } interval)
            return CultivationProblems.InsideInterval(interval, day);
        if (asked.WeighSlips is { } slips && slips.Sum(s => s.Kilograms) is var sum && sum != asked.Quantity.InKilograms)
            return BatchProblems.SlipsDiffer(slips.Count, sum, asked.Quantity.InKilograms);
        if (asked.WeighSlips is null && CapKg is null)
            return BatchProblems.SlipsMissing;
        var already = HarvestedKg(asked.Season);
        if (CapKg is { } cap && already + asked.Quantity.InKilograms > cap)
            return BatchProblems.BeyondPlot(AreaMu!.Value, YieldCapKgPerMu!.Value, already, asked.Quantity.InKilograms, asked.Season);
        return asked;
    }

    /// <summary>The interval that forbids a harvest on a day, of several the one that ends last; null where none does.</summary>
    public PlotInterval? IntervalOn(DateOnly day) => Intervals.Where(i => i.Covers(day)).MaxBy(i => i.FirstHarvestDay);

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
            case PlotTended e:
                _steps.Add(new PlotStep(stamp.Entry, Subject, e.Day, e.Step.ToString()));
                break;
            case PlotSprayed e:
                _steps.Add(new PlotStep(stamp.Entry, Subject, e.Day, PlotStep.Spray));
                if (e.IntervalDays > 0)
                    Intervals = [.. Intervals, new PlotInterval(stamp.Entry, e.Day, e.IntervalDays, string.Join('、', e.Ingredients))];
                break;
            default:
                throw Unknown(fact);
        }
    }

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        switch (fact)
        {
            case BatchHarvested e:
                Season(e.Season)!.Add(-e.Quantity.InKilograms);
                break;
            case PlotTended:
                break;
            case PlotSprayed:
                Intervals = [.. Intervals.Where(i => i.Spraying != original.Entry)];
                break;
            default:
                throw Unknown(fact);
        }
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
