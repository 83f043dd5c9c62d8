using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;

namespace Traceability.App.Features.Trace;

/// <summary>How often this address was scanned before, up to some seconds ago.</summary>
/// <param name="Times">Exact below 20, else rounded down to two digits: the page is kept as long as this stays the same.</param>
/// <param name="Unusual">Whether, in the last 30 days, it was seen as only several labels can be.</param>
public sealed record ScansView(long Times, DateTimeOffset FirstAt, bool Unusual)
{
    public bool Rounded => Times >= Exact;

    private const long Exact = 20;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public static long Step(long times)
    {
        var unit = 1L;
        while (times / unit >= 100)
            unit *= 10;
        return times < Exact ? times : times / unit * unit;
    }

    /// <summary>Whether what was unusual then still is, today.</summary>
    public static bool IsUnusual(DateTimeOffset? unusualAt, DateTimeOffset now) => unusualAt is { } at && DateOnly.FromDateTime(at.UtcDateTime) > DateOnly.FromDateTime((now - Remembered).UtcDateTime);

    internal static async Task<ScansView?> ReadAsync(TraceDb db, string batch, string? serial, DateTimeOffset now, CancellationToken ct)
    {
        serial ??= "";
        return await db.ScanCounts.AsNoTracking().SingleOrDefaultAsync(s => s.Batch == batch && s.Serial == serial, ct) is { } found
            ? new ScansView(Step(found.Times), found.FirstAt, IsUnusual(found.UnusualAt, now))
            : null;
    }
}
