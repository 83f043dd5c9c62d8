namespace Traceability.Web.Hosting;

/// <summary>
/// Counts how often each asker asks, in memory that never grows: askers are spread over a fixed table by a hash that nobody outside knows.
/// Two may share a place; they then share a limit, which is seldom and does no harm. A place is one number: the moment at which its bucket
/// will be full again (the generic cell rate algorithm), so there is no timer, no lock and nothing to clean up.
/// </summary>
/// <param name="permits">What may be asked at once, and in each <paramref name="period"/>.</param>
internal sealed class RateBuckets(int permits, TimeSpan period, TimeProvider clock)
{
    private const int Places = 1 << 16;

    private readonly long[] _fullAt = new long[Places];
    private readonly long _period = (long)(period.TotalSeconds * clock.TimestampFrequency);

    /// <summary>Takes one permit of whoever has this hash.</summary>
    /// <returns>Zero when there was one, else the time until there is.</returns>
    public TimeSpan Take(int hash)
    {
        ref var fullAt = ref _fullAt[hash & (Places - 1)];
        var cost = Math.Max(1, _period / permits);
        var now = clock.GetTimestamp();
        while (true)
        {
            var seen = Volatile.Read(ref fullAt);
            var next = Math.Max(seen, now) + cost;
            if (next - now > _period)
                return clock.GetElapsedTime(0, next - now - _period);
            if (Interlocked.CompareExchange(ref fullAt, next, seen) == seen)
                return TimeSpan.Zero;
        }
    }
}
