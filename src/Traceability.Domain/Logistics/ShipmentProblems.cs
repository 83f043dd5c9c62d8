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
