using System.Diagnostics;

namespace Traceability.EndToEnd.Processes;

internal static class Wait
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until it is true; past the limit the test fails with what was waited for.</summary>
    public static async Task UntilAsync(string what, TimeSpan limit, Func<Task<bool>> isTrue, TimeSpan? pace = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(clock.Elapsed < limit, $"Not within {limit.TotalSeconds:0} s: {what}");
            await Task.Delay(pace ?? Pace, TestContext.Current.CancellationToken);
        }
    }
}
