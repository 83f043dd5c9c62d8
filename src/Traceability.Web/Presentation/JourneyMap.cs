using System.Globalization;

namespace Traceability.Web.Presentation;

/// <summary>
/// A schematic map of a journey, as numbers of an SVG: each place at the centre of its county, straight ways between, lines of
/// longitude and latitude and a scale. Nothing else is drawn, because nothing else is known.
/// </summary>
public sealed class JourneyMap
{
    public const int Width = 360;
    public const int Radius = 10;

    private const double Side = 46;
    private const double Edge = 34;
    private const double Lowest = 130;
    private const double Highest = 260;
    private const double NameHeight = 17;
    private const double Hanzi = 13;
    private const double Letter = 6.8;
    private const double KilometresPerDegree = 111.2;
    private const double LongestBar = 110;
    private const int MostLines = 4;

    private static readonly double[] DegreeSteps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40];
    private static readonly int[] BarSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

    private readonly double _west;
    private readonly double _north;
    private readonly double _narrow;
    private readonly double _scale;
    private readonly double _left;
    private readonly double _top;
    private readonly double _height;
    private readonly List<Box> _taken = [];

    private JourneyMap(IReadOnlyList<(double East, double North, string Name)> places, IReadOnlyList<JourneyWay> ways)
    {
        var (west, east) = (places.Min(p => p.East), places.Max(p => p.East));
        var (south, north) = (places.Min(p => p.North), places.Max(p => p.North));
        // A degree of longitude is shorter than one of latitude, by the cosine.
        _narrow = Math.Cos((south + north) / 2 * Math.PI / 180);
        var (across, along) = (Math.Max((east - west) * _narrow, 0.02), Math.Max(north - south, 0.02));
        _scale = Math.Min((Width - 2 * Side) / across, (Highest - 2 * Edge) / along);
        _height = Math.Max(Lowest, along * _scale + 2 * Edge);
        (_west, _north) = (west, north);
        (_left, _top) = ((Width - across * _scale) / 2, (_height - along * _scale) / 2);

        var spots = new List<(double X, double Y)>();
        foreach (var place in places)
            spots.Add(Apart((X(place.East), Y(place.North)), spots));
        Spots = [.. spots.Select((s, i) => new Spot((i + 1).ToString(CultureInfo.InvariantCulture), Text(s.X), Text(s.Y), ways.Any(w => w.To == i) && ways.All(w => w.From != i)))];
        Ways = [.. ways.Select(w => WayOf(spots[w.From], spots[w.To], w.Awaited))];

        // What is written finds its room in this order: the scale, the degrees, the names.
        _taken.AddRange(spots.Select(s => new Box(s.X - Radius, s.Y - Radius, s.X + Radius, s.Y + Radius)));
        _taken.AddRange(ways.SelectMany(w => Along(spots[w.From], spots[w.To])));
        Kilometres = BarSteps.LastOrDefault(km => km / KilometresPerDegree * _scale <= LongestBar, BarSteps[0]);
        var bar = Kilometres / KilometresPerDegree * _scale;
        var barLeft = new[] { Width - 10 - Math.Max(bar, 40), 10 }.FirstOrDefault(left => Takes(new Box(left, _height - 32, left + Math.Max(bar, 40), _height - 4)), 10);
        Bar = $"M{Text(barLeft)} {Text(_height - 13)}v5h{Text(bar)}v-5";
        (BarTextAt, BarTextY) = (Text(barLeft), Text(_height - 17));
        Longitudes = [.. Lines(_west - _left / _scale / _narrow, _west + (Width - _left) / _scale / _narrow, "E", "W").Select(l => (At: X(l.Degrees), l.Text)).Where(l => l.At is > 4 and < Width - 4)
            .Select(l => new Line(Text(l.At), l.At < Width - 44 && Takes(new Box(l.At + 2, 2, l.At + 42, 15)) ? l.Text : null))];
        Latitudes = [.. Lines(_north - (_height - _top) / _scale, _north + _top / _scale, "N", "S").Select(l => (At: Y(l.Degrees), l.Text)).Where(l => l.At > 4 && l.At < _height - 4)
            .Select(l => new Line(Text(l.At), l.At > 30 && Takes(new Box(2, l.At - 15, 44, l.At - 1)) ? l.Text : null))];
        Names = [.. NamesOf(places, spots)];
    }

    public string Height => Text(_height);
    public IReadOnlyList<Spot> Spots { get; }
    public IReadOnlyList<Way> Ways { get; }
    public IReadOnlyList<Name> Names { get; }
    public IReadOnlyList<Line> Longitudes { get; }
    public IReadOnlyList<Line> Latitudes { get; }
    /// <summary>Length of the bar of the scale.</summary>
    public int Kilometres { get; }
    public string Bar { get; }
    public string BarTextAt { get; }
    public string BarTextY { get; }
    public string LongitudesAt => "12";
    public string LatitudesAt => "4";

    /// <param name="name">What a place is called on the map.</param>
    /// <returns>Null where a place cannot be found, and where there is no way to draw.</returns>
    public static JourneyMap? Of(JourneyPlaces journey, Func<App.Features.Trace.PlaceView, string> name) =>
        journey.AreFound && journey.Ways.Count > 0 && journey.Places.Select(p => p.At.Centre).Distinct().Skip(1).Any()
            ? new JourneyMap([.. journey.Places.Select(p => ((double)p.At.Centre!.Longitude, (double)p.At.Centre.Latitude, name(p.At)))], journey.Ways)
            : null;

    private double X(double longitude) => _left + (longitude - _west) * _narrow * _scale;

    private double Y(double latitude) => _top + (_north - latitude) * _scale;

    /// <summary>Two marks that would lie on one another are moved just so far that both are seen.</summary>
    private (double X, double Y) Apart((double X, double Y) at, List<(double X, double Y)> others)
    {
        const double Least = 2 * Radius + 2;
        foreach (var other in others)
        {
            var (x, y) = (at.X - other.X, at.Y - other.Y);
            if (Math.Sqrt(x * x + y * y) is var apart && apart < Least)
                at = apart < 0.01 ? (other.X + Least, other.Y) : (other.X + x / apart * Least, other.Y + y / apart * Least);
        }

        return (Math.Clamp(at.X, Radius + 2, Width - Radius - 2), Math.Clamp(at.Y, Radius + 2, _height - Radius - 2));
    }

    /// <summary>From the rim of one mark to that of the other, with its tip.</summary>
    private static Way WayOf((double X, double Y) from, (double X, double Y) to, bool awaited)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Max(Math.Sqrt(x * x + y * y), 0.01);
        var (dx, dy) = (x / length, y / length);
        var (endX, endY) = (to.X - dx * (Radius + 2), to.Y - dy * (Radius + 2));
        var (backX, backY) = (endX - dx * 8, endY - dy * 8);
        return new Way(
            $"M{Text(from.X + dx * Radius)} {Text(from.Y + dy * Radius)}L{Text(backX)} {Text(backY)}",
            $"M{Text(endX)} {Text(endY)}L{Text(backX - dy * 4.5)} {Text(backY + dx * 4.5)}L{Text(backX + dy * 4.5)} {Text(backY - dx * 4.5)}z",
            awaited);
    }

    /// <summary>Each name beside its mark where it covers nothing; one that finds no room is left to the list.</summary>
    private IEnumerable<Name> NamesOf(IReadOnlyList<(double East, double North, string Name)> places, List<(double X, double Y)> spots)
    {
        for (var i = 0; i < places.Count; i++)
        {
            var width = places[i].Name.Sum(c => c > '\u2E7F' ? Hanzi : Letter);
            var (x, y) = spots[i];
            (double X, double Y, string Anchor)[] sides =
            [
                (x + Radius + 4, y + 4.5, "start"), (x - Radius - 4, y + 4.5, "end"), (x, y - Radius - 6, "middle"), (x, y + Radius + 15, "middle"),
                (x - Radius, y - Radius - 6, "start"), (x + Radius, y - Radius - 6, "end"), (x - Radius, y + Radius + 15, "start"), (x + Radius, y + Radius + 15, "end"),
            ];
            foreach (var side in sides)
            {
                var start = side.Anchor switch { "start" => side.X, "end" => side.X - width, _ => side.X - width / 2 };
                var box = new Box(start, side.Y - NameHeight + 4, start + width, side.Y + 4);
                if (box.Left < 2 || box.Right > Width - 2 || box.Top < 2 || box.Bottom > _height - 2 || !Takes(box))
                    continue;
                yield return new Name(places[i].Name, Text(side.X), Text(side.Y), side.Anchor);
                break;
            }
        }
    }

    /// <summary>The room that a way takes, in small steps; what lies at its ends is the marks'.</summary>
    private static IEnumerable<Box> Along((double X, double Y) from, (double X, double Y) to)
    {
        var length = Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2));
        for (var at = (double)Radius; at < length - Radius; at += 4)
            yield return new Box(from.X + (to.X - from.X) * at / length - 3, from.Y + (to.Y - from.Y) * at / length - 3, from.X + (to.X - from.X) * at / length + 3, from.Y + (to.Y - from.Y) * at / length + 3);
    }

    private bool Takes(Box box)
    {
        if (_taken.Exists(box.Covers))
            return false;
        _taken.Add(box);
        return true;
    }

    private static IEnumerable<(double Degrees, string Text)> Lines(double low, double high, string above, string below)
    {
        var step = DegreeSteps.FirstOrDefault(s => (high - low) / s <= MostLines, DegreeSteps[^1]);
        for (var at = Math.Ceiling(low / step) * step; at <= high; at += step)
            yield return (at, $"{Math.Abs(at).ToString("0.##", CultureInfo.InvariantCulture)}°{(at < 0 ? below : above)}");
    }

    private static string Text(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);

    /// <param name="Last">The goods go no further from here.</param>
    public sealed record Spot(string Number, string X, string Y, bool Last);

    public sealed record Way(string Path, string Tip, bool Awaited);

    public sealed record Name(string Text, string X, string Y, string Anchor);

    /// <param name="Text">Null where it would cover something.</param>
    public sealed record Line(string At, string? Text);

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Covers(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
