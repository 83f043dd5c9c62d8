using System.Globalization;
using System.Text;
using Traceability.App.Features.Logistics;
using Traceability.Domain.Logistics;

namespace Traceability.Web.Presentation;

/// <summary>A line that is no reading.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">As it was sent, cut to what tells it from others.</param>
public sealed record BadLine(int Number, string Text, BadLineReason Why);

public enum BadLineReason
{
    NoTime,
    NoTemperature,
    TooMany,
}

/// <summary>
/// Readings as loggers write them and people paste them: a line each, with a time and a temperature between commas, semicolons, tabs or
/// blanks. A first line of headings is left out, and so is what stands before the time and after the temperature.
/// </summary>
public sealed class ReadingLines
{
    /// <summary>So many bad lines are named.</summary>
    public const int MostBad = 20;

    private const int MostShown = 60;

    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private static readonly string[] Clocks =
    [
        .. from day in new[] { "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy\u5E74M\u6708d\u65E5" }
           from between in new[] { " ", "'T'" }
           from clock in new[] { "H:mm", "H:mm:ss", "H:mm:ss.FFF" }
           select day + between + clock,
    ];

    private static readonly char[] Separators = ['\t', ';', ','];

    private readonly List<ReadTemperature> _readings = [];
    private readonly List<BadLine> _bad = [];

    private ReadingLines()
    {
    }

    public IReadOnlyList<ReadTemperature> Readings => _readings;

    /// <summary>At most <see cref="MostBad"/>, the first ones.</summary>
    public IReadOnlyList<BadLine> Bad => _bad;

    /// <param name="zone">By whose clocks a time is that names no offset.</param>
    public static ReadingLines Read(string text, TimeZoneInfo zone)
    {
        var read = new ReadingLines();
        var first = true;
        foreach (var (i, line) in text.ReplaceLineEndings("\n").Split('\n').Index())
        {
            var plain = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)).Normalize(NormalizationForm.FormKC).Trim();
            if (plain.Length == 0)
                continue;
            var why = read.Take(plain, zone);
            // Headings have neither.
            if (why is not null && !(first && why == BadLineReason.NoTime))
                read._bad.Add(new BadLine(i + 1, line.Length > MostShown ? line[..MostShown] + "…" : line, why.Value));
            if (why == BadLineReason.TooMany || read._bad.Count == MostBad)
                break;
            first = false;
        }

        return read;
    }

    private BadLineReason? Take(string line, TimeZoneInfo zone)
    {
        var cells = Split(line);
        for (var i = 0; i < cells.Length; i++)
        {
            if (Moment(cells[i], zone) is { } at)
                return Add(at, cells.Skip(i + 1));
            if (i + 1 < cells.Length && Moment(cells[i] + " " + cells[i + 1], zone) is { } joined)
                return Add(joined, cells.Skip(i + 2));
        }

        return BadLineReason.NoTime;
    }

    private BadLineReason? Add(DateTimeOffset at, IEnumerable<string> behind)
    {
        if (behind.Select(Celsius).FirstOrDefault(c => c is not null) is not { } celsius)
            return BadLineReason.NoTemperature;
        if (_readings.Count == TemperatureCurve.MostReadings)
            return BadLineReason.TooMany;
        _readings.Add(new ReadTemperature(at, celsius));
        return null;
    }

    private static string[] Split(string line)
    {
        var separator = Separators.FirstOrDefault(line.Contains, ' ');
        return line.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(cell => cell.Trim('"')).ToArray();
    }

    private static DateTimeOffset? Moment(string text, TimeZoneInfo zone)
    {
        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
        return DateTime.TryParseExact(text, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) && clock.Year is > 1 and < 9999 && !zone.IsInvalidTime(clock)
            ? new DateTimeOffset(clock, zone.GetUtcOffset(clock)) : null;
    }

    /// <summary>A comma is the decimal one here: where it parts cells, none is left in them.</summary>
    private static decimal? Celsius(string text)
    {
        var plain = text.Replace("°", "", StringComparison.Ordinal).TrimEnd('C', 'c', ' ').Replace('\u2212', '-').Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var celsius) ? celsius : null;
    }
}
