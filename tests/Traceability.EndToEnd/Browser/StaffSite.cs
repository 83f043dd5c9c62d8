using Microsoft.Playwright;
using Traceability.EndToEnd.Browser;
using Traceability.EndToEnd.Processes;
using Traceability.EndToEnd.Story;

// One server for all who work with it, in whatever class.
[assembly: AssemblyFixture(typeof(StaffSite))]

namespace Traceability.EndToEnd.Browser;

/// <summary>Debian's Chromium and a server without a chain, for those who work with it; both start with the first test that asks.</summary>
public sealed class StaffSite : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _running;
    private readonly Lazy<HttpClient> _http;
    private Deployment _deployment = null!;

    public StaffSite()
    {
        _running = new(StartAsync);
        _http = new(() => new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = Address });
    }

    public Uri Address => _deployment.Address;

    public Task<(string User, string Password)> PersonAsync(string role) => _deployment.PersonAsync(role);

    /// <summary>What happens before somebody comes to their pages, recorded by the client.</summary>
    internal async Task<ChainByClient> ChainAsync()
    {
        await _running.Value;
        return new ChainByClient(_deployment, _http.Value);
    }

    /// <summary>Somebody with a browser that runs no script: nothing may need one.</summary>
    public async Task<IBrowserContext> NewVisitorAsync(ViewportSize size, ColorScheme colours, string language)
    {
        SearchPath.Require("chromium", "chromium");
        var (_, browser) = await _running.Value;
        return await browser.NewContextAsync(new() { ViewportSize = size, ColorScheme = colours, Locale = language, JavaScriptEnabled = false, BaseURL = Address.AbsoluteUri });
    }

    /// <summary>One of the demonstration's, at their page of the day.</summary>
    public async Task<IPage> SignedInAsync(IBrowserContext visitor, string role)
    {
        var (user, password) = await PersonAsync(role);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("#f-userName").FillAsync(user);
        await page.Locator("#f-password").FillAsync(password);
        await page.Locator("main button.primary").ClickAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
        if (_running.IsValueCreated)
        {
            var (playwright, browser) = await _running.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
            await _deployment.DisposeAsync();
        }
    }

    private async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        _deployment = await Deployment.StartedBeforeAsync();
        await _deployment.StartAsync();
        return await Chromium.LaunchAsync();
    }
}
