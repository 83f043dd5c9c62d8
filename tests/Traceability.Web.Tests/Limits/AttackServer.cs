[assembly: AssemblyFixture(typeof(Traceability.Web.Tests.Limits.AttackServer))]

namespace Traceability.Web.Tests.Limits;

/// <summary>One server as an operator runs it, for all attacks that leave nothing behind.</summary>
public sealed class AttackServer : IAsyncDisposable
{
    private readonly Lazy<Task<LimitedServer>> _server = new(() => LimitedServer.InProductionAsync(("Limits:AddressPerMinute", "1000000"), ("Limits:RequestTime", "00:00:30")));

    internal Task<LimitedServer> Server => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
