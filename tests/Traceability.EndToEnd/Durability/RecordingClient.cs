using System.Collections.Concurrent;
using System.Globalization;

namespace Traceability.EndToEnd.Durability;

/// <summary>
/// Records harvests one after the other, as fast as they are acknowledged. What was not answered when the server went away
/// is sent again first when it is back, as a careful client does.
/// </summary>
internal sealed class RecordingClient(int number, string apiKey)
{
    private readonly ConcurrentQueue<RecordedHarvest> _acknowledged = new();
    private HarvestRequest? _unanswered;
    private int _made;

    /// <summary>In the order in which they were acknowledged.</summary>
    public IReadOnlyCollection<RecordedHarvest> Acknowledged => _acknowledged;

    public bool HasUnanswered => _unanswered is not null;

    /// <param name="pause">Between two; for a load that only is to be there.</param>
    public async Task RecordUntilServerIsGoneAsync(HttpClient http, TimeSpan pause = default)
    {
        try
        {
            while (true)
            {
                _unanswered ??= Next();
                await FinishAsync(http);
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, TestContext.Current.CancellationToken);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends again what was left unanswered.</summary>
    public async Task FinishAsync(HttpClient http)
    {
        if (_unanswered is not { } request)
            return;
        _acknowledged.Enqueue(await request.SendAsync(http, apiKey));
        _unanswered = null;
    }

    // Every other harvest brings its own lot number, the rest get theirs from the server.
    private HarvestRequest Next()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"K{number:00}-{++_made:000000}");
        return new HarvestRequest(name, _made % 2 == 0 ? name : null);
    }
}
