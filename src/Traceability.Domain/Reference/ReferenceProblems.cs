namespace Traceability.Domain.Reference;

public static class ReferenceProblems
{
    /// <summary>Enough to mend a file by.</summary>
    public const int MostFlaws = 20;

    internal static Problem Validity { get; } = new("reference.validity", ProblemKind.Refused, "It would end before it begins.");

    internal static Problem Kind { get; } =
        new("reference.kind", ProblemKind.Refused, "A name has an alias or none; a ban a first day, a notice and, where it is not for all, a crop; an interval a crop, a first day, days and a notice.");

    internal static Problem Ingredient { get; } = new("reference.ingredient", ProblemKind.Refused, "The ingredient has no row of kind name before this one.");

    internal static Problem Twice { get; } = new("reference.twice", ProblemKind.Refused, "The edition has the same limit twice.");

    internal static Problem Contradicts(string sentence) => new("reference.contradicts", ProblemKind.Refused, sentence);

    /// <summary>The first of what is wrong, and the place of each.</summary>
    internal static Problem Rows(IReadOnlyList<Problem> flaws) => flaws[0] with
    {
        Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["rows"] = flaws.Select(f => $"{f.Field}: {f.Detail}").ToList() },
    };
}
