using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;

namespace Traceability.App.Features.Trace;

/// <summary>Makes of the decoded facts of a chain what a scan shows.</summary>
internal sealed class TraceComposer(BatchChain chain, PlaceNames places, long loggedSize, long anchoredSize)
{
    private static readonly FactKind[] Required = [FactKind.Harvest, FactKind.Pack, FactKind.Shipment, FactKind.Receipt];
    private static readonly FactKind[] WorthSaying = [FactKind.Cultivation, FactKind.Inspection, FactKind.Certificate, FactKind.Temperature];

    private readonly Dictionary<string, (OrganisationRegistered Fact, ChainFact Source)> _organisations = chain.References
        .Where(r => r.Entry.Fact is OrganisationRegistered)
        .ToDictionary(r => ((OrganisationRegistered)r.Entry.Fact).Uscc.ToString(), r => ((OrganisationRegistered)r.Entry.Fact, r), StringComparer.Ordinal);

    private readonly Dictionary<string, BaseRegistered> _bases = chain.References
        .Select(r => r.Entry.Fact).OfType<BaseRegistered>()
        .ToDictionary(b => b.Gln.ToString(), StringComparer.Ordinal);

    public TraceView Compose()
    {
        var journey = chain.Facts.Select(StopOf).OfType<Stop>().ToList();
        var (packing, output) = Packing();
        var product = chain.References.Single(r => r.Entry.Fact is ProductRegistered);
        var packer = _organisations[packing.Entry.Stamp.Organisation!];
        return new TraceView
        {
            Gtin = output.Gtin.ToString(),
            Lot = output.Lot.ToString(),
            DigitalLink = "",
            Verdict = Verdict(journey),
            Product = Product(product),
            Packer = Party(packing.Entry.Stamp.Organisation)!,
            Origins = Origins(),
            Journey = journey,
            Quantities = Quantities(output, journey),
            Ledger = new LedgerView("", "", 0, null, 0, null, null, null, null),
            Demonstration = false,
            Hotline = packer.Fact.Hotline,
        };
    }

    private (ChainFact Packing, PackOutput Output) Packing()
    {
        foreach (var fact in chain.Facts)
        {
            if (fact.Entry.Fact is BatchesPacked packed && packed.Outputs.FirstOrDefault(o => IsThis(o.Gtin, o.Lot)) is { } output)
                return (fact, output);
        }

        throw new InvalidDataException($"Nothing recorded how {chain.Subject} was packed.");
    }

    private static Verdict Verdict(List<Stop> journey)
    {
        FactKind[] there = [.. journey.Select(KindOf).OfType<FactKind>().Distinct()];
        FactKind[] missing = [.. Required.Except(there)];
        return new Verdict(missing.Length == 0 ? VerdictState.Good : VerdictState.LookHere, missing, [.. WorthSaying.Except(there)]);
    }

    private static FactKind? KindOf(Stop stop) => stop switch
    {
        HarvestStop => FactKind.Harvest,
        PackStop => FactKind.Pack,
        DispatchStop => FactKind.Shipment,
        ReceiptStop => FactKind.Receipt,
        _ => null,
    };

