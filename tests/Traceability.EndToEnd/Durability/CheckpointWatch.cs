using System.Net;
using Traceability.EndToEnd.Processes;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Durability;

/// <summary>Somebody outside who keeps every checkpoint that the log published and holds the log to them.</summary>
internal sealed class CheckpointWatch(LogVerifierKey key)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly SortedDictionary<long, MerkleHash> _seen = [];

    /// <summary>Every size that was published with its root.</summary>
    public IReadOnlyDictionary<long, MerkleHash> Seen => _seen;

    public async Task WatchUntilServerIsGoneAsync(ServerProcess server)
    {
        try
        {
            while (true)
            {
                await LookAsync(server);
                await Task.Delay(Pace, TestContext.Current.CancellationToken);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<Checkpoint> LookAsync(ServerProcess server)
    {
        using var answer = await server.Http.GetAsync("/ledger/checkpoint", TestContext.Current.CancellationToken);
        var note = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(key.TryOpen(note, out var checkpoint), note);
        var largest = _seen.Keys.LastOrDefault();
        Assert.True(checkpoint.Size >= largest, $"The log went back from {largest} entries to {checkpoint.Size}.");
        if (!_seen.TryAdd(checkpoint.Size, checkpoint.Root))
            Assert.Equal(_seen[checkpoint.Size], checkpoint.Root);
        return checkpoint;
    }
}
