using System.Net;
using System.Text.Json.Nodes;
using Traceability.EndToEnd.Nodes;
using Traceability.EndToEnd.Processes;
using Traceability.EndToEnd.Story;
using Traceability.Ledger;

[assembly: AssemblyFixture(typeof(NodeCluster))]

namespace Traceability.EndToEnd.Nodes;

/// <summary>Three nodes on a primary with two standbys; started when the first test asks for it.</summary>
public sealed class NodeCluster : IAsyncDisposable
{
    public const int Count = 3;

    private readonly Lazy<Task> _started;
    private readonly List<Deployment> _deployments = [];
    private readonly ServerProcess[] _nodes = new ServerProcess[Count];
    private ReplicatedPostgres? _database;

    public NodeCluster() => _started = new Lazy<Task>(StartAllAsync);

    internal ReplicatedPostgres Database => _database!;

    internal IReadOnlyList<ServerProcess> Nodes => _nodes;

    internal IReadOnlyList<Deployment> Deployments => _deployments;

    internal string ApiKey { get; private set; } = "";

    internal LogVerifierKey VerifierKey { get; private set; } = null!;

    /// <summary>Where there is no PostgreSQL the test is seen as skipped; in CI it fails.</summary>
    internal Task StartAsync()
    {
        if (!string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
            Assert.SkipWhen(PostgresCluster.WhyNot is not null, PostgresCluster.WhyNot ?? "");
        return _started.Value;
    }

    internal async Task RestartAsync(int node) => _nodes[node] = await _deployments[node].StartAsync();

    internal void ShowLogs(ITestOutputHelper? output)
    {
        foreach (var node in _nodes)
            output?.WriteLine($"--- node {node.Id}\n{node.Log}");
        foreach (var server in Database.Standbys.Prepend(Database.Primary))
            output?.WriteLine($"--- {server.Name}\n{server.Log}");
    }

    /// <summary>What the nodes themselves say of who leads: that is, which of them.</summary>
    internal async Task<int> LeaderAsync()
    {
        var leader = -1;
        await Wait.UntilAsync("one node leads and all know it", TimeSpan.FromSeconds(30), async () =>
        {
            var said = await Task.WhenAll(_nodes.Select(ReadinessAsync));
            leader = Array.FindIndex(said, s => s is not null && s["leads"]!.GetValue<bool>());
            return leader >= 0 && said.All(s => s?["leader"]?.GetValue<string>() == Name(leader)) && said.Count(s => s!["leads"]!.GetValue<bool>()) == 1;
        });
        return leader;
    }

    /// <summary>What a node says of itself, ready or not; null when it does not answer.</summary>
    internal static async Task<JsonNode?> ReadinessAsync(ServerProcess node)
    {
        try
        {
            using var answer = await node.Http.GetAsync("/readyz", TestContext.Current.CancellationToken);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal(body["ready"]!.GetValue<bool>(), answer.StatusCode == HttpStatusCode.OK);
            return body;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    internal static string Name(int node) => FormattableString.Invariant($"node{node + 1}");

    /// <summary>A node as the manual sets it up: what all share, and a name of its own.</summary>
    internal Deployment NewNode(string name, string database)
    {
        var deployment = new Deployment();
        deployment.Settings["Database__Provider"] = "Postgres";
        deployment.Settings["ConnectionStrings__Traceability"] = Database.ConnectionString(database);
        deployment.Settings["Keys__Encryption"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray());
        deployment.Settings["Labels__BaseUrl"] = "https://trace.example.org";
        deployment.Settings["AllowedHosts"] = "*";
        // One machine asks as thousands would.
        deployment.Settings["Limits__Rates"] = "false";
        deployment.Settings["Node__Name"] = name;
        return deployment;
    }

    internal void CopyKeysTo(Deployment deployment)
    {
        var keys = Path.Combine(deployment.DataFolder, "keys");
        Directory.CreateDirectory(keys);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_deployments[0].DataFolder, "keys")))
            File.Copy(file, Path.Combine(keys, Path.GetFileName(file)), overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var deployment in _deployments)
            await deployment.DisposeAsync();
        _database?.Dispose();
    }

    private async Task StartAllAsync()
    {
        _database = new ReplicatedPostgres();
        await _database.StartAsync();
        for (var node = 0; node < Count; node++)
        {
            var deployment = NewNode(Name(node), "traceability");
            _deployments.Add(deployment);
            // One of them reads from standbys where it may.
            deployment.Settings["Database__Reads"] = node == 2 ? "PreferStandby" : "Primary";
            if (node > 0)
                CopyKeysTo(deployment);
            else
                await RestartAsync(node);
        }

        await Task.WhenAll(RestartAsync(1), RestartAsync(2));

        ApiKey = await _deployments[0].KeyOfAsync("cooperative");
        var http = _nodes[0].Http;
        await Wait.UntilAsync("the demonstration is logged", TimeSpan.FromSeconds(30), async () => (await Scan.ReadinessAsync(http))["waiting"]!.GetValue<long>() == 0);
        var trace = await Scan.TraceAsync(http, (await Scan.SampleLabelsAsync(http))[0]);
        VerifierKey = LogVerifierKey.Parse(trace["ledger"]!["verifierKey"]!.GetValue<string>());
    }
}
