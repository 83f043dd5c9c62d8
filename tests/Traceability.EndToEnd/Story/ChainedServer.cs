using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Story;

/// <summary>The server as the README starts it, with the development chain beside it; it starts when the first test asks for it.</summary>
internal sealed class ChainedServer : IAsyncDisposable
{
    private readonly Deployment _deployment;
    private readonly Lazy<Task<ServerProcess>> _server;

    public ChainedServer(Provider provider)
    {
        _deployment = new Deployment(provider);
        Rpc = WithChain(_deployment);
        _server = new Lazy<Task<ServerProcess>>(_deployment.StartAsync);
    }

    public Uri Rpc { get; }

    internal Deployment Deployment => _deployment;

    internal Uri Address => _deployment.Address;

    internal Task<ServerProcess> Server => _server.Value;

    /// <summary>The settings of Development, but on a port of its own.</summary>
    /// <returns>Where the chain will answer.</returns>
    internal static Uri WithChain(Deployment deployment)
    {
        var rpc = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        deployment.Settings["Chain__Start"] = "true";
        deployment.Settings["Chain__RpcUrl"] = rpc.GetLeftPart(UriPartial.Authority);
        return rpc;
    }

    public ValueTask DisposeAsync() => _deployment.DisposeAsync();
}

/// <summary>One on each database.</summary>
public sealed class ChainedServers : IAsyncDisposable
{
    private readonly Dictionary<Provider, ChainedServer> _servers = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
    }

    internal ChainedServer On(Provider provider) => _servers.TryGetValue(provider, out var server) ? server : _servers[provider] = new ChainedServer(provider);
}
