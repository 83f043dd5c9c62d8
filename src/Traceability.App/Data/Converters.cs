using System.Globalization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Traceability.Domain.Batches;
using Traceability.Domain.Certification;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Data;

internal sealed class IdentifierConverter<T>() : ValueConverter<T, string>(v => v.ToString()!, text => Parse(text))
    where T : struct, IIdentifier<T>
{
    private static T Parse(string text) => T.Parse(text);
}

/// <summary>An instant with the offset it happened in, as ISO 8601 text; a fact keeps both.</summary>
internal sealed class MomentConverter() : ValueConverter<DateTimeOffset, string>(v => Write(v), text => Read(text))
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    public static string Write(DateTimeOffset value) => value.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture);
}

/// <summary>A decimal as its shortest text, so that equal values are equal cells in every database.</summary>
internal sealed class DecimalTextConverter() : ValueConverter<decimal, string>(v => Write(v), text => Read(text))
{
    public static string Write(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public static decimal Read(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}

/// <summary>A day as <c>2026-09-12</c>, the same cell in every database.</summary>
internal sealed class DayTextConverter() : ValueConverter<DateOnly, string>(v => Write(v), text => Read(text))
{
    private static string Write(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Read(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed class RolesConverter() : ValueConverter<IReadOnlyList<Role>, string>(v => string.Join(' ', v), text => Read(text))
{
    public static IReadOnlyList<Role> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>)];
}

internal sealed class RolesComparer() : ValueComparer<IReadOnlyList<Role>>((a, b) => a!.SequenceEqual(b!), v => v.Aggregate(0, HashCode.Combine), v => v);

/// <summary>The stops of a batch as words, <c>Hold:01990000-…</c>, so that a batch without any is known by an empty text.</summary>
internal sealed class StopsConverter() : ValueConverter<IReadOnlyList<BatchStop>, string>(v => Write(v), text => Read(text))
{
    public static string Write(IReadOnlyList<BatchStop> stops) => string.Join(' ', stops.Select(s => $"{s.Kind}:{s.Entry:D}"));

    // A list of the kind that the batch keeps: its field is filled with it as it is.
    public static IReadOnlyList<BatchStop> Read(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(':')).Select(word => new BatchStop(Enum.Parse<StopKind>(word[0]), Guid.Parse(word[1]))).ToList();
}

internal sealed class StopsComparer() : ValueComparer<IReadOnlyList<BatchStop>>((a, b) => a!.SequenceEqual(b!), v => v.Aggregate(0, HashCode.Combine), v => v);

internal sealed class PlotIntervalsConverter() : ValueConverter<IReadOnlyList<PlotInterval>, string>(v => PlotInterval.Write(v), text => PlotInterval.Read(text));

internal sealed class PlotIntervalsComparer() : ValueComparer<IReadOnlyList<PlotInterval>>((a, b) => a!.SequenceEqual(b!), v => v.Aggregate(0, HashCode.Combine), v => v);

internal sealed class IdentifiersConverter<T>() : ValueConverter<IReadOnlyList<T>, string>(v => string.Join(' ', v), text => Read(text))
    where T : struct, IIdentifier<T>
{
    private static IReadOnlyList<T> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(T.Parse)];
}

internal sealed class GuidsConverter() : ValueConverter<IReadOnlyList<Guid>, string>(v => string.Join(' ', v), text => Read(text))
{
    private static IReadOnlyList<Guid> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
}

/// <summary>Times without effect, each <c>2026-05-01/2026-06-01</c>, the last without its end while it lasts.</summary>
internal sealed class SuspensionsConverter() : ValueConverter<IReadOnlyList<Suspension>, string>(v => Write(v), text => Read(text))
{
    private static string Write(IReadOnlyList<Suspension> suspensions) =>
        string.Join(' ', suspensions.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.From:yyyy-MM-dd}/{s.To:yyyy-MM-dd}")));

    private static IReadOnlyList<Suspension> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)];

    private static Suspension ReadOne(string text) => new(Day(text[..10]), text.Length > 11 ? Day(text[11..]) : null);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed class ListComparer<T>() : ValueComparer<IReadOnlyList<T>>((a, b) => a!.SequenceEqual(b!), v => v.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)), v => v);

/// <summary>Longitude and latitude with a space between them.</summary>
internal sealed class CoordinateConverter() : ValueConverter<Coordinate, string>(v => Write(v), text => Read(text))
{
    public static string Write(Coordinate at) => string.Create(CultureInfo.InvariantCulture, $"{at.Longitude:0.######} {at.Latitude:0.######}");

    public static Coordinate Read(string text)
    {
        var gap = text.IndexOf(' ', StringComparison.Ordinal);
        return new Coordinate(decimal.Parse(text.AsSpan(0, gap), CultureInfo.InvariantCulture), decimal.Parse(text.AsSpan(gap + 1), CultureInfo.InvariantCulture));
    }
}
