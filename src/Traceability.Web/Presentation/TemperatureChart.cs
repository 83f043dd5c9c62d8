using System.Globalization;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Trace;
using Traceability.Domain.Logistics;

namespace Traceability.Web.Presentation;

/// <summary>A curve of temperature within its band, as numbers of an SVG of <see cref="Width"/> × <see cref="Height"/> units.</summary>
public sealed class TemperatureChart
{
    public const int Width = 360;
    public const int Height = 190;

    private const double LeftEdge = 34;
    private const double RightEdge = 342;
    private const double TopEdge = 18;
    private const double BottomEdge = 160;
    private const int MostHours = 6;
    private const int MostDegrees = 6;

    private static readonly double[] HourSteps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720];
    private static readonly double[] DegreeSteps = [0.5, 1, 2, 5, 10, 20, 50];

    private readonly DateTimeOffset _first;
    private readonly double _hours;
    private readonly double _low;
    private readonly double _high;

    private TemperatureChart(IReadOnlyList<TemperatureReading> readings, IReadOnlyList<TemperatureBreach> breaches, TemperatureRange target)
    {
        _first = readings[0].At;
        _hours = Math.Max((readings[^1].At - _first).TotalHours, 1d / 60);
        var ends = readings.Select(r => (double)r.Celsius).Concat(new[] { target.Min, target.Max }.OfType<decimal>().Select(c => (double)c)).ToList();
        var step = DegreeSteps.FirstOrDefault(s => (ends.Max() - ends.Min()) / s <= MostDegrees - 2, DegreeSteps[^1]);
        (_low, _high) = (Math.Floor((ends.Min() - step / 4) / step) * step, Math.Ceiling((ends.Max() + step / 4) / step) * step);

        var points = readings.Select(r => (Reading: r, X: X(r.At), Y: Y((double)r.Celsius), Out: target.Side(r.Celsius) != 0)).ToList();
        var bandTop = target.Max is { } max ? Y((double)max) : TopEdge;
        var bandBottom = target.Min is { } min ? Y((double)min) : BottomEdge;
        (BandTop, BandHeight) = (Text(bandTop), Text(bandBottom - bandTop));
        Line = string.Join(' ', points.Select(p => $"{Text(p.X)},{Text(p.Y)}"));
        // A hundred dots are a line.
        Inside = [.. points.Where(p => !p.Out && points.Count <= 60).Select(p => new Dot(Text(p.X), Text(p.Y)))];
        Outside = [.. points.Where(p => p.Out).Select(p => new Diamond($"M{Text(p.X)} {Text(p.Y - 6)}l6 6-6 6-6-6z"))];
        Extremes = [.. breaches.Select(b => points.Where(p => p.Reading.At >= b.From && p.Reading.At <= b.Until).MaxBy(p => Distance(target, p.Reading.Celsius))).Select(Label)];
        Degrees = [.. Steps(_low, _high, step).Select(c => new Mark(Text(Y(c)), c.ToString("0.#;−0.#", CultureInfo.InvariantCulture)))];
        Hours = [.. HourMarks()];
    }

    public DateOnly FirstDay => DateOnly.FromDateTime(_first.DateTime);
    public DateOnly LastDay => DateOnly.FromDateTime(_first.AddHours(_hours).DateTime);
    public string Left => Text(LeftEdge);
    public string Right => Text(RightEdge);
    public string PlotWidth => Text(RightEdge - LeftEdge);
    public string Bottom => Text(BottomEdge);
    public string TickEnd => Text(BottomEdge + 5);
    public string HoursAt => Text(BottomEdge + 20);
    public string DegreesAt => Text(LeftEdge - 7);
    public string BandTop { get; }
    public string BandHeight { get; }
    public string Line { get; }
    public IReadOnlyList<Dot> Inside { get; }
    public IReadOnlyList<Diamond> Outside { get; }
    /// <summary>The worst reading of each span out of range, with its number.</summary>
    public IReadOnlyList<OutText> Extremes { get; }
    public IReadOnlyList<Mark> Degrees { get; }
    public IReadOnlyList<Mark> Hours { get; }

    public static TemperatureChart Of(TemperatureStop stop) => new(stop.Readings, stop.Breaches, new TemperatureRange(stop.TargetMinCelsius, stop.TargetMaxCelsius));

    public static TemperatureChart Of(ShipmentReading read) => new(read.Readings, read.Breaches, new TemperatureRange(read.TargetMinCelsius, read.TargetMaxCelsius));

    private double X(DateTimeOffset at) => LeftEdge + (RightEdge - LeftEdge) * ((at - _first).TotalHours / _hours);

    private double Y(double celsius) => BottomEdge - (BottomEdge - TopEdge) * ((celsius - _low) / (_high - _low));

    private static decimal Distance(TemperatureRange target, decimal celsius) =>
        celsius > target.Max ? celsius - target.Max.Value : celsius < target.Min ? target.Min.Value - celsius : 0;

    private OutText Label((TemperatureReading Reading, double X, double Y, bool Out) worst)
    {
        var above = worst.Y > TopEdge + 14;
        var anchor = worst.X > RightEdge - 24 ? "end" : worst.X < LeftEdge + 24 ? "start" : "middle";
        return new OutText(Text(worst.X), Text(worst.Y + (above ? -10 : 20)), anchor, worst.Reading.Celsius);
    }

    private IEnumerable<Mark> HourMarks()
    {
        var step = HourSteps.FirstOrDefault(s => _hours / s <= MostHours, HourSteps[^1]);
        var midnight = new DateTimeOffset(_first.Date, _first.Offset);
        var daily = step >= 24;
        for (var at = midnight.AddHours(Math.Ceiling((_first - midnight).TotalHours / step) * step); at <= _first.AddHours(_hours); at = at.AddHours(step))
            yield return new Mark(Text(X(at)), at.ToString(daily ? "MM-dd" : "HH:mm", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<double> Steps(double low, double high, double step)
    {
        for (var i = 0; low + i * step <= high + step / 100; i++)
            yield return low + i * step;
    }

    private static string Text(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);

    public sealed record Mark(string At, string Text);

    public sealed record Dot(string X, string Y);

    public sealed record Diamond(string Path);

    public sealed record OutText(string X, string Y, string Anchor, decimal Celsius);
}
