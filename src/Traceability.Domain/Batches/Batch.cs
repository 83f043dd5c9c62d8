using Traceability.Domain.Certification;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Batches;

/// <summary>How it came into being.</summary>
public enum BatchKind { Harvest, Pack, Merge, Split, Process }

/// <summary>A lot of one product: who holds how much of it, what it was made from, how many labels it bears.</summary>
public sealed class Batch : Aggregate
{
    private readonly List<Holding> _holdings = [];
    private readonly List<BatchInput> _inputs = [];
    private readonly List<LabelRun> _runs = [];
    private readonly List<LabelMark> _marks = [];

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
    /// <summary>Fresh mass for one mass of it, where water was taken out on the way; 1 where none was.</summary>
    public decimal Dehydration { get; private set; } = 1;
    /// <summary>Its own; what it was made from may be stopped too.</summary>
    public IReadOnlyList<BatchStop> Stops { get; private set; } = [];

    public bool IsPacked => NetContentKg is not null;
    public bool IsVoid => Stops.Any(s => s.Kind == StopKind.Voided);
    public IReadOnlyCollection<Holding> Holdings => _holdings;
    public IReadOnlyCollection<BatchInput> Inputs => _inputs;
    public IReadOnlyCollection<LabelRun> Runs => _runs;
    public IReadOnlyCollection<LabelMark> Marks => _marks;

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
        if (!IsPacked)
            return BatchProblems.LooseHasNoLabels;
        if (asked.Count > Quantity - LabelsIssued)
            return BatchProblems.BeyondPacks(Quantity, LabelsIssued, asked.Count);
        return asked.Count > held ? BatchProblems.NotEnough(Subject, held, Values.Quantity.Create(asked.Count, Unit)).On("count") : asked;
    }

    /// <summary>One of its stops is lifted.</summary>
    public Result<BatchReleased> Release(BatchReleased asked) => Stops.FirstOrDefault(s => s.Entry == asked.Stop) switch
    {
        null => BatchProblems.NoSuchStop,
        { IsReleasable: false } => BatchProblems.StopOfRecords,
        _ => asked,
    };

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case BatchHarvested e:
                BeginsAgainOnlyWhenVoid();
                (Id, Gtin, Lot, Kind) = (e.Batch, e.Gtin, e.Lot, BatchKind.Harvest);
                (Quantity, Unit, Plot) = (e.Quantity.Value, e.Quantity.Unit, Domain.Subject.Plot(e.Base, e.Plot));
                Begin(stamp);
                break;
            case ITransformation e when MadeBy(e) is { } made:
                BeginsAgainOnlyWhenVoid();
                (Id, Gtin, Lot, Kind) = (made.Id, made.Gtin, made.Lot, e.KindOf(made));
                (Quantity, Unit, NetContentKg) = (made.Quantity.Value, made.Quantity.Unit, made.NetContent?.InKilograms);
                Dehydration = (e as BatchesTransformed)?.Dehydration ?? 1;
                _inputs.AddRange(MassBalance.Lineage(e, made));
                Begin(stamp);
                break;
            case ITransformation e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), -TakenBy(e));
                break;
            case BatchHeld:
                Stop(StopKind.Hold, stamp);
                break;
            case RecallOpened:
                Stop(StopKind.Recalled, stamp);
                break;
            case RecallClosed:
                // What is recalled stays stopped; the end of the search changes nothing of that.
                break;
            case BatchReleased e:
                Stops = [.. Stops.Where(s => s.Entry != e.Stop)];
                break;
            case LabelsIssued e:
                _runs.Add(new LabelRun(e.Run, Subject, e.Count, e.SerialsRoot, e.KeyId, stamp.Entry));
                _marks.AddRange((e.Marks ?? []).Select(m => new LabelMark(e.Run, Subject, m.Mark, m.Period, m.Quantity.InKilograms)));
                LabelsIssued += e.Count;
                break;
            case ShipmentDispatched e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), -e.Items.Single(i => Is(i.Gtin, i.Lot)).Quantity.Value);
                break;
            case ShipmentReceived e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), e.Items.Single(i => Is(i.Gtin, i.Lot)).Quantity.Value, stamp.Occurred);
                // A receipt that takes the place of another may cover what had gone on since.
                Weigh(stamp);
                break;
            case BatchDelivered e:
                Hold(UnifiedSocialCreditCode.Parse(stamp.Organisation!), -e.Quantity.Value);
                break;
            case LegRecorded or TemperatureRecorded or TemperatureBreachClosed or ComplaintDecided or ComplianceDeclared:
                break;
            case HarvestFoundInsideInterval:
                Stop(StopKind.Hold, stamp);
                break;
            case InspectionReported { Verdict: InspectionVerdict.Fail }:
                Stop(StopKind.Failed, stamp);
                break;
            case InspectionReported { Verdict: InspectionVerdict.Suspect }:
                // A rapid test is confirmed in a laboratory before anything is said to have failed.
                Stop(StopKind.Hold, stamp);
                break;
            case InspectionRequested or InspectionSampled or InspectionReported:
                break;
            default:
                throw Unknown(fact);
        }
    }

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        switch (fact)
        {
            case BatchHarvested:
                End(stamp);
                break;
            case ITransformation e when MadeBy(e) is not null:
                _inputs.Clear();
                End(stamp);
                break;
            case ITransformation e:
                Hold(UnifiedSocialCreditCode.Parse(original.Organisation!), TakenBy(e));
                break;
            case LabelsIssued e:
                _runs.Find(r => r.Id == e.Run)!.Void();
                LabelsIssued -= e.Count;
                break;
            case ShipmentDispatched e:
                Hold(UnifiedSocialCreditCode.Parse(original.Organisation!), e.Items.Single(i => Is(i.Gtin, i.Lot)).Quantity.Value);
                break;
            case ShipmentReceived e:
                Hold(UnifiedSocialCreditCode.Parse(original.Organisation!), -e.Items.Single(i => Is(i.Gtin, i.Lot)).Quantity.Value);
                break;
            case BatchDelivered e:
                Hold(UnifiedSocialCreditCode.Parse(original.Organisation!), e.Quantity.Value);
                break;
            case LegRecorded or TemperatureRecorded or TemperatureBreachClosed:
                break;
            case InspectionReported:
                Stops = [.. Stops.Where(s => s.Entry != original.Entry)];
                break;
            case InspectionRequested or InspectionSampled:
                break;
            default:
                throw Unknown(fact);
        }

        Weigh(stamp);
    }

    private void BeginsAgainOnlyWhenVoid()
    {
        if (!IsVoid)
            BeginsOnce();
    }

    private void Begin(Stamp stamp)
    {
        (Producer, MadeAt) = (UnifiedSocialCreditCode.Parse(stamp.Organisation!), stamp.Occurred);
        Hold(Producer, Quantity, MadeAt);
        Stops = [.. Stops.Where(s => s.Kind != StopKind.Voided)];
        Weigh(stamp);
    }

    /// <summary>Nothing of it is there any more, also where something of it went on.</summary>
    private void End(Stamp stamp)
    {
        Hold(Producer, -Quantity);
        Quantity = 0;
        Stop(StopKind.Voided, stamp);
    }

    /// <summary>Whether what went out of it is still covered by what came in.</summary>
    private void Weigh(Stamp stamp)
    {
        var overdrawn = !IsVoid && (_holdings.Exists(h => h.Quantity < 0) || (IsPacked && LabelsIssued > Quantity));
        if (!overdrawn)
            Stops = [.. Stops.Where(s => s.Kind != StopKind.Overdrawn)];
        else if (!Stops.Any(s => s.Kind == StopKind.Overdrawn))
            Stop(StopKind.Overdrawn, stamp);
    }

    private void Stop(StopKind kind, Stamp stamp) => Stops = [.. Stops, new BatchStop(kind, stamp.Entry)];

    private Made? MadeBy(ITransformation fact) => fact.Makes().FirstOrDefault(m => Is(m.Gtin, m.Lot));

    private decimal TakenBy(ITransformation fact) => fact.Takes().Single(t => Is(t.Gtin, t.Lot)).Quantity.Value;

    private void Hold(UnifiedSocialCreditCode organisation, decimal change, DateTimeOffset? since = null)
    {
        var holding = HoldingOf(organisation);
        if (holding is null)
            _holdings.Add(holding = new Holding(Subject, organisation, since ?? throw new InvalidOperationException($"{organisation} never held {Subject}.")));
        holding.Change(change, since);
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

    /// <param name="since">When this came; one that was corrected may have come later, or earlier, than was said.</param>
    internal void Change(decimal by, DateTimeOffset? since)
    {
        if (since is { } now && Quantity == 0)
            Since = Since < now ? Since : now;
        Quantity += by;
    }
}

/// <summary>How much of one batch came from another, in milligrams so that the parts sum to the whole.</summary>
public sealed record BatchInput(string Batch, string Input, long Milligrams);
