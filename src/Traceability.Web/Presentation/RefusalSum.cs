using System.Globalization;
using Traceability.Domain;

namespace Traceability.Web.Presentation;

/// <summary>The sum behind a refusal as one bar: what there is, what of it is used, and what was asked beyond it.</summary>
/// <param name="Whole">What there is.</param>
/// <param name="Used">What of it is used already.</param>
/// <param name="Asked">What was asked for on top.</param>
public sealed record RefusalSum(decimal Whole, decimal Used, decimal Asked)
{
    /// <summary>Width of the drawing.</summary>
    public const decimal Width = 1000;

    /// <summary>By the names of their facts, see the texts <c>sum-of.…</c>: a refusal that has them is drawn.</summary>
    private static readonly (string Whole, string? Used, string Asked)[] Known =
    [
        ("capKg", "harvestedKg", "askedKg"),
        ("packs", "issued", "asked"),
        ("licensedKg", "usedKg", "askedKg"),
        ("takenKg", null, "packedKg"),
        ("held", null, "asked"),
        ("sent", null, "asked"),
    ];

    public string WholeWidth => Part(Whole);

    public string UsedWidth => Part(decimal.Min(Used, Whole));

    /// <summary>Where what was asked begins.</summary>
    public string AskedFrom => Part(Used);

    public string AskedWidth => Part(Asked);

    /// <summary>Null for a refusal that is no matter of a sum.</summary>
    public static RefusalSum? Of(Problem problem)
    {
        if (problem.Facts is not { } facts)
            return null;
        foreach (var (whole, used, asked) in Known)
        {
            if (ReadNumber(facts, whole) is { } w and >= 0 && ReadNumber(facts, asked) is { } a and >= 0 && (used is null ? 0 : ReadNumber(facts, used)) is { } u and >= 0 && u + a > 0)
                return new RefusalSum(w, u, a);
        }

        return null;
    }

    /// <summary>Whether a fact of this name is a number to be read as one.</summary>
    internal static bool IsNumber(string name) => name.EndsWith("Kg", StringComparison.Ordinal) || name.EndsWith("Mu", StringComparison.Ordinal) || Known.Any(k => name == k.Whole || name == k.Used || name == k.Asked);

    private static decimal? ReadNumber(IReadOnlyDictionary<string, object?> facts, string name) => facts.GetValueOrDefault(name) switch
    {
        decimal number => number,
        int number => number,
        long number => number,
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private string Part(decimal value) => (value / decimal.Max(Whole, Used + Asked) * Width).ToString("0.##", CultureInfo.InvariantCulture);
}
