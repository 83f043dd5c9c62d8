using System.Globalization;
using Traceability.Domain.Values;

namespace Traceability.Domain.Batches;

public static class BatchProblems
{
    public static Problem Exists(string subject, string field) =>
        new("batch.exists", ProblemKind.Conflict, $"The batch {subject} is recorded already.") { Field = field };

    public static Problem Unknown(string field) =>
        new("batch.unknown", ProblemKind.NotFound, "There is no such batch.") { Field = field };

    public static Problem NotYours(string subject) =>
        new("batch.not-yours", ProblemKind.Forbidden, $"Your organisation never held the batch {subject}.");

    public static Problem NotLoose { get; } =
        new("harvest.not-loose", ProblemKind.Refused, "A harvest is loose produce: its product is a variable-measure item (indicator 9).") { Field = "gtin" };

    public static Problem OutputNotFixed(int index) =>
        new("pack.not-fixed", ProblemKind.Refused, "A pack is a fixed-measure item: its product has a net content.") { Field = $"outputs[{index}].gtin" };

    public static Problem InputNotLoose(string subject) =>
        new("pack.input-not-loose", ProblemKind.Refused, $"The batch {subject} is packed already.");

    public static Problem InputTwice { get; } =
        new("pack.input-twice", ProblemKind.Refused, "A batch is named twice.") { Field = "inputs" };

    public static Problem OutputTwice { get; } =
        new("pack.output-twice", ProblemKind.Refused, "Two outputs have the same product and lot.") { Field = "outputs" };

    public static Problem BeforeInput(string subject) =>
        new("pack.before-input", ProblemKind.Refused, $"The batch {subject} did not exist yet at that time.") { Field = "occurred" };

    public static Problem BeforeHeld(string subject, DateTimeOffset since) =>
        new("batch.before-held", ProblemKind.Refused, $"Your organisation holds the batch {subject} since {since.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}, and this is said to have happened before.") { Field = "occurred" };

    public static Problem NothingAsked { get; } = new("quantity.zero", ProblemKind.Refused, "The quantity is above zero.");

    public static Problem WrongUnit(UnitCode unit) => new("quantity.unit", ProblemKind.Refused, $"This batch is counted in {unit}.");

    public static Problem LooseHasNoLabels { get; } =
        new("labels.loose", ProblemKind.Refused, "Labels are for packs; this batch is loose produce.");

