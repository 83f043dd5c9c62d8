using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Limits;

public sealed class RateBucketsTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Take_AllPermitsAtOnce_AreGivenAndNoMore()
    {
        var buckets = new RateBuckets(10, TimeSpan.FromMinutes(1), _clock);

        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(TimeSpan.Zero, buckets.Take(7)));
        Assert.Equal(TimeSpan.FromSeconds(6), buckets.Take(7));
        Assert.Equal(TimeSpan.Zero, buckets.Take(8));
    }

    [Fact]
    public void Take_AfterTheTimeThatWasSaid_IsGivenOnce()
    {
        var buckets = new RateBuckets(10, TimeSpan.FromMinutes(1), _clock);
        for (var i = 0; i < 10; i++)
            buckets.Take(7);
        var wait = buckets.Take(7);

        _clock.Now += wait - TimeSpan.FromMilliseconds(1);
        Assert.NotEqual(TimeSpan.Zero, buckets.Take(7));
        _clock.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(TimeSpan.Zero, buckets.Take(7));
        Assert.NotEqual(TimeSpan.Zero, buckets.Take(7));
    }

    [Fact]
    public void Take_Refused_DoesNotPutOffTheNext()
    {
        var buckets = new RateBuckets(1, TimeSpan.FromMinutes(1), _clock);
        buckets.Take(7);
        for (var i = 0; i < 1_000; i++)
            buckets.Take(7);

        Assert.Equal(TimeSpan.FromMinutes(1), buckets.Take(7));
    }

    [Fact]
    public async Task Take_FromManyThreads_GivesNoMoreThanThereAre()
    {
        var buckets = new RateBuckets(1_000, TimeSpan.FromHours(1), _clock);
        var given = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1_000).Count(_ => buckets.Take(7) == TimeSpan.Zero))));

        Assert.Equal(1_000, given.Sum());
    }

    [Fact]
    public void Take_ByAnyNumberOfAskers_TakesNoMemory()
    {
        var buckets = new RateBuckets(10, TimeSpan.FromMinutes(1), _clock);
        buckets.Take(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var asker = 0; asker < 1_000_000; asker++)
            buckets.Take(asker);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(3);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
