using System.Diagnostics;
using System.Globalization;
using System.Net;
using Traceability.EndToEnd.Durability;
using Traceability.EndToEnd.Processes;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Nodes;

/// <summary>
/// What happens to a deployment of three nodes when a part of it is killed under load. Once each; ten times each with
/// <c>FAILOVER_TIMES=10</c>.
/// </summary>
[Trait("Category", "Failover")]
[Collection(Alone.Name)]
public sealed class FailoverTests(NodeCluster cluster, ITestOutputHelper output)
{
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("FAILOVER_TIMES"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

    private const string WaitingCommits = "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%COMMIT'";
    private const string CutShort = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%COMMIT'";

    private static int s_loads;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task LeadingNode_Killed_AnotherLeadsAndNothingAcknowledgedIsLost()
    {
        var leader = -1;
        return UnderLoadAsync(
            "leading node",
            async () =>
            {
                leader = await cluster.LeaderAsync();
                return () => cluster.Nodes[leader].KillAsync();
            },
            () => cluster.RestartAsync(leader));
    }

    [Fact]
    public Task LeadingNode_HangsAndIsWokenLater_AnotherLeadsAndThereIsNoFork()
    {
        var leader = -1;
        return UnderLoadAsync(
            "hanging leader",
            async () =>
            {
                leader = await cluster.LeaderAsync();
                return () =>
                {
                    cluster.Nodes[leader].Hang();
                    return Task.CompletedTask;
                };
            },
            async () =>
            {
                cluster.Nodes[leader].Wake();
                Assert.NotEqual(leader, await cluster.LeaderAsync());
            });
    }

    [Fact]
    public Task Standby_Killed_TheOtherConfirmsAndNothingAcknowledgedIsLost()
    {
        PostgresServer? standby = null;
        return UnderLoadAsync(
            "standby",
            () =>
            {
                standby = cluster.Database.Standbys.OrderBy(_ => Random.Shared.Next()).First();
                return Task.FromResult<Func<Task>>(() => standby.KillAsync());
            },
            async () =>
            {
                await standby!.StartAsync();
                await cluster.Database.WaitForStandbysAsync(2);
            });
    }

    [Fact]
    public async Task Primary_KilledAndAStandbyPromoted_NothingAcknowledgedIsLost()
    {
        PostgresServer? primary = null;
        await UnderLoadAsync(
            "primary",
            () =>
            {
                primary = cluster.Database.Primary;
                return Task.FromResult<Func<Task>>(async () =>
                {
                    await primary.KillAsync();
                    await AssertNodesSaySoAsync();
                    await cluster.Database.PromoteAsync();
                });
            },
            () => cluster.Database.RejoinAsync(primary!));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Harvest_NoStandbyIsLeft_GetsNoReceiptBeforeOneIsBack()
    {
        await cluster.StartAsync();
        var node = cluster.Nodes[0];
        var logged = (await WaitUntilLoggedAsync()).Count;
        await Wait.UntilAsync("all nodes know that", LongestAbsence, async () => (await Task.WhenAll(cluster.Nodes.Select(NodeCluster.ReadinessAsync))).All(said => said!["logged"]!.GetValue<long>() == logged));
        var standbys = cluster.Database.Standbys.ToList();
        foreach (var standby in standbys)
            await standby.KillAsync();
        var lot = $"ALONE{Interlocked.Increment(ref s_loads)}";
        var request = new HarvestRequest($"alone-{lot}", lot);

        var first = request.TrySendAsync(node.Http, cluster.ApiKey);
        await Wait.UntilAsync("a commit waits for a standby", LongestAbsence, async () => await cluster.Database.Primary.AskAsync(WaitingCommits) != "0");
        Assert.Equal("0", await cluster.Database.Primary.AskAsync($"SELECT COUNT(*) FROM batch WHERE lot = '{lot}'", "traceability"));
        // Cut short by hand it is there, and on this server alone: neither who recorded it nor who asks again gets a receipt for that.
        await Wait.UntilAsync("its commit is cut short", LongestAbsence, async () =>
        {
            await cluster.Database.Primary.AskAsync(CutShort);
            return await cluster.Database.Primary.AskAsync($"SELECT COUNT(*) FROM batch WHERE lot = '{lot}'", "traceability") == "1";
        });
        Assert.Null(await first);

        // So is the checkpoint with it in: nobody shows that.
        await Wait.UntilAsync("the sequencer's commit is cut short", LongestAbsence, async () =>
        {
            await cluster.Database.Primary.AskAsync(CutShort);
            return long.Parse(await cluster.Database.Primary.AskAsync("SELECT MAX(size) FROM log_checkpoint", "traceability"), CultureInfo.InvariantCulture) > logged;
        });
        Assert.Null(await request.TrySendAsync(cluster.Nodes[1].Http, cluster.ApiKey));
        foreach (var said in await Task.WhenAll(cluster.Nodes.Select(NodeCluster.ReadinessAsync)))
            Assert.Equal(logged, said!["logged"]!.GetValue<long>());

        var readiness = (await NodeCluster.ReadinessAsync(node))!;
        Assert.False(readiness["ready"]!.GetValue<bool>());
        Assert.NotNull(readiness["writeTrouble"]);

        foreach (var standby in standbys)
            await standby.StartAsync();
        await cluster.Database.WaitForStandbysAsync(2);
        RecordedHarvest? recorded = null;
        await Wait.UntilAsync("it is recorded", LongestAbsence, async () => (recorded = await request.TrySendAsync(node.Http, cluster.ApiKey)) is not null);
        Assert.Equal(recorded, await request.SendAsync(cluster.Nodes[2].Http, cluster.ApiKey));
        Assert.Equal("1", await cluster.Database.Primary.AskAsync($"SELECT COUNT(*) FROM batch WHERE lot = '{lot}'", "traceability"));
        await Wait.UntilAsync("the node is ready", LongestAbsence, async () => (await NodeCluster.ReadinessAsync(node))?["ready"]?.GetValue<bool>() == true);
    }

    /// <summary>Load on all nodes, a blow, service back, what was broken mended; and then everything that was acknowledged is there once.</summary>
    /// <param name="aim">Chooses what is struck, and gives back the blow with what an operator does at once.</param>
    private async Task UnderLoadAsync(string what, Func<Task<Func<Task>>> aim, Func<Task> mend)
    {
        await cluster.StartAsync();
        try
        {
            using var watchers = new CheckpointWatchers(cluster.VerifierKey);
            watchers.Watch(cluster.Deployments.Select(d => d.Address));
            for (var round = 1; round <= Rounds; round++)
                await StrikeAsync(what, round, aim, mend);
            await watchers.StopAsync();
            await AssertOneLogAsync(watchers.Seen);
        }
        catch
        {
            cluster.ShowLogs(output);
            throw;
        }
    }

    private async Task StrikeAsync(string what, int round, Func<Task<Func<Task>>> aim, Func<Task> mend)
    {
        using var load = HarvestLoad.Start(cluster.Deployments.Select(d => d.Address), cluster.ApiKey, $"F{Interlocked.Increment(ref s_loads)}");
        var strike = await aim();
        await Wait.UntilAsync("the load runs", LongestAbsence, () => Task.FromResult(load.FirstSince(0) is not null && load.Receipts.Count > 60));

        var struck = Stopwatch.GetTimestamp();
        await strike();
        var blow = Stopwatch.GetElapsedTime(struck);
        HarvestLoad.Receipt? first = null;
        TimeSpan logged;
        try
        {
            await Wait.UntilAsync("a harvest is acknowledged again", LongestAbsence - blow, () => Task.FromResult((first = load.FirstSince(struck)) is not null), TimeSpan.FromMilliseconds(20));
            await Wait.UntilAsync("it is logged", LongestAbsence, () => IsLoggedAsync(first!.Harvest), TimeSpan.FromMilliseconds(50));
            logged = Stopwatch.GetElapsedTime(struck);
            await Task.Delay(Settling, Ct);
        }
        finally
        {
            // The tests after this one find everything whole.
            await mend();
        }

        await load.StopAsync();
        Assert.True(logged < LongestAbsence, $"The log stood still for {logged.TotalSeconds:0.0} s.");

        var silence = load.LongestSilence;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {round}: recorded again after {Stopwatch.GetElapsedTime(struck, first!.Given).TotalSeconds:0.00} s, logged after {logged.TotalSeconds:0.00} s, longest silence {silence.Length.TotalSeconds:0.00} s (from {Stopwatch.GetElapsedTime(struck, silence.Begun).TotalSeconds:0.00} s), {load.Receipts.Count} harvests, {load.Again} sent again"));
        await AssertAllAreThereOnceAsync(load);
    }

    /// <summary>Whether any node can prove it.</summary>
    private async Task<bool> IsLoggedAsync(RecordedHarvest harvest)
    {
        foreach (var node in cluster.Nodes)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
                patience.CancelAfter(Settling);
                using var answer = await node.Http.GetAsync($"/ledger/proof/{harvest.Entry}", patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return true;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !Ct.IsCancellationRequested)
            {
                // It is the one that was struck.
            }
        }

        return false;
    }

    private async Task AssertAllAreThereOnceAsync(HarvestLoad load)
    {
        var rows = await WaitUntilLoggedAsync();
        var byId = rows.ToDictionary(row => row.Id);
        var timesByLot = rows.Where(row => row.Envelope.Type == "batch.harvested/v1").CountBy(row => row.Envelope.Public["lot"]!.GetValue<string>()).ToDictionary();
        Assert.All(load.Receipts, receipt =>
        {
            var row = byId[receipt.Harvest.Entry];
            Assert.Equal(receipt.Harvest.LeafHash, MerkleHashing.Leaf(row.Bytes));
            Assert.Equal(receipt.Harvest.Lot, row.Envelope.Public["lot"]!.GetValue<string>());
            Assert.Equal(1, timesByLot[receipt.Harvest.Lot]);
        });
        Assert.Equal(load.Receipts.Count, load.Receipts.Select(receipt => receipt.Harvest.Entry).Distinct().Count());
        // Asked again at another node under its key, it is the same.
        foreach (var (receipt, n) in load.Receipts.Reverse().Take(NodeCluster.Count).Select((receipt, n) => (receipt, n)))
            Assert.Equal(receipt.Harvest, await receipt.Harvest.Request.SendAsync(cluster.Nodes[n].Http, cluster.ApiKey));
    }

    /// <summary>Every entry by its place, when all have one.</summary>
    private async Task<List<LedgerFile.Row>> WaitUntilLoggedAsync()
    {
        await Wait.UntilAsync("everything recorded is logged", LongestAbsence, async () => await cluster.Database.Primary.AskAsync("SELECT COUNT(*) FROM log_inbox", "traceability") == "0");
        var lines = await cluster.Database.Primary.AskAsync(
            """SELECT l."index", e.id, encode(e.bytes, 'hex') FROM log_entry e LEFT JOIN log_leaf l ON l.sequence = e.sequence ORDER BY l."index" """, "traceability");
        var rows = lines.Split('\n').Select(line => line.Split('|'))
            .Select(cells => new LedgerFile.Row(long.Parse(cells[0], CultureInfo.InvariantCulture), Guid.Parse(cells[1]), Convert.FromHexString(cells[2]))).ToList();
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(n => (long?)n), rows.Select(row => row.Index));
        return rows;
    }

