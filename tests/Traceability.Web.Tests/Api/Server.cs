using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;

namespace Traceability.Web.Tests.Api;

/// <summary>The product as it is started, on Kestrel and a database of its own, with the demonstration loaded.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>In which the proxy says from where a label is scanned.</summary>
    public const string CityHeader = "X-City";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("traceability-web-");
    private readonly Product _product;
    private Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private Dictionary<string, (string User, string Password)> _people = new(StringComparer.Ordinal);

    private Server(Provider provider) => _product = new Product(_data.FullName, provider);

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _product.Services;

    public string DataFolder => _data.FullName;

    public static async Task<Server> StartAsync(Provider provider)
    {
        var server = new Server(provider);
        server._product.UseKestrel(0);
        server._product.StartServer();
        server.Address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        // Addresses of labels go out as they are written.
        server.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 256 }) { BaseAddress = server.Address };
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(server._data.FullName, "demo-credentials.json")))!.AsObject();
        server._keys = credentials.ToDictionary(c => c.Key, c => (string)c.Value!["apiKey"]!, StringComparer.Ordinal);
        server._people = credentials.ToDictionary(c => c.Key, c => ((string)c.Value!["user"]!, (string)c.Value!["password"]!), StringComparer.Ordinal);
        var organisation = await Organisation.RegisterAsync(server, "管理", "seller");
        server._keys["administrator"] = (string)(await server.RecordAsync("/api/keys", organisation.Key, new { label = "administrator", roles = new[] { "administrator" } }))["apiKey"]!;
        return server;
    }

    /// <summary>A key that has one role and no other: the demonstration's, and an administrator's.</summary>
    public string Key(string role) => _keys[role];

    /// <summary>How the demonstration's person of a role signs in.</summary>
    public (string User, string Password) Credentials(string role) => _people[role];

    public IEnumerable<string> Roles => _keys.Keys;

    public Task<Answer> PostAsync(string path, string? key, object body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, key, JsonContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web)), idempotencyKey);

    public Task<Answer> GetAsync(string path, string? key = null, string? accept = "application/json") => SendAsync(HttpMethod.Get, path, key, content: null, accept: accept);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? key, HttpContent? content, string? idempotencyKey = null, string? accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        if (idempotencyKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public static HttpContent JsonContent(string json) => new StringContent(json, Encoding.UTF8, "application/json");

    /// <summary>Records what is not refused.</summary>
    public async Task<JsonNode> RecordAsync(string path, string key, object body)
    {
        var answer = await PostAsync(path, key, body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }

    /// <summary>Waits until everything recorded has its place in the log.</summary>
    public async Task LoggedAsync()
    {
        for (var i = 0; (await GetAsync("/readyz")).Json is var ready && ((long)ready["waiting"]! > 0 || (long)ready["logged"]! < Count("log_entry")); i++)
        {
            Assert.True(i < 1_000, "The log does not take what was recorded.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>
    /// Everything that every table holds: for each its name and a hash of all its cells. Without the scans of labels: they are written
    /// some seconds after the page that was asked for, and by no command.
    /// </summary>
    public async Task<IReadOnlyList<string>> EverythingAsync()
    {
        await LoggedAsync();
        await using var db = await Services.GetRequiredService<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        using var connection = Services.GetRequiredService<IDatabase>().OpenSnapshot();
        return [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Except(["scan", "scan_count"]).Select(table => $"{table}: {Hash(connection, table)}")];
    }

    public long Count(string table)
    {
        using var connection = Services.GetRequiredService<IDatabase>().OpenForReading();
        using var command = Command(connection, $"SELECT COUNT(*) FROM \"{table}\"");
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>The cells of one table as texts.</summary>
    public IReadOnlyList<string> Cells(string table)
    {
        using var connection = Services.GetRequiredService<IDatabase>().OpenForReading();
        using var command = Command(connection, $"SELECT * FROM \"{table}\"");
        using var reader = command.ExecuteReader();
        var cells = new List<string>();
        while (reader.Read())
            cells.AddRange(Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i).ToString()!));
        return cells;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _product.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static string Hash(DbConnection connection, string table)
    {
        using var command = Command(connection, $"SELECT * FROM \"{table}\"");
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = new List<string>();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                hash.AppendData(IsNoted(reader, i) ? [] : reader.GetValue(i) as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) + "\u001f"));
            rows.Add(Convert.ToHexStringLower(hash.GetHashAndReset()));
        }

        // A database may hand out the same rows in another order.
        var all = string.Concat(rows.Order(StringComparer.Ordinal));
        return $"{rows.Count} rows, {Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(all)))[..16]}";
    }

    /// <summary>When a key was last used is written a while later.</summary>
    private static bool IsNoted(DbDataReader reader, int column) => reader.GetName(column) is "last_used" or "seen_at";

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tables are the model's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private sealed class Product(string data, Provider provider) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment("Development")
            .UseSetting("Data:Directory", data)
            .UseSetting("Database:Provider", provider.ToString())
            .UseSetting("ConnectionStrings:Traceability", provider == Provider.Postgres ? PostgresDatabases.NewDatabase() : null)
            .UseSetting("Labels:BaseUrl", "https://id.example/t")
            .UseSetting("Ledger:Origin", "trace.example/web-tests")
            .UseSetting("Ledger:SequenceInterval", "00:00:00")
            .UseSetting("Chain:Start", "false")
            .UseSetting("Chain:RpcUrl", "")
            .UseSetting("Demo:Load", "true")
            .UseSetting("Scans:CityHeader", CityHeader)
            // What guessing a password costs is tested where passwords are; here it would only cost time.
            .ConfigureServices(services => services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1_000))
            .ConfigureLogging(logging => logging.ClearProviders());
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    /// <summary>Parts of the sum or the dates behind a refusal, as texts.</summary>
    public IReadOnlyList<string?> Sum(params string[] names) => [.. names.Select(name => Json["facts"]?[name]?.ToString())];

    /// <summary>Status, stable code and field of problem details.</summary>
    public (int Status, string? Code, string? Field) Problem
    {
        get
        {
            Assert.True(MediaType == "application/problem+json", $"{Status}: {Text}");
            var body = Json;
            Assert.Equal((int)Status, (int)body["status"]!);
            Assert.Equal($"urn:traceability:problem:{(string)body["code"]!}", (string)body["type"]!);
            Assert.NotEmpty((string)body["title"]!);
            Assert.NotEmpty((string)body["traceId"]!);
            return ((int)Status, (string?)body["code"], (string?)body["field"]);
        }
    }
}
