namespace Traceability.Domain.Labels;

/// <summary>A label seen somewhere: the city by the first four digits of its GB/T 2260 code.</summary>
public readonly record struct Sighting(DateTimeOffset At, string City);

/// <summary>
/// Whether one serial number is seen as only several labels can be: three times within 24 hours in two cities or more, or in two
/// cities that nothing reaches so quickly. Distances are known between capitals of provinces only; between others nothing is said.
/// </summary>
public static class CloneRule
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private const int Sightings = 3;
    private const double FastestKmPerHour = 900;
    private const double EarthRadiusKm = 6_371;

    /// <summary>Capitals of provinces by the first four digits of their code: latitude and longitude, to a tenth of a degree.</summary>
    private static readonly Dictionary<string, (double Latitude, double Longitude)> Capitals = new(StringComparer.Ordinal)
    {
        ["1101"] = (39.9, 116.4), ["1201"] = (39.1, 117.2), ["1301"] = (38.0, 114.5), ["1401"] = (37.9, 112.5), ["1501"] = (40.8, 111.7),
        ["2101"] = (41.8, 123.4), ["2201"] = (43.9, 125.3), ["2301"] = (45.8, 126.6), ["3101"] = (31.2, 121.5), ["3201"] = (32.1, 118.8),
        ["3301"] = (30.3, 120.2), ["3401"] = (31.8, 117.2), ["3501"] = (26.1, 119.3), ["3601"] = (28.7, 115.9), ["3701"] = (36.7, 117.0),
        ["4101"] = (34.7, 113.6), ["4201"] = (30.6, 114.3), ["4301"] = (28.2, 112.9), ["4401"] = (23.1, 113.3), ["4501"] = (22.8, 108.4),
        ["4601"] = (20.0, 110.3), ["5001"] = (29.6, 106.6), ["5101"] = (30.7, 104.1), ["5201"] = (26.6, 106.7), ["5301"] = (25.0, 102.7),
        ["5401"] = (29.7, 91.1), ["6101"] = (34.3, 108.9), ["6201"] = (36.1, 103.8), ["6301"] = (36.6, 101.8), ["6401"] = (38.5, 106.3), ["6501"] = (43.8, 87.6),
    };

    /// <param name="sightings">Of one serial number, in any order.</param>
    public static bool IsUnusual(IEnumerable<Sighting> sightings)
    {
        var sorted = sightings.OrderBy(s => s.At).ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            var window = sorted.Skip(i).TakeWhile(s => s.At - sorted[i].At <= Window).ToList();
            if (window.Count >= Sightings && window.DistinctBy(s => s.City).Skip(1).Any())
                return true;
            if (i > 0 && TooFast(sorted[i - 1], sorted[i]))
                return true;
        }

        return false;
    }

    private static bool TooFast(Sighting from, Sighting to) =>
        Capitals.TryGetValue(from.City, out var a) && Capitals.TryGetValue(to.City, out var b) && a != b
        && Kilometres(a, b) > FastestKmPerHour * (to.At - from.At).TotalHours;

    private static double Kilometres((double Latitude, double Longitude) a, (double Latitude, double Longitude) b)
    {
        var (fromLatitude, toLatitude) = (double.DegreesToRadians(a.Latitude), double.DegreesToRadians(b.Latitude));
        var half = Math.Pow(Math.Sin((toLatitude - fromLatitude) / 2), 2)
            + Math.Cos(fromLatitude) * Math.Cos(toLatitude) * Math.Pow(Math.Sin(double.DegreesToRadians(b.Longitude - a.Longitude) / 2), 2);
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(half));
    }
}
