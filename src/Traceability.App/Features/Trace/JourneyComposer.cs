using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;

namespace Traceability.App.Features.Trace;

/// <summary>Each fact of a chain as a stop of the journey that a scan shows; a fact that is none is left out.</summary>
internal sealed class JourneyComposer(BatchChain chain, ChainReferences references)
{
    public List<Stop> Compose() => [.. chain.Facts.Select(StopOf).OfType<Stop>()];

    private Stop? StopOf(ChainFact fact) => fact.Entry.Fact switch
    {
        BatchHarvested e => Harvest(fact, e),
        BatchesPacked e => Pack(fact, e),
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
        ShipmentReceived e => new ReceiptStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Place(e.At),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
        },
        _ => null,
    };

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
        };
    }

    private PackStop? Pack(ChainFact fact, BatchesPacked e)
    {
        if (e.Outputs.FirstOrDefault(o => IsThis(Subject.Batch(o.Gtin, o.Lot))) is not { } output)
            return null;
        var shares = InputShares.Of(chain, chain.Subject);
        return new PackStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Home(fact),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            From = [.. e.Inputs.Select(i => new PackedFrom(i.Gtin.ToString(), i.Lot.ToString(), i.Taken.InKilograms, shares[Subject.Batch(i.Gtin, i.Lot)]))],
            Packs = output.Packs.Value,
            NetContentKg = output.NetContent.InKilograms,
            LossKg = e.Loss.InKilograms,
            Grade = output.Grade,
        };
    }

    private bool IsThis(string subject) => string.Equals(subject, chain.Subject, StringComparison.Ordinal);
}
