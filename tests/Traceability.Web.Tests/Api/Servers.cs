using System.Collections.Concurrent;

namespace Traceability.Web.Tests.Api;

/// <summary>One running server for each database; the tests of this collection share it, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class Servers : ICollectionFixture<Servers>, IAsyncDisposable
{
    public const string Name = "servers";

    private readonly ConcurrentDictionary<Provider, Lazy<Task<Server>>> _started = new();

    internal Task<Server> OnAsync(Provider provider) => _started.GetOrAdd(provider, p => new Lazy<Task<Server>>(() => Server.StartAsync(p))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _started.Values)
            await (await server.Value).DisposeAsync();
    }
}
