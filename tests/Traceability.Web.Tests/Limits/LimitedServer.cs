using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Limits;

/// <summary>The product as it is composed, on Kestrel's own socket and a database of its own, with the settings that a test gives it.</summary>
internal sealed class LimitedServer : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("traceability-limits-");
    private WebApplication _app = null!;

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public JsonNode Keys { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public string DataFolder => _data.FullName;

    /// <summary>As an operator runs it, on data in which the demonstration was loaded before.</summary>
    public static Task<LimitedServer> InProductionAsync(params (string Name, string Value)[] settings) => StartAsync("Production", configure: null, settings);

    public static async Task<LimitedServer> StartAsync(string environment, Action<WebApplicationBuilder>? configure, params (string Name, string Value)[] settings)
    {
        var server = new LimitedServer();
        if (environment != "Development")
        {
            await server.RunAsync("Development", configure: null, [("Demo:Load", "true"), .. settings.Where(s => s.Name is "Labels:BaseUrl")]);
            await server.StopAsync();
        }

        await server.RunAsync(environment, configure, settings);
        var keys = Path.Combine(server._data.FullName, "demo-credentials.json");
        server.Keys = File.Exists(keys) ? JsonNode.Parse(await File.ReadAllTextAsync(keys, TestContext.Current.CancellationToken))! : new JsonObject();
        server.Address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        server.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = server.Address };
        return server;
    }

    public string Key(string role) => (string)Keys[role]!["apiKey"]!;

    /// <summary>Sends a request with these headers, as they are.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(int Status, string? Code)> RefusalAsync(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, body, headers);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (string?)JsonNode.Parse(text)!["code"] : null);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await StopAsync();
        _data.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        var database = Services.GetRequiredService<IDatabase>();
        await _app.DisposeAsync();
        database.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private async Task RunAsync(string environment, Action<WebApplicationBuilder>? configure, IEnumerable<(string Name, string Value)> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Settings).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Directory"] = _data.FullName,
            ["Urls"] = "http://127.0.0.1:0",
            ["Labels:BaseUrl"] = "http://127.0.0.1/",
            ["Ledger:Origin"] = "trace.example/limits",
            ["Keys:Encryption"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray()),
            ["Chain:Start"] = "false",
            ["Chain:RpcUrl"] = "",
            ["Demo:Load"] = "false",
        };
        foreach (var (name, value) in settings)
            values[name] = value;
        builder.Configuration.AddInMemoryCollection(values);
        builder.Logging.ClearProviders();
        // What guessing a password costs is tested where passwords are; here it would only cost time.
        builder.Services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        builder.WebHost.UseUrls(values["Urls"]!);
        configure?.Invoke(builder);
        var read = Settings.Read(builder.Configuration, builder.Environment);
        _app = Composition.Build(builder, read);
        await Startup.PrepareAsync(_app, read, TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }
}
