namespace Traceability.Domain.Quality;

/// <summary>What a result comes to. Nothing is a pass that was not held against a limit.</summary>
public enum InspectionVerdict
{
    /// <summary>Every item has a limit and is within it.</summary>
    Pass,
    /// <summary>What has a limit is within it; something has none.</summary>
    PartlyJudged,
    /// <summary>Nothing has a limit.</summary>
    NotJudged,
    /// <summary>A rapid test is over its limit, and a laboratory has to confirm it.</summary>
    Suspect,
    /// <summary>Something is over its limit.</summary>
    Fail,
}

public enum ItemVerdict { Pass, NotJudged, Suspect, Fail }

/// <summary>What was found of one analyte.</summary>
/// <param name="Value">Null for "not detected".</param>
/// <param name="DetectionLimit">The least that the method finds; there for what was not detected.</param>
/// <param name="Unit">One of <see cref="ContentUnit.All"/>.</param>
/// <param name="Method">The method's standard: GB 23200.121.</param>
public sealed record MeasuredItem(string Analyte, string Unit, string Method, decimal? Value = null, decimal? DetectionLimit = null);

/// <summary>The limit that an item was held against, with its edition, so that a later one changes nothing.</summary>
/// <param name="FoodClass">The class that the standard names.</param>
/// <param name="Exclusive">Whether the value itself is already too much.</param>
/// <param name="Verify">Nobody has read it in the standard yet.</param>
public sealed record AppliedLimit(string Standard, string Edition, string FoodClass, decimal Value, string Unit, bool Exclusive, bool Verify);

/// <summary>An item and what it comes to.</summary>
/// <param name="Compared">What was held against the limit, in the limit's unit and on its basis; null where nothing was.</param>
/// <param name="Dehydration">Fresh mass for one of the dried, by which the value was divided; null where it was not.</param>
public sealed record JudgedItem(
    string Analyte, string Unit, string Method, ItemVerdict Verdict, decimal? Value = null, decimal? DetectionLimit = null, AppliedLimit? Limit = null, decimal? Compared = null, decimal? Dehydration = null);

/// <summary>Holds items against limits. Which limit was in force on the day of sampling is found before.</summary>
public static class Judgement
{
    /// <summary>The enzyme inhibition test: it finds what inhibits, names nothing, and is confirmed in a laboratory.</summary>
    public const string EnzymeInhibition = "GB/T 5009.199";

    /// <param name="limit">The limit in force; null where there is none.</param>
    /// <param name="methods">The standards of methods that the limit names; any, where it names none.</param>
    /// <param name="dehydration">Fresh mass for one of what was tested, where the limit is of the fresh; else 1.</param>
    public static Result<JudgedItem> Judge(MeasuredItem item, InspectionKind kind, AppliedLimit? limit, IReadOnlyList<string> methods, decimal dehydration)
    {
        if (limit is null)
            return Of(item, ItemVerdict.NotJudged, limit: null, compared: null, dehydration: 1);
        if (methods.Count > 0 && !methods.Any(m => IsMethod(item.Method, m)))
            return InspectionProblems.Method(item, methods);
        if (ContentUnit.Convert(item.Value ?? item.DetectionLimit!.Value, item.Unit, limit.Unit) is not { } measured)
            return InspectionProblems.Unit(item, limit);
        var compared = measured / dehydration;
        var within = limit.Exclusive ? compared < limit.Value : compared <= limit.Value;
        var verdict = (within, item.Value) switch
        {
            (true, _) => ItemVerdict.Pass,
            // A method that finds nothing below more than the limit says nothing.
            (false, null) => ItemVerdict.NotJudged,
            _ when kind == InspectionKind.Rapid || IsMethod(item.Method, EnzymeInhibition) => ItemVerdict.Suspect,
            _ => ItemVerdict.Fail,
        };
        return Of(item, verdict, limit, Shortest(compared), dehydration);
    }

    public static InspectionVerdict Sum(IReadOnlyCollection<JudgedItem> items) => items switch
    {
        _ when items.Any(i => i.Verdict == ItemVerdict.Fail) => InspectionVerdict.Fail,
        _ when items.Any(i => i.Verdict == ItemVerdict.Suspect) => InspectionVerdict.Suspect,
        _ when items.All(i => i.Verdict == ItemVerdict.NotJudged) => InspectionVerdict.NotJudged,
        _ when items.Any(i => i.Verdict == ItemVerdict.NotJudged) => InspectionVerdict.PartlyJudged,
        _ => InspectionVerdict.Pass,
    };

    /// <summary>The analyte as limits name it: what is said in brackets is how it is expressed.</summary>
    public static string NameOf(string analyte) => analyte.IndexOfAny(['(', '（']) is > 0 and var bracket ? analyte[..bracket].TrimEnd() : analyte;

    private static JudgedItem Of(MeasuredItem item, ItemVerdict verdict, AppliedLimit? limit, decimal? compared, decimal dehydration) =>
        new(item.Analyte, item.Unit, item.Method, verdict, item.Value, item.DetectionLimit, limit, compared, dehydration == 1 || limit is null ? null : dehydration);

    /// <summary>A method may be named with its year or one of its parts, the limit names the standard.</summary>
    private static bool IsMethod(string used, string named)
    {
        var (a, b) = (Plain(used), Plain(named));
        return a.StartsWith(b, StringComparison.Ordinal) && (a.Length == b.Length || !char.IsAsciiDigit(a[b.Length]) && a[b.Length] != '.');
    }

    private static string Plain(string method) => string.Concat(method.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    private static decimal Shortest(decimal value) => decimal.Round(value, 9) / 1.0000000000000000000000000000m;
}
