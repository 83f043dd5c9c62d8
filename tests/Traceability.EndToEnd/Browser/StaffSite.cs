using Microsoft.Playwright;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Browser;

/// <summary>Debian's Chromium and a server without a chain, for those who work with it; both start with the first test that asks.</summary>
public sealed class StaffSite : IAsyncDisposable
{
    private readonly Deployment _deployment = new();
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _running;

    public StaffSite() => _running = new(StartAsync);

    public Uri Address => _deployment.Address;

    public Task<(string User, string Password)> PersonAsync(string role) => _deployment.PersonAsync(role);

    /// <summary>Somebody with a browser that runs no script: nothing may need one.</summary>
    public async Task<IBrowserContext> NewVisitorAsync(ViewportSize size, ColorScheme colours, string language)
    {
        SearchPath.Require("chromium", "chromium");
        var (_, browser) = await _running.Value;
        return await browser.NewContextAsync(new() { ViewportSize = size, ColorScheme = colours, Locale = language, JavaScriptEnabled = false, BaseURL = Address.AbsoluteUri });
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var (playwright, browser) = await _running.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        await _deployment.DisposeAsync();
    }

    private async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        await _deployment.StartAsync();
        return await Chromium.LaunchAsync();
    }
}
