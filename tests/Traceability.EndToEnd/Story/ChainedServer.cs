using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Story;

/// <summary>The server as the README starts it, with the development chain beside it; it starts when the first test asks for it.</summary>
public sealed class ChainedServer : IAsyncDisposable
{
    private readonly Deployment _deployment = new();
    private readonly Lazy<Task<ServerProcess>> _server;

    public ChainedServer()
    {
        Rpc = WithChain(_deployment);
        _server = new Lazy<Task<ServerProcess>>(_deployment.StartAsync);
    }

    public Uri Rpc { get; }

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
