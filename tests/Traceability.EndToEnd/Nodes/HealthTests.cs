using System.Text.Json.Nodes;

namespace Traceability.EndToEnd.Nodes;

/// <summary>What each node says of itself and of the others.</summary>
[Collection(Alone.Name)]
public sealed class HealthTests(NodeCluster cluster)
{
    [Fact]
    public async Task Readiness_OfEveryNode_NamesTheLeaderAndTheStandbys()
    {
        await cluster.StartAsync();
        var leader = await cluster.LeaderAsync();
        foreach (var node in cluster.Nodes)
        {
            var said = (await NodeCluster.ReadinessAsync(node))!;
            Assert.True(said["ready"]!.GetValue<bool>(), said.ToJsonString());
            Assert.Equal(NodeCluster.Name(leader), said["leader"]!.GetValue<string>());
            Assert.Equal(cluster.Database.Standbys.Select(s => s.Name), said["standbys"]!.AsArray().Select(s => s!["name"]!.GetValue<string>()));
            Assert.All(said["standbys"]!.AsArray(), standby =>
            {
                Assert.Equal("streaming", standby!["state"]!.GetValue<string>());
                Assert.InRange(standby["behindBytes"]!.GetValue<long>(), 0, 16 << 20);
                Assert.InRange(standby["behindSeconds"]!.GetValue<double>(), 0, 30);
            });
        }

        for (var node = 0; node < NodeCluster.Count; node++)
        {
            var life = JsonNode.Parse(await cluster.Nodes[node].Http.GetStringAsync("/healthz", TestContext.Current.CancellationToken))!;
            Assert.Equal(
                ("ok", NodeCluster.Name(node), node == leader, NodeCluster.Name(leader)),
                (life["status"]!.GetValue<string>(), life["node"]!.GetValue<string>(), life["leads"]!.GetValue<bool>(), life["leader"]!.GetValue<string>()));
        }
    }
}
