using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Logistics;

/// <summary>Goods left their holder for a receiver.</summary>
[EventType("shipment.dispatched", 1)]
public sealed record ShipmentDispatched : PhysicalEvent, IOfShipment, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    /// <summary>The logistic unit's number, where the sender uses one.</summary>
    [Public] public Sscc? Sscc { get; init; }
    [Public] public required RegionCode From { get; init; }
    [Public] public required RegionCode To { get; init; }
    /// <summary>Location number of the carrier; null when the sender carries.</summary>
    [Public] public Gln? Carrier { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Chain] public required Gln Sender { get; init; }
    [Chain] public required Gln Receiver { get; init; }
    [Chain] public required IReadOnlyList<ShippedItem> Items { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}

/// <summary>Goods reached their receiver, who counted them.</summary>
[EventType("shipment.received", 1)]
public sealed record ShipmentReceived : PhysicalEvent, IOfShipment, IVoidable
{
    [Public] public required Guid Shipment { get; init; }
    [Public] public required RegionCode At { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Chain] public required Gln Receiver { get; init; }
    [Chain] public required IReadOnlyList<ShippedItem> Items { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Shipment(Shipment), .. Batches];
}

/// <summary>How much of a batch travels, in the batch's unit.</summary>
public sealed record ShippedItem(Gtin Gtin, LotNumber Lot, Quantity Quantity);

/// <summary>A load on its way from one holder to the next.</summary>
public sealed class Shipment : Aggregate
{
    public const int MostLegs = 12;
    public const int MostRecordings = 24;

    private readonly List<ShipmentItem> _items = [];
    private readonly List<ShipmentLeg> _legs = [];
    private readonly List<ShipmentTemperature> _temperatures = [];

    public Guid Id { get; private set; }
    public string? Sscc { get; private set; }
    public UnifiedSocialCreditCode Sender { get; private set; }
    public Gln Receiver { get; private set; }
    /// <summary>Null when the sender carries.</summary>
    public Gln? Carrier { get; private set; }
    public DateTimeOffset Departed { get; private set; }
    public RegionCode From { get; private set; }
    public RegionCode To { get; private set; }
    public bool Received { get; private set; }
    /// <summary>The record of its dispatch does not hold: it never left.</summary>
    public bool Voided { get; private set; }
    /// <summary>When it reached its receiver; null before.</summary>
    public DateTimeOffset? ReceivedAt { get; private set; }
    public IReadOnlyCollection<ShipmentItem> Items => _items;
    public IReadOnlyCollection<ShipmentLeg> Legs => _legs;
    public IReadOnlyCollection<ShipmentTemperature> Temperatures => _temperatures;

    /// <summary>A leg lies between dispatch and receipt, and beside every other: goods are on one vehicle at a time.</summary>
    public Result<LegRecorded> AddLeg(LegRecorded asked, DateTimeOffset departed)
    {
        if (Voided)
            return ShipmentProblems.NeverLeft;
        if (asked.Arrived <= departed)
            return ShipmentProblems.ArrivesBeforeItLeft(departed, asked.Arrived);
        if (departed < Departed)
            return ShipmentProblems.LegBeforeDispatch(Departed, departed);
        if (ReceivedAt is { } received && asked.Arrived > received)
            return ShipmentProblems.LegAfterReceipt(received, asked.Arrived);
        if (_legs.Find(l => l.Overlaps(departed, asked.Arrived)) is { } other)
            return ShipmentProblems.LegOverlaps(other);
        return _legs.Count >= MostLegs ? ShipmentProblems.TooManyLegs(MostLegs) : asked;
    }

    /// <summary>The readings of a logger that travelled with the goods for a leg.</summary>
    public Result<TemperatureRecorded> AddTemperature(Guid recording, Guid leg, TemperatureCurve curve, FileHash? loggerFile)
    {
        if (_legs.Find(l => l.Id == leg) is not { } driven)
            return TemperatureProblems.UnknownLeg;
        if (curve.Readings.FirstOrDefault(r => r.At < driven.Departed || r.At > driven.Arrived) is { } outside)
            return TemperatureProblems.OutsideLeg(outside, driven.Departed, driven.Arrived);
        if (_temperatures.Exists(t => t.IsSameAs(leg, curve)))
            return TemperatureProblems.Exists;
        if (_temperatures.Count >= MostRecordings)
            return TemperatureProblems.TooMany(MostRecordings);
        return new TemperatureRecorded
        {
            Shipment = Id,
            Leg = leg,
            Recording = recording,
            Batches = [.. _items.Select(i => i.Batch)],
            TargetMinCelsius = curve.Target.Min,
            TargetMaxCelsius = curve.Target.Max,
            MinCelsius = curve.Readings.Min(r => r.Celsius),
            MaxCelsius = curve.Readings.Max(r => r.Celsius),
            Readings = curve.Readings,
            Breaches = curve.Breaches,
            LoggerFile = loggerFile,
        };
    }

