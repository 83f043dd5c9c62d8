using System.Globalization;

namespace Traceability.Domain.Quality;

public static class InspectionProblems
{
    public static Problem Unknown { get; } = new("inspection.unknown", ProblemKind.NotFound, "There is no such inspection.") { Field = "id" };

    public static Problem NotALaboratory { get; } =
        new("inspection.laboratory", ProblemKind.Refused, "A laboratory is a registered organisation with the capacity inspector.") { Field = "laboratory" };

    public static Problem NotYoursToOrder { get; } =
        new("inspection.supervision", ProblemKind.Forbidden, "An inspection by order of the supervision is a supervisor's to ask for, and a supervisor asks for no other.") { Field = "kind" };

    public static Problem NothingHeld(string batch) =>
        new("inspection.not-held", ProblemKind.Forbidden, $"Your organisation holds nothing of the batch {batch}: who holds goods has them tested.") { Field = "id" };

    public static Problem NotYours { get; } = new("inspection.not-yours", ProblemKind.Forbidden, "The inspection is another laboratory's.") { Field = "id" };

    public static Problem OtherBatch(string batch) =>
        new("inspection.other-batch", ProblemKind.Refused, $"The inspection is of the batch {batch}.") { Field = "lot" };

    public static Problem AlreadySampled { get; } = new("inspection.sampled", ProblemKind.Conflict, "The sample was taken already.") { Field = "inspection" };

    public static Problem NotSampled { get; } = new("inspection.not-sampled", ProblemKind.Refused, "No sample was taken yet: it is recorded before its result.") { Field = "id" };

    public static Problem AlreadyReported { get; } = new("inspection.reported", ProblemKind.Conflict, "The result is recorded already: correct it.") { Field = "id" };

    public static Problem IsVoid { get; } = new("inspection.void", ProblemKind.Conflict, "The inspection is void.") { Field = "id" };

    public static Problem BeforeSampling(DateOnly sampled) =>
        new("inspection.before-sampling", ProblemKind.Refused, $"The sample was taken on {Day(sampled)}, and this is said to have been before.")
        { Field = "occurred", Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["sampledOn"] = Day(sampled) } };

    public static Problem Twice(string analyte) =>
        new("inspection.analyte-twice", ProblemKind.Refused, $"{analyte} is there twice.") { Field = "items" };

    public static Problem Method(MeasuredItem item, IReadOnlyList<string> methods) =>
        new("inspection.method", ProblemKind.Refused, $"The limit of {item.Analyte} is tested by {string.Join(", ", methods)}, and {item.Method} is none of these.")
        {
            Field = "items",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["analyte"] = item.Analyte, ["method"] = item.Method, ["methods"] = string.Join(", ", methods) },
        };

    public static Problem Unit(MeasuredItem item, AppliedLimit limit) =>
        new("inspection.unit", ProblemKind.Refused, $"The limit of {item.Analyte} is in {limit.Unit}, with which {item.Unit} cannot be compared.")
        {
            Field = "items",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["analyte"] = item.Analyte, ["unit"] = item.Unit, ["limitUnit"] = limit.Unit },
        };

    /// <summary>The laboratory said one thing and its numbers say another: one of the two is a mistake.</summary>
    public static Problem Verdict(bool saidPass, InspectionVerdict verdict, IEnumerable<JudgedItem> items)
    {
        var over = items.FirstOrDefault(i => i.Verdict is ItemVerdict.Fail or ItemVerdict.Suspect);
        return new("inspection.verdict", ProblemKind.Refused, over is { Limit: { } limit }
            ? $"The laboratory says that it passes, and {over.Analyte} is {Number(over.Compared)} {limit.Unit} where {limit.Standard}-{limit.Edition} allows {Number(limit.Value)} {limit.Unit}."
            : "The laboratory says that it fails, and nothing of it is over its limit.")
        {
            Field = "passes",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["said"] = saidPass ? "pass" : "fail", ["verdict"] = verdict.ToString().ToLowerInvariant(), ["analyte"] = over?.Analyte, ["value"] = Number(over?.Compared),
                ["limit"] = Number(over?.Limit?.Value), ["unit"] = over?.Limit?.Unit, ["standard"] = over?.Limit is { } l ? $"{l.Standard}-{l.Edition}" : null,
            },
        };
    }

    private static string? Number(decimal? value) => value?.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