    private Stop? StopOf(ChainFact fact) => fact.Entry.Fact switch
    {
        BatchHarvested e => Harvest(fact, e),
        BatchesPacked e => Pack(fact, e),
        LabelsIssued e when IsThis(e.Gtin, e.Lot) => new LabelStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = Home(fact),
            Who = Party(fact.Entry.Stamp.Organisation)!,
            Proof = Proof(fact),
            Count = e.Count,
            Serialised = e.SerialsRoot is not null,
        },
        ShipmentDispatched e => new DispatchStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = places.Of(e.From),
            Who = Party(fact.Entry.Stamp.Organisation)!,
            Proof = Proof(fact),
            To = places.Of(e.To),
            Carrier = e.Carrier is { } carrier ? Party(_organisations.Values.FirstOrDefault(o => o.Fact.Gln == carrier).Fact?.Uscc.ToString()) : null,
            Sscc = e.Sscc?.ToString(),
        },
        ShipmentReceived e => new ReceiptStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = places.Of(e.At),
            Who = Party(fact.Entry.Stamp.Organisation)!,
            Proof = Proof(fact),
        },
        _ => null,
    };

    private HarvestStop Harvest(ChainFact fact, BatchHarvested e)
    {
        var at = _bases[e.Base.ToString()];
        var plot = at.Plots.Single(p => p.Extension == e.Plot);
        return new HarvestStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = places.Of(at.Region),
            Who = Party(fact.Entry.Stamp.Organisation)!,
            Proof = Proof(fact),
            Lot = e.Lot.ToString(),
            Plot = e.Plot.ToString(),
            BaseName = Text(at.Name, at.NameEn),
            Kilograms = e.Quantity.InKilograms,
            Season = e.Season,
            PlotBoundKg = plot.AreaMu * plot.YieldCapKgPerMu,
        };
    }

    private PackStop? Pack(ChainFact fact, BatchesPacked e)
    {
        if (e.Outputs.FirstOrDefault(o => IsThis(o.Gtin, o.Lot)) is not { } output)
            return null;
        var total = chain.Inputs.Where(i => IsThis(i.Batch)).Sum(i => (decimal)i.Milligrams);
        return new PackStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = Home(fact),
            Who = Party(fact.Entry.Stamp.Organisation)!,
            Proof = Proof(fact),
            From = [.. e.Inputs.Select(i => new PackedFrom(i.Gtin.ToString(), i.Lot.ToString(), i.Taken.InKilograms, ShareOf(i) / total))],
            Packs = output.Packs.Value,
            NetContentKg = output.NetContent.InKilograms,
            LossKg = e.Loss.InKilograms,
            Grade = output.Grade,
        };

        decimal ShareOf(PackInput input) =>
            chain.Inputs.Single(x => IsThis(x.Batch) && string.Equals(x.Input, Subject.Batch(input.Gtin, input.Lot), StringComparison.Ordinal)).Milligrams;
    }

    /// <summary>Every harvest behind the batch with its part, walking the lineage upwards; the largest first.</summary>
    private List<OriginView> Origins()
    {
        var shares = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Walk(chain.Subject, 1);
        return
        [
            .. chain.Facts
                .Where(f => f.Entry.Fact is BatchHarvested h && shares.ContainsKey(Subject.Batch(h.Gtin, h.Lot)))
                .Select(f => (Fact: f, Harvest: (BatchHarvested)f.Entry.Fact))
                .Select(x => Origin(x.Fact, x.Harvest, shares[Subject.Batch(x.Harvest.Gtin, x.Harvest.Lot)]))
                .OrderByDescending(o => o.Share),
        ];

        void Walk(string batch, decimal part)
        {
            var inputs = chain.Inputs.Where(i => string.Equals(i.Batch, batch, StringComparison.Ordinal)).ToList();
            if (inputs.Count == 0)
                shares[batch] = shares.GetValueOrDefault(batch) + part;
            var whole = inputs.Sum(i => (decimal)i.Milligrams);
            foreach (var input in inputs)
                Walk(input.Input, part * input.Milligrams / whole);
        }
    }

    private OriginView Origin(ChainFact fact, BatchHarvested harvest, decimal share)
    {
        var at = _bases[harvest.Base.ToString()];
        return new OriginView(
            Party(fact.Entry.Stamp.Organisation)!,
            at.Gln.ToString(),
            harvest.Plot.ToString(),
            Text(at.Name, at.NameEn),
            places.Of(at.Region),
            at.Plots.Single(p => p.Extension == harvest.Plot).AreaMu,
            DateOnly.FromDateTime(fact.Entry.Stamp.Occurred.DateTime),
            share);
    }

    private static QuantitiesView Quantities(PackOutput output, List<Stop> journey)
    {
        var harvests = journey.OfType<HarvestStop>().ToList();
        var plots = harvests.DistinctBy(h => (h.Who.Uscc, h.BaseName, h.Plot, h.Season)).ToList();
        return new QuantitiesView(
            plots.Count == 0 || plots.Exists(p => p.PlotBoundKg is null) ? null : plots.Sum(p => p.PlotBoundKg),
            harvests.Sum(h => h.Kilograms),
            output.Packs.Value * output.NetContent.InKilograms,
            output.Packs.Value,
            journey.OfType<LabelStop>().Sum(l => l.Count));
    }

    private ProductView Product(ChainFact source)
    {
        var e = (ProductRegistered)source.Entry.Fact;
        return new ProductView(e.Gtin.ToString(), Text(e.Name, e.NameEn) ?? new LocalText(e.Gtin.ToString(), En: null), e.NetContent?.InKilograms, e.ShelfLifeDays, e.StoreMinCelsius, e.StoreMaxCelsius, Proof(source));
    }

    private PartyView? Party(string? uscc) => uscc is not null && _organisations.TryGetValue(uscc, out var known)
        ? new PartyView(uscc, Text(known.Fact.Name, known.Fact.NameEn), places.Of(known.Fact.Region), Proof(known.Source))
        : null;

    private PlaceView Home(ChainFact fact) => places.Of(_organisations[fact.Entry.Stamp.Organisation!].Fact.Region);

    private ProofView Proof(ChainFact fact) => new(
        fact.Entry.Envelope.Id,
        fact.Entry.Envelope.Type,
        fact.Index switch
        {
            { } index when index < anchoredSize => ProofState.Anchored,
            { } index when index < loggedSize => ProofState.Logged,
            _ => ProofState.Recorded,
        },
        fact.Index);

    private static LocalText? Text(string? zh, string? en) => zh is null ? null : new LocalText(zh, en);

    private bool IsThis(Gs1.Identifiers.Gtin gtin, Gs1.Identifiers.LotNumber lot) => IsThis(Subject.Batch(gtin, lot));

    private bool IsThis(string subject) => string.Equals(subject, chain.Subject, StringComparison.Ordinal);
}
