using Traceability.EndToEnd.Processes;
using Traceability.EndToEnd.Story;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Durability;

[Trait("Category", "Kill")]
public sealed class KillTests
{
    private const int Kills = 20;
    private const int Clients = 16;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_KilledTwentyTimesWhileSixteenClientsRecord_LosesNothingAcknowledgedAndLogsNothingTwice()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        var server = await deployment.StartAsync();
        var apiKey = await deployment.KeyOfAsync("cooperative");
        var watch = new CheckpointWatch(await VerifierKeyAsync(server));
        var before = (await watch.LookAsync(server)).Size;
        RecordingClient[] clients = [.. Enumerable.Range(1, Clients).Select(number => new RecordingClient(number, apiKey))];

        var cutOff = 0;
        var verified = new int[Clients];
        for (var kill = 1; kill <= Kills; kill++)
        {
            await RecordAndKillAsync(server, clients, watch, TimeSpan.FromMilliseconds(25 * kill));
            cutOff += clients.Count(client => client.HasUnanswered);
            server = await deployment.StartAsync();
            await watch.LookAsync(server);
            await AssertAllAreThereAsync(server, apiKey, clients.SelectMany((client, n) => client.Acknowledged.Skip(verified[n])));
            verified = [.. clients.Select(client => client.Acknowledged.Count)];
        }

        Assert.True(cutOff > 0, "No kill cut off a request: this run has shown nothing.");
        await AssertSoundAsync(deployment, "after the last kill");

        foreach (var client in clients)
            await client.FinishAsync(server.Http);
        RecordedHarvest[] acknowledged = [.. clients.SelectMany(client => client.Acknowledged)];
        await AssertAllAreThereAsync(server, apiKey, acknowledged);
        // Asked again under its key, a harvest from before the kills is answered with the same receipt.
        foreach (var client in clients)
            Assert.Equal(client.Acknowledged.First(), await client.Acknowledged.First().Request.SendAsync(server.Http, apiKey));

        await WaitUntilLoggedAsync(server);
        var last = await watch.LookAsync(server);
        Assert.Equal(0, await server.StopAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Length} harvests, {cutOff} cut off, {watch.Seen.Count} checkpoints");

        var rows = LedgerFile.Read(deployment);
        Assert.Equal(before + acknowledged.Length, rows.Count);
        Assert.Equal(rows.Count, last.Size);
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(n => (long?)n), rows.Select(row => row.Index));
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(row.Id, row.Envelope.Id));

        var byId = rows.ToDictionary(row => row.Id);
        var timesByLot = rows.Where(row => row.Envelope.Type == "batch.harvested/v1").CountBy(row => row.Envelope.Public["lot"]!.GetValue<string>()).ToDictionary();
        Assert.All(acknowledged, harvest =>
        {
            Assert.Equal(harvest.LeafHash, MerkleHashing.Leaf(byId[harvest.Entry].Bytes));
            Assert.Equal(harvest.Lot, byId[harvest.Entry].Envelope.Public["lot"]!.GetValue<string>());
            Assert.Equal(1, timesByLot[harvest.Lot]);
        });

        MerkleHash[] leaves = [.. rows.Select(row => MerkleHashing.Leaf(row.Bytes))];
        Assert.All(watch.Seen, seen => Assert.Equal(NaiveTree.Root(leaves.AsSpan(0, (int)seen.Key)), seen.Value));
        await AssertSoundAsync(deployment, "at the end");
    }

    private static async Task RecordAndKillAsync(ServerProcess server, RecordingClient[] clients, CheckpointWatch watch, TimeSpan moment)
    {
        var before = clients.Sum(client => client.Acknowledged.Count);
        var watching = watch.WatchUntilServerIsGoneAsync(server);
        Task[] recording = [.. clients.Select(client => client.RecordUntilServerIsGoneAsync(server.Http))];
        while (clients.Sum(client => client.Acknowledged.Count) < before + (2 * Clients) && !recording.Any(task => task.IsCompleted))
            await Task.Delay(5, Ct);
        await Task.Delay(moment, Ct);
        await server.KillAsync();
        await Task.WhenAll(recording);
        await watching;
    }

    private static Task AssertAllAreThereAsync(ServerProcess server, string apiKey, IEnumerable<RecordedHarvest> harvests) =>
        Parallel.ForEachAsync(
            harvests, new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Ct }, async (harvest, _) => await harvest.AssertIsThereAsync(server.Http, apiKey));

    internal static async Task AssertSoundAsync(Deployment deployment, string when)
    {
        var audit = await deployment.RunAsync("audit");
        Assert.True(audit.ExitCode == 0, $"{when}: {audit.Said}");
    }

    internal static Task WaitUntilLoggedAsync(ServerProcess server) =>
        Wait.UntilAsync("everything recorded is logged", TimeSpan.FromSeconds(30), async () => (await Scan.ReadinessAsync(server.Http))["waiting"]!.GetValue<long>() == 0);

    private static async Task<LogVerifierKey> VerifierKeyAsync(ServerProcess server)
    {
        await WaitUntilLoggedAsync(server);
        var trace = await Scan.TraceAsync(server.Http, (await Scan.SampleLabelsAsync(server.Http))[0]);
        return LogVerifierKey.Parse(trace["ledger"]!["verifierKey"]!.GetValue<string>());
    }
}
