namespace Traceability.Domain.Quality;

/// <summary>Units of what is found in food: parts of mass, which can be turned into each other, and those that stand for themselves.</summary>
public static class ContentUnit
{
    /// <summary>In milligrams a kilogram.</summary>
    private static readonly Dictionary<string, decimal> PartsOfMass = new(StringComparer.Ordinal)
    {
        ["mg/kg"] = 1, ["µg/kg"] = 0.001m, ["g/kg"] = 1000, ["mg/100 g"] = 10, ["g/100 g"] = 10_000, ["mg/g"] = 1000,
    };

    public static IReadOnlyList<string> All { get; } = [.. PartsOfMass.Keys, "%"];

    public static bool IsKnown(string unit) => All.Contains(unit, StringComparer.Ordinal);

    /// <summary>The value in another unit; null where the two cannot be compared.</summary>
    public static decimal? Convert(decimal value, string from, string to) => (from, to) switch
    {
        _ when string.Equals(from, to, StringComparison.Ordinal) => value,
        _ when PartsOfMass.TryGetValue(from, out var a) && PartsOfMass.TryGetValue(to, out var b) => value * a / b,
        _ => null,
    };
}
