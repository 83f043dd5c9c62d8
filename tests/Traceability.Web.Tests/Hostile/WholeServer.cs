using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Traceability.Web.Hosting;

[assembly: AssemblyFixture(typeof(Traceability.Web.Tests.Hostile.WholeServer))]

namespace Traceability.Web.Tests.Hostile;

/// <summary>The product as it is composed, on a database of its own with the demonstration in it; only the socket is not real.</summary>
public sealed class WholeServer : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("traceability-").FullName;
    private readonly Lazy<Task<WebApplication>> _app;
    private JsonNode _keys = new JsonObject();

    public WholeServer() => _app = new Lazy<Task<WebApplication>>(StartAsync);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="role">Whose key is sent: <c>cooperative</c>, <c>supervisor</c>, <c>operator</c> …; nobody's when null.</param>
    public async Task<HttpClient> ClientAsync(string? role)
    {
        var client = (await _app.Value).GetTestClient();
        if (role is not null)
            client.DefaultRequestHeaders.Add("X-Api-Key", (string)_keys[role]!["apiKey"]!);
        return client;
    }

    public async Task<HttpResponseMessage> PostAsync(string role, string path, JsonNode body)
    {
        using var client = await ClientAsync(role);
        return await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, Ct);
    }

    /// <summary>Sends what is not refused.</summary>
    public async Task<JsonNode> RecordAsync(string role, string path, JsonNode body)
    {
        using var response = await PostAsync(role, path, body);
        var answer = await ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer;
    }

    /// <summary>The status, the code and the field of a refusal.</summary>
    public async Task<(int Status, string? Code, string? Field)> RefusalAsync(string role, string path, JsonNode body)
    {
        using var response = await PostAsync(role, path, body);
        var problem = await ReadAsync(response);
        return ((int)response.StatusCode, (string?)problem["code"], (string?)problem["field"]);
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(Ct))!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_app.IsValueCreated)
            await (await _app.Value).DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Settings).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Development",
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data:Directory"] = _data,
            ["Labels:BaseUrl"] = "https://id.example/",
            ["Ledger:Origin"] = "trace.example/hostile",
            ["Ledger:SequenceInterval"] = "00:00:00",
            ["Region:TimeZone"] = "Asia/Shanghai",
            ["Chain:Start"] = "false",
            ["Chain:RpcUrl"] = "",
            ["Chain:AnchorInterval"] = "00:10:00",
            ["Demo:Load"] = "true",
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        var settings = Settings.Read(builder.Configuration, builder.Environment);
        var app = Composition.Build(builder, settings);
        await Startup.PrepareAsync(app, settings, Ct);
        await app.StartAsync(Ct);
        _keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "demo-credentials.json"), Ct))!;
        return app;
    }
}
