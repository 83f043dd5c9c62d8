namespace Traceability.Domain.Logistics;

public sealed record TemperatureReading(DateTimeOffset At, decimal Celsius);

/// <summary>Readings one after the other on the same side of the range: the first and the last of them, the coldest and the warmest.</summary>
public sealed record TemperatureBreach(DateTimeOffset From, DateTimeOffset Until, decimal MinCelsius, decimal MaxCelsius);

/// <summary>A range in °C; an end that is null is open.</summary>
public readonly record struct TemperatureRange(decimal? Min, decimal? Max)
{
    public bool IsOpen => Min is null && Max is null;

    /// <summary>-1 when it is too cold, 1 when too warm, 0 within.</summary>
    public int Side(decimal celsius) => celsius < Min ? -1 : celsius > Max ? 1 : 0;

    /// <summary>What both allow. It may be empty: then its minimum is above its maximum.</summary>
    public TemperatureRange And(TemperatureRange other) => new(Higher(Min, other.Min), Lower(Max, other.Max));

    /// <summary>Whether nothing is in this range that is not in the other.</summary>
    public bool IsWithin(TemperatureRange other) => (other.Min is null || Min >= other.Min) && (other.Max is null || Max <= other.Max);

    private static decimal? Higher(decimal? a, decimal? b) => a is null || b > a ? b : a;

    private static decimal? Lower(decimal? a, decimal? b) => a is null || b < a ? b : a;
}

/// <summary>The readings of one logger in the order of time, held against the range that the goods were to travel in.</summary>
public sealed class TemperatureCurve
{
    public const int MostReadings = 500;

    /// <summary>What no cold chain reaches, and a broken sensor does.</summary>
    public const decimal Coldest = -100;
    public const decimal Warmest = 100;

    private TemperatureCurve(IReadOnlyList<TemperatureReading> readings, TemperatureRange target)
    {
        Readings = readings;
        Target = target;
        Breaches = [.. Spans()];
    }

    public IReadOnlyList<TemperatureReading> Readings { get; }

    public TemperatureRange Target { get; }

    public IReadOnlyList<TemperatureBreach> Breaches { get; }

    /// <param name="asked">1 to <see cref="MostReadings"/>, in any order.</param>
    public static Result<TemperatureCurve> Of(IReadOnlyList<TemperatureReading> asked, TemperatureRange target)
    {
        if (asked.Count is 0 or > MostReadings)
            return TemperatureProblems.Count;
        if (target.IsOpen)
            return TemperatureProblems.NoRange;
        if (target.Min > target.Max)
            return TemperatureProblems.EmptyRange(target);
        if (asked.FirstOrDefault(r => r.Celsius is < Coldest or > Warmest) is { } impossible)
            return TemperatureProblems.Impossible(impossible);
        var sorted = asked.OrderBy(r => r.At).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].At == sorted[i - 1].At)
                return TemperatureProblems.Twice(sorted[i].At);
        }

        return new TemperatureCurve(sorted, target);
    }

    private IEnumerable<TemperatureBreach> Spans()
    {
        for (var i = 0; i < Readings.Count;)
        {
            var side = Target.Side(Readings[i].Celsius);
            var first = i;
            while (i < Readings.Count && Target.Side(Readings[i].Celsius) == side)
                i++;
            if (side != 0)
            {
                var span = Readings.Skip(first).Take(i - first).ToList();
                yield return new TemperatureBreach(span[0].At, span[^1].At, span.Min(r => r.Celsius), span.Max(r => r.Celsius));
            }
        }
    }
}
