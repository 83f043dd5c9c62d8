using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Tests;
using Traceability.Web.DevChain;

[assembly: AssemblyFixture(typeof(Traceability.Ethereum.Tests.HardhatChain))]

namespace Traceability.Ethereum.Tests;

/// <summary>
/// A real Hardhat node, started when the first test requires it. It makes a block for each transaction at once, unless a
/// test asks otherwise; only one class of tests may write to it. Without Node.js the tests that require it are skipped
/// with the reason, and fail where CI=true promises it.
/// </summary>
public sealed class HardhatChain : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly DevChainOptions _options;
    private readonly DevChainHost _host;
    private readonly Lazy<Task<string?>> _started;
    private DevChainState.Running? _running;

    public HardhatChain()
    {
        Rpc = new Uri($"http://127.0.0.1:{FreePort()}/");
        _options = new DevChainOptions(TestFiles.Root, Rpc);
        _host = new DevChainHost(NullLogger<DevChainHost>.Instance, _options);
        _started = new Lazy<Task<string?>>(StartAsync);
    }

    public Uri Rpc { get; }

    public ReadOnlyMemory<byte> CreationCode => _running!.CreationCode;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>To be called first by each test that needs the node.</summary>
    public async Task RequireAsync()
    {
        if (await _started.Value is { } missing)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Assert.Fail(missing);
        }
    }

    public EthereumAnchorChain Connect(EthereumAccount? account) =>
        new(_http, Rpc, account) { PollInterval = TimeSpan.FromMilliseconds(20) };

    public Task MineAsync() => RpcAsync("evm_mine");

    public async Task<string> RpcAsync(string method, params JsonNode?[] parameters)
    {
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = new JsonArray(parameters) };
        using var response = await _http.PostAsJsonAsync(Rpc, request, CancellationToken.None);
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(CancellationToken.None);
        Assert.Null(answer?["error"]?.ToJsonString());
        return answer?["result"]?.ToString() ?? "";
    }

    /// <summary>Null when the node runs, else what is missing for it.</summary>
    private async Task<string?> StartAsync()
    {
        var node = new NodeJs(NullLogger.Instance, TestFiles.Root, _options.SearchPath);
        if (await node.WhyNotUsableAsync(CancellationToken.None) is { } missing)
        {
            return missing;
        }

        var state = await _host.StartAsync(CancellationToken.None);
        _running = state as DevChainState.Running ?? throw new InvalidOperationException(((DevChainState.Unavailable)state).Reason);
        await RpcAsync("evm_setIntervalMining", 0);
        return null;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
