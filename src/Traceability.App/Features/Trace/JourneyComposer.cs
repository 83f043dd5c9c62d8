using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Quality;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Trace;

/// <summary>Each fact of a chain as a stop of the journey that a scan shows; a fact that is none is left out.</summary>
internal sealed class JourneyComposer(BatchChain chain, ChainReferences references)
{
    private readonly WayComposer _way = new(chain, references);
    private readonly StandingComposer _standing = new(references);
    private readonly HashSet<string> _batches = [chain.Subject, .. chain.Inputs.Select(i => i.Input)];

    public List<Stop> Compose() =>
    [
        .. Steps().Concat(chain.Facts).OrderBy(f => f.Entry.Stamp.Occurred).ThenBy(f => f.Entry.Stamp.Entry).Select(f => StopOf(f) is { } stop ? stop with { Void = references.Void(f) } : null).OfType<Stop>(),
    ];

    /// <summary>The steps of growing that belong to a harvest of the chain.</summary>
    private IEnumerable<ChainFact> Steps() => chain.Standing
        .Where(f => f.Entry.Fact is BatchHarvested)
        .SelectMany(f => chain.CultivationOf((BatchHarvested)f.Entry.Fact, DateOnly.FromDateTime(f.Entry.Stamp.Occurred.DateTime)))
        .DistinctBy(f => f.Entry.Stamp.Entry);

    private Stop? StopOf(ChainFact fact) => fact.Entry.Fact switch
    {
        PlotTended e => Step(fact, e.Base, e.Plot, e.Step.ToString(), e.Input, e.PerMu, []),
        PlotSprayed e => Step(fact, e.Base, e.Plot, PlotStep.Spray, e.Product, e.DosePerMu, e.ActiveIngredients ?? e.Ingredients),
        BatchHarvested e => Harvest(fact, e),
        BatchesPacked e => Pack(fact, e),
        BatchesTransformed e => Transformation(fact, e),
        LabelsIssued e when IsThis(Subject.Batch(e.Gtin, e.Lot)) => new LabelStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Home(fact),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            Count = e.Count,
            Serialised = e.SerialsRoot is not null,
        },
        ShipmentDispatched e => new DispatchStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Place(e.From),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            To = references.Place(e.To),
            Carrier = e.Carrier is { } carrier ? references.PartyOf(carrier) : null,
            Sscc = e.Sscc?.ToString(),
        },
        BatchDelivered e => _way.Delivery(fact, e),
        LegRecorded e => _way.Leg(fact, e),
        TemperatureRecorded e => _way.Temperature(fact, e),
        ShipmentReceived e => new ReceiptStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Place(e.At),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
        },
        InspectionReported e => TestStops.Of(fact, e, references, IsThis(Subject.Batch(e.Gtin, e.Lot))),
        _ => _standing.StopOf(fact),
    };

    private CultivationStop Step(ChainFact fact, Gln ground, GlnExtension extension, string step, string? input, Quantity? perMu, IReadOnlyList<string> ingredients)
    {
        var (at, _) = references.Field(ground, extension);
        return new CultivationStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Place(at.Region),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            Step = step,
            Plot = extension.ToString(),
            BaseName = ChainReferences.Text(at.Name, at.NameEn),
            Input = input,
            PerMu = perMu,
            Ingredients = ingredients,
        };
    }

    private HarvestStop Harvest(ChainFact fact, BatchHarvested e)
    {
        var (at, plot) = references.Field(e.Base, e.Plot);
        return new HarvestStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Place(at.Region),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            Lot = e.Lot.ToString(),
            Plot = e.Plot.ToString(),
            BaseName = ChainReferences.Text(at.Name, at.NameEn),
            Kilograms = e.Quantity.InKilograms,
            Season = e.Season,
            PlotBoundKg = plot.AreaMu * plot.YieldCapKgPerMu,
            Collectors = e.Collectors,
        };
    }

    private PackStop? Pack(ChainFact fact, BatchesPacked e) => Output(e) is not { } made ? null : new PackStop
    {
        At = fact.Entry.Stamp.Occurred,
        RecordedAt = fact.Entry.Stamp.Recorded,
        Place = references.Home(fact),
        Who = references.Who(fact),
        Proof = references.Proof(fact),
        Lot = made.Lot.ToString(),
        From = From(e, made),
        Packs = made.Quantity.Value,
        NetContentKg = made.NetContent!.Value.InKilograms,
        LossKg = e.Loss.InKilograms,
        Grade = made.Grade,
    };

    private TransformStop? Transformation(ChainFact fact, BatchesTransformed e) => Output(e) is not { } made ? null : new TransformStop
    {
        At = fact.Entry.Stamp.Occurred,
        RecordedAt = fact.Entry.Stamp.Recorded,
        Place = references.Home(fact),
        Who = references.Who(fact),
        Proof = references.Proof(fact),
        Lot = made.Lot.ToString(),
        Step = e.Step,
        Processes = [.. (e.Processes ?? []).Select(p => p.ToString())],
        From = From(e, made),
        Quantity = made.Quantity.Value,
        NetContentKg = made.NetContent?.InKilograms,
        LossKg = e.Loss.InKilograms,
        Dehydration = e.Dehydration,
        Grade = made.Grade,
    };

    /// <summary>What of it is of this chain: the batch itself, else the first that it was made from.</summary>
    private Made? Output(ITransformation e) => e.Makes().FirstOrDefault(m => IsThis(m.Batch)) ?? e.Makes().FirstOrDefault(m => _batches.Contains(m.Batch));

    private List<PackedFrom> From(ITransformation e, Made made)
    {
        var shares = InputShares.Of(chain, made.Batch);
        return [.. e.Takes().Select(t => new PackedFrom(t.Gtin.ToString(), t.Lot.ToString(), t.Kilograms, shares.GetValueOrDefault(t.Batch)))];
    }

    private bool IsThis(string subject) => string.Equals(subject, chain.Subject, StringComparison.Ordinal);
}
