using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Batches;

public enum BatchKind { Harvest, Pack }

/// <summary>A lot of one product: who holds how much of it, what it was made from, how many labels it bears.</summary>
public sealed class Batch : Aggregate
{
    private readonly List<Holding> _holdings = [];
    private readonly List<BatchInput> _inputs = [];
    private readonly List<LabelRun> _runs = [];

    public Guid Id { get; private set; }
    public Gtin Gtin { get; private set; }
    public LotNumber Lot { get; private set; }
    public BatchKind Kind { get; private set; }
    public UnifiedSocialCreditCode Producer { get; private set; }
    /// <summary>When it came into being.</summary>
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>The plot it was harvested from; null for a packed batch.</summary>
    public string? Plot { get; private set; }
    public decimal Quantity { get; private set; }
    public UnitCode Unit { get; private set; }
    /// <summary>Kilograms in one pack; null for loose produce.</summary>
    public decimal? NetContentKg { get; private set; }
    public int LabelsIssued { get; private set; }

    public IReadOnlyCollection<Holding> Holdings => _holdings;
    public IReadOnlyCollection<BatchInput> Inputs => _inputs;
    public IReadOnlyCollection<LabelRun> Runs => _runs;

    /// <summary>What the organisation holds of it; null when it never held any.</summary>
    public decimal? HeldBy(UnifiedSocialCreditCode organisation) => HoldingOf(organisation)?.Quantity;

    /// <summary>Only who holds the batch acts on it, and only on what is there.</summary>
    public Problem? WhyNotTake(Quantity asked, UnifiedSocialCreditCode holder, DateTimeOffset occurred, string field)
    {
        if (HoldingOf(holder) is not { } holding)
            return BatchProblems.NotYours(Subject).On(field);
        var held = holding.Quantity;
        if (occurred < holding.Since)
            return BatchProblems.BeforeHeld(Subject, holding.Since);
        if (asked.Unit != Unit)
            return BatchProblems.WrongUnit(Unit).On(field);
        if (asked.Value <= 0)
            return BatchProblems.NothingAsked.On(field);
        return asked.Value > held ? BatchProblems.NotEnough(Subject, held, asked).On(field) : null;
    }

    /// <summary>Labels never exceed the packs of the batch, nor the packs that who asks still holds.</summary>
    public Result<LabelsIssued> IssueLabels(LabelsIssued asked, UnifiedSocialCreditCode holder, DateTimeOffset occurred)
    {
        if (HoldingOf(holder) is not { } holding)
            return BatchProblems.NotYours(Subject);
        var held = holding.Quantity;
        if (occurred < holding.Since)
            return BatchProblems.BeforeHeld(Subject, holding.Since);
        if (Kind != BatchKind.Pack)
            return BatchProblems.LooseHasNoLabels;
        if (asked.Count > Quantity - LabelsIssued)
            return BatchProblems.BeyondPacks(Quantity, LabelsIssued, asked.Count);
        return asked.Count > held ? BatchProblems.NotEnough(Subject, held, Values.Quantity.Create(asked.Count, Unit)).On("count") : asked;
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case BatchHarvested e:
                BeginsOnce();
                (Id, Gtin, Lot, Kind) = (e.Batch, e.Gtin, e.Lot, BatchKind.Harvest);
                (Quantity, Unit, Plot) = (e.Quantity.Value, e.Quantity.Unit, Domain.Subject.Plot(e.Base, e.Plot));
                Begin(stamp);
                break;
            case BatchesPacked e when e.Outputs.FirstOrDefault(o => Is(o.Gtin, o.Lot)) is { } made:
                BeginsOnce();
                (Id, Gtin, Lot, Kind) = (made.Batch, made.Gtin, made.Lot, BatchKind.Pack);
                (Quantity, Unit, NetContentKg) = (made.Packs.Value, made.Packs.Unit, made.NetContent.InKilograms);
                _inputs.AddRange(MassBalance.Lineage(e, made));
                Begin(stamp);
                break;
            case BatchesPacked e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), -e.Inputs.Single(i => Is(i.Gtin, i.Lot)).Taken.Value);
                break;
            case LabelsIssued e:
                _runs.Add(new LabelRun(e.Run, Subject, e.Count, e.SerialsRoot, e.KeyId, stamp.Entry));
                LabelsIssued += e.Count;
                break;
            case ShipmentDispatched e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), -e.Items.Single(i => Is(i.Gtin, i.Lot)).Quantity.Value);
                break;
            case ShipmentReceived e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), e.Items.Single(i => Is(i.Gtin, i.Lot)).Quantity.Value, stamp.Occurred);
                break;
            default:
                throw Unknown(fact);
        }
    }

    private void Begin(Stamp stamp)
    {
        (Producer, MadeAt) = (UnifiedSocialCreditCode.Parse(stamp.Organisation!), stamp.Occurred);
        Hold(Producer, Quantity, MadeAt);
    }

    private void Hold(UnifiedSocialCreditCode organisation, decimal change, DateTimeOffset? since = null)
    {
        var holding = HoldingOf(organisation);
        if (holding is null)
            _holdings.Add(holding = new Holding(Subject, organisation, since ?? throw new InvalidOperationException($"{organisation} never held {Subject}.")));
        holding.Change(change);
    }

    private Holding? HoldingOf(UnifiedSocialCreditCode organisation) => _holdings.Find(h => h.Organisation == organisation);

    private bool Is(Gtin gtin, LotNumber lot) => string.Equals(Domain.Subject.Batch(gtin, lot), Subject, StringComparison.Ordinal);
}

/// <summary>How much of a batch an organisation holds now, in the batch's unit.</summary>
public sealed class Holding(string batch, UnifiedSocialCreditCode organisation, DateTimeOffset since)
{
    public string Batch { get; private set; } = batch;
    public UnifiedSocialCreditCode Organisation { get; private set; } = organisation;
    /// <summary>When the organisation first held of it: nothing it did with the batch was before.</summary>
    public DateTimeOffset Since { get; private set; } = since;
    public decimal Quantity { get; private set; }

    internal void Change(decimal by) => Quantity += by;
}

/// <summary>How much of one batch came from another, in milligrams so that the parts sum to the whole.</summary>
public sealed record BatchInput(string Batch, string Input, long Milligrams);
