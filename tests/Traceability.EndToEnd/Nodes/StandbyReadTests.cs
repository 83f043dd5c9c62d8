using Traceability.EndToEnd.Processes;
using Traceability.EndToEnd.Story;

namespace Traceability.EndToEnd.Nodes;

/// <summary>The third node prefers standbys for what a label's page is composed of.</summary>
[Collection(Alone.Name)]
public sealed class StandbyReadTests(NodeCluster cluster)
{
    private const int PrefersStandbys = 2;
    private const string Changed = "Elsewhere";

    // A server that only reads counts by itself how often a table was looked into.
    private const string Looks = "SELECT seq_scan + COALESCE(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 'region'";

    [Fact]
    public async Task Label_StandbysAsFarAsThePrimary_IsComposedOnOne()
    {
        await cluster.StartAsync();
        var label = (await Scan.SampleLabelsAsync(cluster.Nodes[0].Http))[0];

        // A standby that has just changed its primary knows its timeline only after a restartpoint.
        await cluster.Database.Primary.AskAsync("CHECKPOINT");
        var before = await LooksAsync();
        await Wait.UntilAsync("a standby was asked", TimeSpan.FromSeconds(30), async () =>
        {
            foreach (var standby in cluster.Database.Standbys)
                await standby.AskAsync("CHECKPOINT");
            await Scan.TraceAsync(cluster.Nodes[PrefersStandbys].Http, label);
            return !(await LooksAsync()).SequenceEqual(before);
        });
    }

    private Task<string[]> LooksAsync() =>
        Task.WhenAll(cluster.Database.Standbys.Select(standby => standby.AskAsync(Looks, "traceability")));

    [Fact]
    public async Task Label_StandbysThatLag_SaysWhatThePrimaryKnows()
    {
        await cluster.StartAsync();
        var node = cluster.Nodes[PrefersStandbys].Http;
        var label = (await Scan.SampleLabelsAsync(cluster.Nodes[0].Http))[0];
        var place = (await Scan.TraceAsync(node, label))["origins"]![0]!["place"]!;
        Assert.DoesNotContain(Changed, place.ToJsonString(), StringComparison.Ordinal);
        var code = place["code"]!.GetValue<string>();
        var name = await cluster.Database.Primary.AskAsync($"SELECT name_en FROM region WHERE code = '{code}'", "traceability");
        foreach (var standby in cluster.Database.Standbys)
            await standby.AskAsync("SELECT pg_wal_replay_pause()");
        try
        {
            await cluster.Database.Primary.AskAsync($"SET synchronous_commit = local; UPDATE region SET name_en = '{Changed}' WHERE code = '{code}'", "traceability");
            for (var i = 0; i < 5; i++)
                Assert.Contains(Changed, (await Scan.TraceAsync(node, label))["origins"]![0]!["place"]!.ToJsonString(), StringComparison.Ordinal);
        }
        finally
        {
            await cluster.Database.Primary.AskAsync($"SET synchronous_commit = local; UPDATE region SET name_en = '{name}' WHERE code = '{code}'", "traceability");
            foreach (var standby in cluster.Database.Standbys)
                await standby.AskAsync("SELECT pg_wal_replay_resume()");
        }
    }
}
