using System.Globalization;
using Traceability.Domain.Values;

namespace Traceability.Domain.Logistics;

public static class ShipmentProblems
{
    public static Problem Unknown { get; } = new("shipment.unknown", ProblemKind.NotFound, "There is no such shipment.");

    public static Problem NotYours { get; } = new("shipment.not-yours", ProblemKind.Forbidden, "The shipment is addressed to another organisation.");

    public static Problem NeverLeft { get; } = new("shipment.void", ProblemKind.Conflict, "The record of its dispatch is void: it never left.");

    public static Problem AlreadyReceived { get; } = new("shipment.received", ProblemKind.Conflict, "The shipment has been received already.");

    public static Problem BeforeDeparture { get; } =
        new("shipment.before-departure", ProblemKind.Refused, "A shipment cannot arrive before it left.") { Field = "occurred" };

    public static Problem BeforeArrival(DateTimeOffset arrived) =>
        new("shipment.before-arrival", ProblemKind.Refused, $"The last leg arrived at {Sums.Moment(arrived)}, and this is said to have been before.")
        {
            Field = "occurred",
            Facts = Sums.Of(("arrived", Sums.Moment(arrived))),
        };

    public static Problem ArrivesBeforeItLeft(DateTimeOffset departed, DateTimeOffset arrived) =>
        new("leg.before-departure", ProblemKind.Refused, "A leg arrives after it departed.")
        {
            Field = "arrived",
            Facts = Sums.Of(("departed", Sums.Moment(departed)), ("arrived", Sums.Moment(arrived))),
        };

    public static Problem LegBeforeDispatch(DateTimeOffset dispatched, DateTimeOffset departed) =>
        new("leg.before-dispatch", ProblemKind.Refused, $"The shipment was dispatched at {Sums.Moment(dispatched)}; no leg departs before.")
        {
            Field = "departed",
            Facts = Sums.Of(("dispatched", Sums.Moment(dispatched)), ("departed", Sums.Moment(departed))),
        };

    public static Problem LegAfterReceipt(DateTimeOffset received, DateTimeOffset arrived) =>
        new("leg.after-receipt", ProblemKind.Refused, $"The shipment was received at {Sums.Moment(received)}; no leg arrives after.")
        {
            Field = "arrived",
            Facts = Sums.Of(("received", Sums.Moment(received)), ("arrived", Sums.Moment(arrived))),
        };

    public static Problem LegOverlaps(ShipmentLeg other) =>
        new("leg.overlaps", ProblemKind.Refused, $"A leg from {Sums.Moment(other.Departed)} to {Sums.Moment(other.Arrived)} is recorded: goods are on one vehicle at a time.")
        {
            Field = "departed",
            Facts = Sums.Of(("departed", Sums.Moment(other.Departed)), ("arrived", Sums.Moment(other.Arrived))),
        };

    public static Problem TooManyLegs(int most) => new("leg.too-many", ProblemKind.Refused, $"A shipment has at most {most} legs.") { Field = "departed" };

    public static Problem NotOfYours { get; } =
        new("shipment.not-of-yours", ProblemKind.Forbidden, "Your organisation neither sends, carries nor receives this, or may not record this of it.");

    public static Problem BatchTwice { get; } = new("shipment.batch-twice", ProblemKind.Refused, "A batch is named twice.") { Field = "items" };

    public static Problem ToYourself { get; } =
        new("shipment.to-yourself", ProblemKind.Refused, "The receiver is another organisation than the sender.") { Field = "receiver" };

    public static Problem UnknownParty(string field) =>
        new("organisation.unknown", ProblemKind.Refused, "No organisation with this number is registered.") { Field = field };

    public static Problem NotACarrier { get; } =
        new("shipment.carrier", ProblemKind.Refused, "The carrier is an organisation with the capacity logistics.") { Field = "carrier" };

    public static Problem SsccInUse(string sscc) =>
        new("shipment.sscc-in-use", ProblemKind.Conflict, $"A shipment with the number {sscc} is recorded already.") { Field = "sscc" };

    public static Problem NotInShipment(string batch) =>
        new("shipment.not-in-it", ProblemKind.Refused, $"The batch {batch} is not part of the shipment.") { Field = "items" };

    public static Problem MoreThanSent(string batch, decimal sent, Quantity asked) =>
        new("shipment.more-than-sent", ProblemKind.Refused, $"{sent.ToString("0.######", CultureInfo.InvariantCulture)} of the batch {batch} were sent; {asked.Value.ToString("0.######", CultureInfo.InvariantCulture)} cannot arrive.")
        {
            Field = "items",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["sent"] = sent.ToString("0.######", CultureInfo.InvariantCulture),
                ["asked"] = asked.Value.ToString("0.######", CultureInfo.InvariantCulture),
                ["unit"] = asked.Unit.ToString(),
            },
        };
}