    public static Problem NotEnough(string subject, decimal held, Quantity asked) =>
        new("batch.not-enough", ProblemKind.Refused, $"Of the batch {subject} you hold {Number(held)} {asked.Unit} and asked for {Number(asked.Value)}.")
        { Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["held"] = Number(held), ["asked"] = Number(asked.Value), ["unit"] = asked.Unit.ToString() } };

    public static Problem BeyondPlot(decimal areaMu, decimal capKgPerMu, decimal already, decimal asked, string season) =>
        new("harvest.beyond-plot", ProblemKind.Refused,
            $"{Number(areaMu)} mu × {Number(capKgPerMu)} kg = {Number(areaMu * capKgPerMu)} kg is what the plot bears in the season {season}; {Number(already)} kg are harvested, {Number(areaMu * capKgPerMu - already)} kg are left, {Number(asked)} kg were asked.")
        {
            Field = "kilograms",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["areaMu"] = Number(areaMu), ["capKgPerMu"] = Number(capKgPerMu), ["capKg"] = Number(areaMu * capKgPerMu),
                ["harvestedKg"] = Number(already), ["leftKg"] = Number(areaMu * capKgPerMu - already), ["askedKg"] = Number(asked), ["season"] = season,
            },
        };

    public static Problem SlipsMissing { get; } = new("harvest.slips-missing", ProblemKind.Refused,
        "Nothing bounds what this plot bears, so the harvest needs the weigh slips of those who gathered it.") { Field = "weighSlips" };

    public static Problem SlipsDiffer(int slips, decimal sum, decimal asked) =>
        new("harvest.slips-differ", ProblemKind.Refused, $"{slips} weigh slips add up to {Number(sum)} kg, {Number(asked)} kg were recorded: {Number(Math.Abs(sum - asked))} kg too {(sum > asked ? "much" : "little")} on the slips.")
        {
            Field = "weighSlips",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["slips"] = slips, ["slipsKg"] = Number(sum), ["askedKg"] = Number(asked) },
        };

    public static Problem MassDoesNotBalance(decimal taken, decimal packed, decimal? loss) =>
        new("pack.mass-balance", ProblemKind.Refused, packed > taken
            ? $"{Number(packed)} kg packed is more than the {Number(taken)} kg taken."
            : $"{Number(taken)} kg taken − {Number(packed)} kg packed = {Number(taken - packed)} kg lost, and {Number(loss ?? 0)} kg are declared.")
        {
            Field = packed > taken ? "outputs" : "declaredLossKg",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["takenKg"] = Number(taken), ["packedKg"] = Number(packed), ["differenceKg"] = Number(taken - packed), ["declaredLossKg"] = loss is { } l ? Number(l) : null,
            },
        };

    public static Problem TooDry(decimal taken, decimal made, decimal ratio) =>
        new("process.dehydration", ProblemKind.Refused,
            $"{Number(made)} kg × {Number(ratio)} = {Number(made * ratio)} kg fresh is more than the {Number(taken)} kg taken.")
        {
            Field = "dehydration",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["takenKg"] = Number(taken), ["madeKg"] = Number(made), ["dehydration"] = Number(ratio), ["freshKg"] = Number(made * ratio),
            },
        };

    /// <param name="by">The batch that is stopped: the one asked for or one that it was made from.</param>
    public static Problem Stopped(string subject, string by, BatchStop stop) =>
        new("batch.stopped", ProblemKind.Refused, string.Equals(subject, by, StringComparison.Ordinal)
            ? $"The batch {subject} is stopped ({stop.Kind})."
            : $"The batch {subject} is made from {by}, which is stopped ({stop.Kind}).")
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["batch"] = subject, ["stoppedBatch"] = by, ["stop"] = stop.Kind.ToString(), ["entry"] = stop.Entry.ToString("D") },
        };

    public static Problem NoSuchStop { get; } = new("stop.unknown", ProblemKind.NotFound, "The batch has no such stop.") { Field = "stop" };

    public static Problem NotYoursToRelease { get; } =
        new("stop.not-yours", ProblemKind.Forbidden, "A supervisor of its regions lifts this stop; an organisation lifts only the holds it laid itself.") { Field = "stop" };

    public static Problem StopOfRecords { get; } =
        new("stop.of-records", ProblemKind.Refused, "This stop goes when the records are corrected; nobody lifts it.") { Field = "stop" };

    public static Problem NotOneForm { get; } =
        new("merge.not-loose", ProblemKind.Refused, "What is merged is loose produce.") { Field = "inputs" };

    public static Problem MergesIntoLoose { get; } =
        new("merge.output-not-loose", ProblemKind.Refused, "Loose produce is merged into loose produce: its product is a variable-measure item (indicator 9).") { Field = "gtin" };

    public static Problem OutputForm(int index) =>
        new("process.output-form", ProblemKind.Refused, "Loose produce is said in kilograms, packs of a product with a net content by their number.") { Field = $"outputs[{index}]" };

    public static Problem BeyondPacks(decimal packs, int issued, int asked) =>
        new("labels.beyond-packs", ProblemKind.Refused,
            $"The batch has {Number(packs)} packs; {Number(issued)} labels are issued, {Number(packs - issued)} are left, {Number(asked)} were asked.")
        {
            Field = "count",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["packs"] = Number(packs), ["issued"] = Number(issued), ["left"] = Number(packs - issued), ["asked"] = Number(asked),
            },
        };

    internal static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
