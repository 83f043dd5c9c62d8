using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Nodes;

/// <summary>Nodes that meet an empty database, or the wrong keys.</summary>
[Collection(Alone.Name)]
public sealed class FirstStartTests(NodeCluster cluster)
{
    [Fact]
    public async Task ThreeNodes_StartedAtOnceOnAnEmptyDatabase_MakeOneDeploymentWithOneOperator()
    {
        await cluster.StartAsync();
        await cluster.Database.Primary.AskAsync("CREATE DATABASE together OWNER traceability");
        Deployment[] nodes = [.. Enumerable.Range(1, 3).Select(n => InProduction($"together{n}"))];
        try
        {
            foreach (var node in nodes)
                cluster.CopyKeysTo(node);
            ServerProcess[] servers = [.. nodes.Select(node => node.Launch())];
            await Task.WhenAll(servers.Select(server => server.WaitUntilReadyAsync()));

            Assert.Single(servers, server => server.Log.Contains("First start.", StringComparison.Ordinal));
            Assert.Equal("1", await cluster.Database.Primary.AskAsync("SELECT COUNT(*) FROM api_key WHERE operator", "together"));
            await Wait.UntilAsync("one of them leads", TimeSpan.FromSeconds(30), async () =>
                (await Task.WhenAll(servers.Select(NodeCluster.ReadinessAsync))) is var said
                && said.Count(s => s!["leads"]!.GetValue<bool>()) == 1 && said.Select(s => s!["leader"]?.GetValue<string>()).Distinct().Single() is not null);

            // Of the keys of their forms there is one: another would be unknown to those that have looked already.
            Assert.Equal("1", await cluster.Database.Primary.AskAsync("SELECT COUNT(*) FROM deployment_value WHERE name LIKE 'data-protection/%'", "together"));
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Node_WithKeysOfItsOwnOrNone_DoesNotStartAndSaysWhy()
    {
        await cluster.StartAsync();
        await using var none = cluster.NewNode("stranger", "traceability");
        var refused = await none.RunAsync();
        Assert.True(refused.ExitCode == 2, refused.Said);
        Assert.Contains("the data needs that very key", refused.Errors, StringComparison.Ordinal);

        await using var other = cluster.NewNode("stranger", "traceability");
        cluster.CopyKeysTo(other);
        File.Delete(Path.Combine(other.DataFolder, "keys", "log.key"));
        other.Settings["Database__Provider"] = "Sqlite";
        other.Settings["Demo__Load"] = "false";
        other.Settings.Remove("ConnectionStrings__Traceability");
        await (await other.StartAsync()).StopAsync();
        other.Settings["Database__Provider"] = "Postgres";
        other.Settings["ConnectionStrings__Traceability"] = cluster.Database.ConnectionString("traceability");
        refused = await other.RunAsync();
        Assert.True(refused.ExitCode == 2, refused.Said);
        Assert.Contains("The log's key is", refused.Errors, StringComparison.Ordinal);
    }

    private Deployment InProduction(string name)
    {
        var deployment = cluster.NewNode(name, "together");
        deployment.Settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        deployment.Settings["Ledger__Origin"] = "log.example/together";
        return deployment;
    }
}