    private async Task AssertOneLogAsync(IReadOnlyDictionary<long, MerkleHash> seen)
    {
        MerkleHash[] leaves = [.. (await WaitUntilLoggedAsync()).Select(row => MerkleHashing.Leaf(row.Bytes))];
        Assert.NotEmpty(seen);
        Assert.All(seen, checkpoint => Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, (int)checkpoint.Key)), checkpoint.Value));
        output.WriteLine($"{seen.Count} checkpoints, all of one log of {leaves.Length} entries");
    }

    /// <summary>With no primary: alive, not ready, and a page in words.</summary>
    private async Task AssertNodesSaySoAsync()
    {
        var node = cluster.Nodes[0].Http;
        using var page = new HttpRequestMessage(HttpMethod.Get, "/01/09520100000102/10/PK01");
        page.Headers.Add("Accept", "text/html");
        using var shown = await node.SendAsync(page, Ct);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
        using var life = await node.GetAsync("/healthz", Ct);
        Assert.Equal(HttpStatusCode.OK, life.StatusCode);
        var said = (await NodeCluster.ReadinessAsync(cluster.Nodes[0]))!;
        Assert.False(said["ready"]!.GetValue<bool>());
        Assert.NotNull(said["writeTrouble"]);
    }

    private async Task AssertSoundAsync()
    {
        var audit = await cluster.Deployments[0].RunAsync("audit");
        Assert.True(audit.ExitCode == 0, audit.Said);
    }
}
