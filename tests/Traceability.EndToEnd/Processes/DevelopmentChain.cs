using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Traceability.EndToEnd.Processes;

/// <summary>A development chain that the test starts itself. Each has a genesis of its own.</summary>
internal sealed class DevelopmentChain : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private DevelopmentChain(Process process) => _process = process;

    public static async Task<DevelopmentChain> StartAsync(Uri rpc)
    {
        var start = new ProcessStartInfo(
            SearchPath.Require("node", "nodejs"), [Path.Combine("contracts-sol", "devchain.js"), rpc.Port.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = TestFiles.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var chain = new DevelopmentChain(Process.Start(start)!);
        _ = chain._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        while (await GenesisAsync(rpc) is null)
        {
            Assert.False(chain._process.HasExited, "The development chain ended at its start.");
            Assert.True(clock.Elapsed < LongestStart, "The development chain does not answer.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return chain;
    }

    /// <summary>The hash of block 0; null while nothing answers.</summary>
    public static async Task<string?> GenesisAsync(Uri rpc)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        try
        {
            using var answer = await http.PostAsJsonAsync(
                rpc, new { jsonrpc = "2.0", id = 1, method = "eth_getBlockByNumber", @params = new object[] { "0x0", false } }, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
            return body!["result"]!["hash"]!.GetValue<string>();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // It lives as long as its standard input is open.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
