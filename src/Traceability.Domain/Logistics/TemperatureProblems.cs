using System.Globalization;

namespace Traceability.Domain.Logistics;

public static class TemperatureProblems
{
    public static Problem Count { get; } =
        new("temperature.readings", ProblemKind.Malformed, "A recording has 1 to 500 readings: record more in parts.") { Field = "readings" };

    public static Problem NoRange { get; } =
        new("temperature.no-range", ProblemKind.Refused, "The products say no range of temperature: declare the one that the goods were to travel in.") { Field = "targetMinCelsius" };

    public static Problem UnknownLeg { get; } = new("leg.unknown", ProblemKind.NotFound, "The shipment has no such leg.") { Field = "leg" };

    public static Problem UnknownRecording { get; } =
        new("temperature.unknown", ProblemKind.NotFound, "The shipment has no such recording.") { Field = "recording" };

    public static Problem Exists { get; } =
        new("temperature.exists", ProblemKind.Conflict, "These readings of this leg are recorded already.") { Field = "readings" };

    public static Problem TooMany(int most) =>
        new("temperature.too-many", ProblemKind.Refused, $"A shipment has at most {most} recordings.") { Field = "readings" };

    public static Problem NoBreach { get; } =
        new("breach.none", ProblemKind.Refused, "No reading of this recording was out of range.") { Field = "recording" };

    public static Problem Closed { get; } =
        new("breach.closed", ProblemKind.Conflict, "The breach has been closed already.") { Field = "recording" };

    public static Problem ClosedBefore(DateTimeOffset began) =>
        new("breach.before", ProblemKind.Refused, $"A breach that began at {Sums.Moment(began)} cannot be closed before.")
        {
            Field = "occurred",
            Facts = Sums.Of(("began", Sums.Moment(began))),
        };

    public static Problem EmptyRange(TemperatureRange range) =>
        new("temperature.range", ProblemKind.Refused, $"Nothing is both at least {range.Min} °C and at most {range.Max} °C: these goods cannot travel in one range.")
        {
            Field = "targetMinCelsius",
            Facts = Sums.Of(("targetMin", Celsius(range.Min)), ("targetMax", Celsius(range.Max))),
        };

    public static Problem Wider(TemperatureRange declared, TemperatureRange stored) =>
        new("temperature.range-wider", ProblemKind.Refused, "The range that is declared is wider than the one the products are to be stored in.")
        {
            Field = "targetMinCelsius",
            Facts = Sums.Of(("targetMin", Celsius(declared.Min)), ("targetMax", Celsius(declared.Max)), ("storeMin", Celsius(stored.Min)), ("storeMax", Celsius(stored.Max))),
        };

    public static Problem Impossible(TemperatureReading reading) =>
        new("temperature.impossible", ProblemKind.Refused, $"{Celsius(reading.Celsius)} °C at {Sums.Moment(reading.At)} is no temperature of a load, but of a broken sensor: leave such readings out.")
        {
            Field = "readings",
            Facts = Sums.Of(("celsius", Celsius(reading.Celsius)), ("at", Sums.Moment(reading.At))),
        };

    public static Problem Twice(DateTimeOffset at) =>
        new("temperature.twice", ProblemKind.Refused, $"There are two readings of {Sums.Moment(at)}.")
        {
            Field = "readings",
            Facts = Sums.Of(("at", Sums.Moment(at))),
        };

    public static Problem OutsideLeg(TemperatureReading reading, DateTimeOffset departed, DateTimeOffset arrived) =>
        new("temperature.outside-leg", ProblemKind.Refused, $"The leg was from {Sums.Moment(departed)} to {Sums.Moment(arrived)}; the reading of {Sums.Moment(reading.At)} is not within.")
        {
            Field = "readings",
            Facts = Sums.Of(("departed", Sums.Moment(departed)), ("arrived", Sums.Moment(arrived)), ("at", Sums.Moment(reading.At))),
        };

    private static string? Celsius(decimal? value) => value?.ToString("0.##", CultureInfo.InvariantCulture);
}
