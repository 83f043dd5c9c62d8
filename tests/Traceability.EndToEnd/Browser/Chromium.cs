using Microsoft.Playwright;
using Traceability.EndToEnd.Processes;
using Traceability.EndToEnd.Story;

namespace Traceability.EndToEnd.Browser;

/// <summary>Debian's Chromium and a server with a label to open; both start with the first test that asks.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly Deployment _deployment = new();
    private readonly Lazy<Task<Running>> _running;

    public Chromium()
    {
        ChainedServer.WithChain(_deployment);
        _running = new Lazy<Task<Running>>(StartAsync);
    }

    /// <summary>Where the label leads.</summary>
    public async Task<Uri> LabelAsync() => (await RunningAsync()).Label;

    /// <summary>One of each chain that the home page shows.</summary>
    public async Task<IReadOnlyList<Uri>> LabelsAsync() => (await RunningAsync()).Labels;

    /// <summary>The same, once the chain holds every fact of it.</summary>
    public async Task<Uri> AnchoredLabelAsync()
    {
        var (server, label, _, _, _) = await RunningAsync();
        await Wait.UntilAsync("all facts say anchored", TimeSpan.FromMinutes(3), async () => Scan.ProofStates(await Scan.TraceAsync(server.Http, label.AbsolutePath)).All(state => state == "anchored"));
        return label;
    }

    internal static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = SearchPath.Find("chromium"),
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return (playwright, browser);
    }

    /// <summary>A visitor whom nobody knows.</summary>
    public async Task<IBrowserContext> NewVisitorAsync(BrowserNewContextOptions options) => await (await RunningAsync()).Browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var running = await _running.Value;
            await running.Browser.DisposeAsync();
            running.Playwright.Dispose();
        }

        await _deployment.DisposeAsync();
    }

    private async Task<Running> RunningAsync()
    {
        SearchPath.Require("chromium", "chromium");
        return await _running.Value;
    }

    private async Task<Running> StartAsync()
    {
        var server = await _deployment.StartAsync();
        var labels = (await Scan.SampleLabelsAsync(server.Http)).Select(path => new Uri(_deployment.Address, path)).ToList();
        var (playwright, browser) = await LaunchAsync();
        return new Running(server, labels[0], labels, playwright, browser);
    }

    private sealed record Running(ServerProcess Server, Uri Label, IReadOnlyList<Uri> Labels, IPlaywright Playwright, IBrowser Browser);
}
