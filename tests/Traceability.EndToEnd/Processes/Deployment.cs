using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Traceability.EndToEnd.Processes;

/// <summary>
/// A data folder and the settings that belong to it, on a port of its own; its server may be started many times.
/// Without other settings: Development, with the demonstration, no chain.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-e2e-");
    private readonly List<ServerProcess> _servers = [];

    private readonly Provider _provider;

    public Deployment(Provider provider = Provider.Sqlite)
    {
        _provider = provider;
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Data__Directory"] = DataFolder,
            ["Urls"] = Address.GetLeftPart(UriPartial.Authority),
            ["Labels__BaseUrl"] = Address.GetLeftPart(UriPartial.Authority),
            ["Chain__Start"] = "false",
            ["Chain__RpcUrl"] = "",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
        };
        if (provider == Provider.Postgres)
            (Settings["Database__Provider"], Settings["ConnectionStrings__Traceability"]) = ("Postgres", PostgresDatabases.NewDatabase());
    }

    public Uri Address { get; }

    /// <summary>Environment variables of the server; a change counts from the next start.</summary>
    public Dictionary<string, string> Settings { get; }

    public string DataFolder => Path.Combine(_folder.FullName, "data");

    public string DatabaseFile => Path.Combine(DataFolder, "traceability.db");

    /// <summary>One that was started before and has the demonstration, on SQLite.</summary>
    public static async Task<Deployment> StartedBeforeAsync()
    {
        var deployment = new Deployment();
        deployment.Settings["Labels__BaseUrl"] = StartedBefore.LabelBase;
        await StartedBefore.CopyToAsync(deployment.DataFolder);
        return deployment;
    }

    /// <summary>A deployment as the manual asks for it outside Development.</summary>
    public static Deployment InProduction()
    {
        var deployment = new Deployment();
        deployment.Settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        deployment.Settings["Keys__Encryption"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray());
        deployment.Settings["Ledger__Origin"] = "log.example/end-to-end";
        // One machine asks as thousands would.
        deployment.Settings["Limits__Rates"] = "false";
        return deployment;
    }

    /// <summary>Starts the server and waits until it is ready.</summary>
    public async Task<ServerProcess> StartAsync()
    {
        var server = Launch();
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>A deployment of the same settings with a data folder, a database and a port of its own.</summary>
    public Deployment Elsewhere()
    {
        var other = new Deployment(_provider);
        foreach (var (name, value) in Settings.Where(setting => setting.Key is not ("Data__Directory" or "Urls" or "ConnectionStrings__Traceability")))
            other.Settings[name] = value;
        return other;
    }

    /// <summary>Starts the server, or one of its verbs, and does not wait.</summary>
    public ServerProcess Launch(params string[] arguments)
    {
        var server = new ServerProcess(StartInfo(arguments), Address);
        _servers.Add(server);
        return server;
    }

    /// <summary>Starts the server, or one of its verbs, where it is expected to end by itself.</summary>
    public Task<Finished> RunAsync(params string[] arguments) => Finished.RunAsync(StartInfo(arguments));

    /// <summary>The demonstration's API key of a role.</summary>
    public async Task<string> KeyOfAsync(string role)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(DataFolder, "demo-credentials.json"), TestContext.Current.CancellationToken);
        return JsonNode.Parse(text)![role]!["apiKey"]!.GetValue<string>();
    }

    /// <summary>With what the demonstration's person of a role signs in.</summary>
    public async Task<(string User, string Password)> PersonAsync(string role)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(DataFolder, "demo-credentials.json"), TestContext.Current.CancellationToken);
        var person = JsonNode.Parse(text)![role]!;
        return (person["user"]!.GetValue<string>(), person["password"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            // Shown where the test failed.
            TestContext.Current.TestOutputHelper?.WriteLine($"--- server {server.Id}\n{server.Log}");
            await server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private ProcessStartInfo StartInfo(params string[] arguments)
    {
        // Started away from the sources, as an operator would.
        var start = new ProcessStartInfo(BuiltProduct.Dotnet, [BuiltProduct.Server, .. arguments]) { WorkingDirectory = _folder.FullName };
        // Whoever runs the tests may have settings of their own.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        // A server of the tests lives for seconds: too short to gain by a second compilation of what it does often.
        start.Environment["DOTNET_TC_CallCountThreshold"] = "1000";
        // Several servers on the same few cores: none of them should collect as if it had all of them.
        start.Environment["DOTNET_gcServer"] = "0";
        return start;
    }

    private static bool IsSetting(string name) =>
        name.Contains("__", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.Equals("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Urls", StringComparison.OrdinalIgnoreCase);
}
