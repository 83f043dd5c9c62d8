using System.Collections.Concurrent;

namespace Traceability.App.Tests.Auditing;

/// <summary>The potato chain in its log, recorded once; each test changes a copy of its own.</summary>
public sealed class AuditedChain(Databases databases) : IAsyncDisposable
{
    /// <summary>How many entries its log has.</summary>
    public const int Entries = 38;

    private readonly ConcurrentDictionary<Provider, Lazy<Task<TestDatabase>>> _recorded = new();

    internal async Task<TestDatabase> CopyAsync(Provider provider) =>
        await (await _recorded.GetOrAdd(provider, p => new Lazy<Task<TestDatabase>>(() => RecordAsync(p))).Value).CopyAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _recorded.Values)
            await (await database.Value).DisposeAsync();
    }

    private async Task<TestDatabase> RecordAsync(Provider provider)
    {
        var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await EveryTable.RecordAsync(app, await PotatoChain.RecordAsync(app));
        await app.SequenceAsync();
        Assert.Equal(Entries, database.Scalar<long>("SELECT size FROM log_head"));
        return database;
    }
}