    /// <summary>A breach is closed once, by words: no reading is asked for, because the sensor may be what was lost.</summary>
    public Result<TemperatureBreachClosed> CloseBreach(TemperatureBreachClosed asked, DateTimeOffset occurred)
    {
        if (_temperatures.Find(t => t.Id == asked.Recording) is not { } recording)
            return TemperatureProblems.UnknownRecording;
        if (recording.BreachedAt is not { } began)
            return TemperatureProblems.NoBreach;
        if (recording.Closed is not null)
            return TemperatureProblems.Closed;
        return occurred < began ? TemperatureProblems.ClosedBefore(began) : asked;
    }

    /// <summary>The receiver counts what came; more than was sent cannot come.</summary>
    public Result<ShipmentReceived> Receive(ShipmentReceived asked, DateTimeOffset occurred)
    {
        if (asked.Receiver != Receiver)
            return ShipmentProblems.NotYours;
        if (Voided)
            return ShipmentProblems.NeverLeft;
        if (Received)
            return ShipmentProblems.AlreadyReceived;
        if (occurred < Departed)
            return ShipmentProblems.BeforeDeparture;
        if (_legs.Exists(l => l.Arrived > occurred))
            return ShipmentProblems.BeforeArrival(_legs.Max(l => l.Arrived));
        foreach (var item in asked.Items)
        {
            var subject = Domain.Subject.Batch(item.Gtin, item.Lot);
            if (_items.Find(i => string.Equals(i.Batch, subject, StringComparison.Ordinal)) is not { } sent)
                return ShipmentProblems.NotInShipment(subject);
            if (item.Quantity.Value > sent.Quantity)
                return ShipmentProblems.MoreThanSent(subject, sent.Quantity, item.Quantity);
        }

        return asked;
    }

    public override Problem? WhyNotUndo(DomainEvent fact) => fact switch
    {
        ShipmentDispatched when Received => VoidProblems.InUse("its receipt"),
        ShipmentDispatched when _legs.Count > 0 => VoidProblems.InUse("its legs"),
        LegRecorded leg when _temperatures.Exists(t => t.Leg == leg.Leg) => VoidProblems.InUse("its temperatures"),
        TemperatureRecorded read when _temperatures.Exists(t => t.Id == read.Recording && t.Closed is not null) => VoidProblems.InUse("the closing of its breach"),
        _ => null,
    };

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case ShipmentDispatched e:
                BeginsOnce();
                (Id, Sscc, Receiver, Carrier, Departed) = (e.Shipment, e.Sscc?.ToString(), e.Receiver, e.Carrier, stamp.Occurred);
                (Sender, From, To) = (UnifiedSocialCreditCode.Parse(stamp.Organisation!), e.From, e.To);
                _items.AddRange(e.Items.Select(i => new ShipmentItem(Subject, Domain.Subject.Batch(i.Gtin, i.Lot), i.Quantity.Value)));
                break;
            case ShipmentReceived e:
                (Received, ReceivedAt) = (true, stamp.Occurred);
                foreach (var item in e.Items)
                    _items.Single(i => string.Equals(i.Batch, Domain.Subject.Batch(item.Gtin, item.Lot), StringComparison.Ordinal)).Arrive(item.Quantity.Value);
                break;
            case LegRecorded e:
                _legs.Add(new ShipmentLeg(e.Leg, Subject, e.From, e.To, e.Carrier, stamp.Occurred, e.Arrived));
                break;
            case TemperatureRecorded e:
                _temperatures.Add(ShipmentTemperature.Of(Subject, e));
                break;
            case TemperatureBreachClosed e:
                _temperatures.Single(t => t.Id == e.Recording).Close(e.Reason);
                break;
            default:
                throw Unknown(fact);
        }
    }

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        switch (fact)
        {
            case ShipmentDispatched:
                Voided = true;
                break;
            case ShipmentReceived:
                (Received, ReceivedAt) = (false, null);
                foreach (var item in _items)
                    item.Arrive(quantity: null);
                break;
            case LegRecorded e:
                _legs.RemoveAll(l => l.Id == e.Leg);
                break;
            case TemperatureRecorded e:
                _temperatures.RemoveAll(t => t.Id == e.Recording);
                break;
            case TemperatureBreachClosed e:
                _temperatures.Single(t => t.Id == e.Recording).Close(reason: null);
                break;
            default:
                throw Unknown(fact);
        }
    }
}

/// <summary>One batch of a shipment: what was sent and, once counted, what came.</summary>
public sealed class ShipmentItem(string shipment, string batch, decimal quantity)
{
    public string Shipment { get; private set; } = shipment;
    public string Batch { get; private set; } = batch;
    public decimal Quantity { get; private set; } = quantity;
    public decimal? Arrived { get; private set; }

    internal void Arrive(decimal? quantity) => Arrived = quantity;
}
