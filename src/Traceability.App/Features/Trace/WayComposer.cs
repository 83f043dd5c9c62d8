using Traceability.App.Entries;
using Traceability.Domain.Logistics;

namespace Traceability.App.Features.Trace;

/// <summary>What happened to a load on its way, as stops of the journey.</summary>
internal sealed class WayComposer(BatchChain chain, ChainReferences references)
{
    public LegStop Leg(ChainFact fact, LegRecorded e) => new()
    {
        At = fact.Entry.Stamp.Occurred,
        RecordedAt = fact.Entry.Stamp.Recorded,
        Place = references.Place(e.From),
        Who = references.Who(fact),
        Proof = references.Proof(fact),
        To = references.Place(e.To),
        Arrived = e.Arrived,
        Carrier = e.Carrier is { } carrier ? references.PartyOf(carrier) : null,
    };

    public DeliveryStop Delivery(ChainFact fact, BatchDelivered e) => new()
    {
        At = fact.Entry.Stamp.Occurred,
        RecordedAt = fact.Entry.Stamp.Recorded,
        Place = references.Place(e.At),
        Who = references.Who(fact),
        Proof = references.Proof(fact),
        Way = e.Way,
    };

    public TemperatureStop Temperature(ChainFact fact, TemperatureRecorded e)
    {
        var leg = Facts<LegRecorded>().FirstOrDefault(l => l.Fact.Leg == e.Leg).Fact;
        var (closing, closed) = Facts<TemperatureBreachClosed>().FirstOrDefault(c => c.Fact.Recording == e.Recording && references.Void(c.Source) is null);
        return new TemperatureStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = leg is null ? references.Home(fact) : references.Place(leg.To),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            TargetMinCelsius = e.TargetMinCelsius,
            TargetMaxCelsius = e.TargetMaxCelsius,
            MinCelsius = e.MinCelsius,
            MaxCelsius = e.MaxCelsius,
            Readings = e.Readings,
            Breaches = e.Breaches,
            Closed = closing is null ? null : new BreachClosingView(closing.Reason, closed.Entry.Stamp.Occurred, references.Who(closed), references.Proof(closed)),
        };
    }

    private IEnumerable<(T Fact, ChainFact Source)> Facts<T>()
        where T : class => chain.Facts.Where(f => f.Entry.Fact is T).Select(f => ((f.Entry.Fact as T)!, f));
}
