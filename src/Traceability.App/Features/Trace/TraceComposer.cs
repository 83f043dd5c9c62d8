using System.Globalization;
using Traceability.App.Entries;
using Traceability.App.Marks;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Products;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Trace;

/// <summary>Makes of the decoded facts of a chain what a scan shows.</summary>
internal sealed class TraceComposer(
    BatchChain chain, ChainMarks marks, PlaceNames places, bool labelHolds, long loggedSize, long anchoredSize, DeploymentOptions deployment, DateTimeOffset now)
{
    private static readonly FactKind[] Required = [FactKind.Harvest, FactKind.Pack, FactKind.Shipment, FactKind.Receipt];
    private static readonly FactKind[] RequiredWhereItIsSold = [FactKind.Harvest, FactKind.Pack];
    private static readonly FactKind[] WorthSaying = [FactKind.Cultivation, FactKind.Inspection, FactKind.Certificate, FactKind.Temperature];

    private readonly ChainReferences _references = new(chain, marks, places, loggedSize, anchoredSize);

    public TraceView Compose()
    {
        var journey = new JourneyComposer(chain, _references).Compose();
        var (making, output) = Making();
        var vouching = new MarkComposer(marks, _references, deployment.DayOf(making.Entry.Stamp.Occurred), deployment.DayOf(now)).Compose();
        var product = chain.References.Single(r => r.Entry.Fact is ProductRegistered);
        var fields = new FieldComposer(chain, _references).Compose();
        return new TraceView
        {
            Gtin = output.Gtin.ToString(),
            Lot = output.Lot.ToString(),
            DigitalLink = "",
            Verdict = Verdict(journey, vouching, isGathered: fields.Count > 0 && fields.TrueForAll(f => f.Wild)),
            Product = Product(product),
            Packer = _references.Organisation(making),
            Origins = Origins(),
            Marks = vouching,
            Journey = journey,
            Quantities = QuantitiesComposer.Compose(output, journey),
            Fields = fields,
            Ledger = new LedgerView("", "", 0, null, 0, null, null, null, null),
            Demonstration = false,
            Hotline = _references.Recorder(making).Hotline,
        };
    }

    /// <summary>The fact by which the batch came into being; of a batch that is void, the one that does not hold.</summary>
    private (ChainFact Fact, Made Output) Making()
    {
        foreach (var fact in chain.Standing.Concat(chain.Facts))
        {
            if (fact.Entry.Fact is ITransformation made && made.Makes().FirstOrDefault(m => string.Equals(m.Batch, chain.Subject, StringComparison.Ordinal)) is { } output)
                return (fact, output);
        }

        throw new InvalidDataException($"Nothing recorded how {chain.Subject} was made.");
    }

    /// <param name="isGathered">Nobody works a field for what grows wild: that none is recorded says nothing.</param>
    private Verdict Verdict(List<Stop> journey, List<MarkView> vouching, bool isGathered)
    {
        FactKind[] there = [.. journey.Where(s => s.Void is null).Select(KindOf).OfType<FactKind>().Distinct(), .. vouching.Count > 0 ? [FactKind.Certificate] : Array.Empty<FactKind>()];
        // Who sells at the farm sends nothing to anybody.
        var soldWhereMade = journey.Exists(s => s is DeliveryStop { Void: null }) && !journey.Exists(s => s is DispatchStop { Void: null });
        FactKind[] missing = [.. (soldWhereMade ? RequiredWhereItIsSold : Required).Except(there)];
        StopView[] stops = [.. chain.Stops.Select(StopOf)];
        Concern[] concerns = [.. ConcernComposer.Of(chain, journey, labelHolds)];
        var lapsed = vouching.FindAll(m => !m.Holds);
        var worthSaying = isGathered ? WorthSaying.Except([FactKind.Cultivation]) : WorthSaying;
        return new Verdict(
            stops.Length > 0 ? VerdictState.Stopped : missing.Length > 0 || concerns.Length > 0 || lapsed.Count > 0 ? VerdictState.LookHere : VerdictState.Good, missing, [.. worthSaying.Except(there)])
        {
            Stops = stops,
            Concerns = concerns,
            Lapsed = lapsed,
        };
    }

    private StopView StopOf(ChainStop stop) => new(
        stop.Kind,
        Uri.UnescapeDataString(stop.Batch[(stop.Batch.IndexOf("/10/", StringComparison.Ordinal) + 4)..]),
        string.Equals(stop.Batch, chain.Subject, StringComparison.Ordinal),
        stop.Fact.Entry.Fact switch
        {
            BatchHeld e => e.Reason,
            RecallOpened e => e.Reason,
            RecordVoided e => e.Reason,
            // The sum of days says it in every language.
            HarvestFoundInsideInterval e => string.Create(CultureInfo.InvariantCulture, $"{e.SprayedOn:yyyy-MM-dd} + {e.IntervalDays} d = {e.FirstHarvestDay:yyyy-MM-dd} > {e.HarvestedOn:yyyy-MM-dd}"),
            InspectionReported e => TestStops.Over(e),
            _ => null,
        },
        stop.Fact.Entry.Stamp.Occurred,
        _references.Proof(stop.Fact));

    private static FactKind? KindOf(Stop stop) => stop switch
    {
        CultivationStop => FactKind.Cultivation,
        HarvestStop => FactKind.Harvest,
        PackStop or TransformStop { NetContentKg: not null } => FactKind.Pack,
        DispatchStop => FactKind.Shipment,
        ReceiptStop => FactKind.Receipt,
        InspectionStop => FactKind.Inspection,
        TemperatureStop => FactKind.Temperature,
        _ => null,
    };

    /// <summary>Every harvest behind the batch with its part; the largest first.</summary>
    private List<OriginView> Origins()
    {
        var shares = Lineage.PartsAbove(chain.Subject, chain.Inputs);
        return
        [
            .. chain.Standing
                .Where(f => f.Entry.Fact is BatchHarvested h && shares.ContainsKey(Subject.Batch(h.Gtin, h.Lot)))
                .Select(f => (Fact: f, Harvest: (BatchHarvested)f.Entry.Fact))
                .Select(x => Origin(x.Fact, x.Harvest, shares[Subject.Batch(x.Harvest.Gtin, x.Harvest.Lot)]))
                .OrderByDescending(o => o.Share),
        ];
    }

    private OriginView Origin(ChainFact fact, BatchHarvested harvest, decimal share)
    {
        var (at, plot) = _references.Field(harvest.Base, harvest.Plot);
        return new OriginView(
            _references.Organisation(fact),
            at.Gln.ToString(),
            harvest.Plot.ToString(),
            ChainReferences.Text(at.Name, at.NameEn),
            _references.Place(at.Region),
            plot.AreaMu,
            DateOnly.FromDateTime(fact.Entry.Stamp.Occurred.DateTime),
            share);
    }

    private ProductView Product(ChainFact source)
    {
        var e = (ProductRegistered)source.Entry.Fact;
        return new ProductView(e.Gtin.ToString(), ChainReferences.Text(e.Name, e.NameEn) ?? new LocalText(e.Gtin.ToString(), En: null), e.NetContent?.InKilograms, e.ShelfLifeDays, e.StoreMinCelsius, e.StoreMaxCelsius, _references.Proof(source));
    }
}
