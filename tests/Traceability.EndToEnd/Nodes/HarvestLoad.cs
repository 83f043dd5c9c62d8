using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Traceability.EndToEnd.Durability;

namespace Traceability.EndToEnd.Nodes;

/// <summary>
/// Clients that record harvests at all nodes. Whatever gets no receipt is sent again under its key, to the next node, until it has one.
/// </summary>
internal sealed class HarvestLoad : IDisposable
{
    private const int Clients = 6;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestHarvest = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<Receipt> _receipts = new();
    private readonly List<HttpClient> _nodes;
    private readonly string _name;
    private readonly string _apiKey;
    private readonly Task[] _clients;
    private volatile bool _stopping;
    private int _again;

    private HarvestLoad(IEnumerable<Uri> nodes, string apiKey, string name)
    {
        (_apiKey, _name) = (apiKey, name);
        _nodes = [.. nodes.Select(node => new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = node, Timeout = LongestAnswer })];
        _clients = [.. Enumerable.Range(0, Clients).Select(RecordAsync)];
    }

    /// <param name="Begun">When the request that was answered was sent.</param>
    public sealed record Receipt(RecordedHarvest Harvest, long Begun, long Given);

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyCollection<Receipt> Receipts => _receipts;

    /// <summary>How often something was sent again.</summary>
    public int Again => _again;

    /// <param name="name">Part of every key and lot; no two loads share one.</param>
    public static HarvestLoad Start(IEnumerable<Uri> nodes, string apiKey, string name) => new(nodes, apiKey, name);

    /// <summary>Every harvest that was begun has its receipt afterwards.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        return Task.WhenAll(_clients);
    }

    /// <summary>The first receipt for a request that was sent after that moment.</summary>
    public Receipt? FirstSince(long moment)
    {
        Assert.False(_clients.Any(client => client.IsFaulted), _clients.FirstOrDefault(client => client.IsFaulted)?.Exception?.ToString());
        return _receipts.FirstOrDefault(receipt => receipt.Begun >= moment);
    }

    /// <summary>The longest time without a receipt, and when it began.</summary>
    public (TimeSpan Length, long Begun) LongestSilence =>
        _receipts.Select(receipt => receipt.Given).Order().ToList() is { Count: > 1 } given ? given.Zip(given.Skip(1), (a, b) => (Stopwatch.GetElapsedTime(a, b), a)).Max() : default;

    public void Dispose()
    {
        _stopping = true;
        _nodes.ForEach(node => node.Dispose());
    }

    private async Task RecordAsync(int client)
    {
        var node = client;
        for (var n = 1; !_stopping; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{_name}-{client}-{n:00000}");
            var request = new HarvestRequest(id, n % 2 == 0 ? id : null);
            var begun = Stopwatch.GetTimestamp();
            while (!await TryRecordAsync(request, _nodes[node % _nodes.Count]))
            {
                Assert.True(Stopwatch.GetElapsedTime(begun) < LongestHarvest, $"{id} was not recorded.");
                Interlocked.Increment(ref _again);
                node++;
                await Task.Delay(PauseAfterRefusal, TestContext.Current.CancellationToken);
            }

            await Task.Delay(Pace, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> TryRecordAsync(HarvestRequest request, HttpClient node)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            if (await request.TrySendAsync(node, _apiKey) is not { } harvest)
                return false;
            _receipts.Enqueue(new Receipt(harvest, begun, Stopwatch.GetTimestamp()));
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }
}
