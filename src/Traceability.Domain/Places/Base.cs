using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Places;

/// <summary>Where an organisation grows or gathers.</summary>
public sealed class Base : Aggregate
{
    public Gln Gln { get; private set; }
    public UnifiedSocialCreditCode Organisation { get; private set; }
    public RegionCode Region { get; private set; }

    public static Result<BaseRegistered> Register(BaseRegistered asked)
    {
        if (asked.Plots.Count == 0)
            return PlaceProblems.NoPlot;
        if (asked.Plots.Select(p => p.Extension).Distinct().Count() != asked.Plots.Count)
            return PlaceProblems.PlotTwice;
        if (asked.Plots.Any(p => p.AreaMu is null != p.YieldCapKgPerMu is null))
            return PlaceProblems.AreaWithoutCap;
        return asked;
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        if (fact is not BaseRegistered e)
            throw Unknown(fact);
        BeginsOnce();
        (Gln, Organisation, Region) = (e.Gln, e.Organisation, e.Region);
    }
}
