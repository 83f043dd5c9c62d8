using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>A county that the goods were in or are sent to.</summary>
/// <param name="Kinds">What happened there, as the names of stops; empty where they are still awaited.</param>
public sealed record JourneyPlace(PlaceView At, IReadOnlyList<string> Kinds);

/// <param name="From">Index of a place.</param>
/// <param name="To">Index of another one.</param>
/// <param name="Awaited">Nobody there took them in yet.</param>
public sealed record JourneyWay(int From, int To, bool Awaited);

/// <summary>The places of a journey in the order in which the goods came to them, and the ways between. What was only decided about them elsewhere is no place of theirs.</summary>
public sealed record JourneyPlaces(IReadOnlyList<JourneyPlace> Places, IReadOnlyList<JourneyWay> Ways)
{
    /// <summary>Whether every place has a point on the ground; one that was guessed would be worse than none.</summary>
    public bool AreFound => Places.All(p => p.At.Centre is not null);

    public static JourneyPlaces Of(TraceView trace)
    {
        var places = new List<(PlaceView At, List<string> Kinds)>();
        var stops = trace.Journey.Where(s => s.Void is null && s.Place is not null).ToList();
        foreach (var stop in stops)
        {
            if (KindOf(stop) is { } kind && Index(stop.Place!) is var at && !places[at].Kinds.Contains(kind, StringComparer.Ordinal))
                places[at].Kinds.Add(kind);
        }

        var legs = stops.OfType<LegStop>().Select(l => (From: l.Place!, l.To)).ToList();
        // A shipment whose legs were recorded went that way; of another only its ends are known.
        var ways = legs.Concat(stops.OfType<DispatchStop>().Select(d => (From: d.Place!, d.To)).Where(d => !Leads(d.From.Code, d.To.Code)))
            .Where(w => w.From.Code != w.To.Code).DistinctBy(w => (w.From.Code, w.To.Code))
            .Select(w => (From: Index(w.From), To: Index(w.To))).ToList();
        return new JourneyPlaces([.. places.Select(p => new JourneyPlace(p.At, p.Kinds))], [.. ways.Select(w => new JourneyWay(w.From, w.To, places[w.To].Kinds.Count == 0 && ways.TrueForAll(o => o.From != w.To)))]);

        int Index(PlaceView place)
        {
            if (places.FindIndex(p => p.At.Code == place.Code) is >= 0 and var known)
                return known;
            places.Add((place, []));
            return places.Count - 1;
        }

        bool Leads(string from, string to)
        {
            var reached = new HashSet<string>(StringComparer.Ordinal) { from };
            for (var grew = true; grew;)
                grew = legs.FindAll(l => reached.Contains(l.From.Code) && reached.Add(l.To.Code)).Count > 0;
            return from != to && reached.Contains(to);
        }
    }

    private static string? KindOf(Stop stop) => stop switch
    {
        HarvestStop => "harvest",
        PackStop => "pack",
        TransformStop t => t.Step switch
        {
            Domain.Batches.TransformationStep.Merge => "merge",
            Domain.Batches.TransformationStep.Split => "split",
            _ => "process",
        },
        ReceiptStop => "receipt",
        DeliveryStop => "delivery",
        _ => null,
    };
}
