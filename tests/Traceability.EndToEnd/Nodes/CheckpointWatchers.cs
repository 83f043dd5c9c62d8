using System.Net;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Nodes;

/// <summary>Somebody outside who keeps every checkpoint that any node publishes, and holds all nodes to all of them.</summary>
internal sealed class CheckpointWatchers(LogVerifierKey key) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<long, MerkleHash> _seen = [];
    private Task _watching = Task.CompletedTask;

    /// <summary>Every size that was published with its root.</summary>
    public IReadOnlyDictionary<long, MerkleHash> Seen => _seen;

    public void Watch(IEnumerable<Uri> nodes) => _watching = Task.WhenAll(nodes.Select(WatchAsync));

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public void Dispose() => _stop.Dispose();

    private async Task WatchAsync(Uri node)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = node, Timeout = TimeSpan.FromSeconds(5) };
        var largest = 0L;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync("/ledger/checkpoint", CancellationToken.None);
                if (answer.StatusCode == HttpStatusCode.OK)
                    largest = Take(node, await answer.Content.ReadAsStringAsync(CancellationToken.None), largest);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // A node that is away shows nothing.
            }

            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    private long Take(Uri node, string note, long largest)
    {
        Assert.True(key.TryOpen(note, out var checkpoint), note);
        // A node that was started again begins with what the database says, which is no less.
        Assert.True(checkpoint.Size >= largest, $"{node} went back from {largest} entries to {checkpoint.Size}.");
        lock (_seen)
        {
            if (!_seen.TryAdd(checkpoint.Size, checkpoint.Root))
                Assert.True(_seen[checkpoint.Size] == checkpoint.Root, $"{node} shows another tree of {checkpoint.Size} entries: a fork.");
        }

        return checkpoint.Size;
    }
}
