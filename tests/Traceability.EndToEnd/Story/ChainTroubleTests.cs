using System.Text.Json.Nodes;
using Traceability.EndToEnd.Durability;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Story;

/// <summary>The chain is the one part that may be away: everything else goes on, says so, and anchoring catches up.</summary>
public sealed class ChainTroubleTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chain_GoneAndBackAsAnother_NeverStopsRecordingAndHoldsEverythingAgain()
    {
        SearchPath.Require("node", "nodejs");
        await using var deployment = await Deployment.StartedBeforeAsync();
        var rpc = ChainedServer.WithChain(deployment);
        var server = await deployment.StartAsync();
        var label = (await Scan.SampleLabelsAsync(server.Http))[0];
        await AnchoredAsync(server, label, LongestStart);
        var lost = await NewestAnchorAsync(server, label);

        await ProcessTable.KillAsync(Assert.Single(ProcessTable.ChildrenOf(server.Id)));
        await Wait.UntilAsync("the trouble is said", Soon, async () => await TroubleAsync(server) is not null);
        await RecordAsync(deployment, server, "K-GONE");
        Assert.NotEmpty(Scan.ProofStates(await Scan.TraceAsync(server.Http, label)));

        await using (await DevelopmentChain.StartAsync(rpc))
        {
            var genesis = await DevelopmentChain.GenesisAsync(rpc);
            Assert.NotEqual(lost["genesis"]!.GetValue<string>(), genesis);
            await Wait.UntilAsync(
                "the new chain holds it all", LongestStart, async () => (await NewestAnchorAsync(server, label))["genesis"]?.GetValue<string>() == genesis && await AnchoredSizeAsync(server) == await LoggedSizeAsync(server));
            await AnchoredAsync(server, label, Soon);
            Assert.Null(await TroubleAsync(server));
        }

        // Away again, and the server starts anew without it.
        await server.KillAsync();
        deployment.Settings["Chain__Start"] = "false";
        var restarted = await deployment.StartAsync();
        await RecordAsync(deployment, restarted, "K-RESTARTED");
        await Wait.UntilAsync("the trouble is said", Soon, async () => await TroubleAsync(restarted) is not null);
        Assert.NotEmpty(Scan.ProofStates(await Scan.TraceAsync(restarted.Http, label)));
        Assert.Equal(0, await restarted.StopAsync());
    }

    [Fact]
    public async Task Server_WithoutNodeOnThePath_SaysSoAndWorksAndEndsClean()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        ChainedServer.WithChain(deployment);
        deployment.Settings["PATH"] = deployment.DataFolder;
        var server = await deployment.StartAsync();
        await Wait.UntilAsync("the trouble is said", Soon, async () => await TroubleAsync(server) is { } trouble && trouble.Contains("Node.js is not installed", StringComparison.Ordinal));
        Assert.Contains("Node.js is not installed", server.Log, StringComparison.Ordinal);

        await RecordAsync(deployment, server, "K-NO-NODE");
        var label = (await Scan.SampleLabelsAsync(server.Http))[0];
        Assert.DoesNotContain("anchored", Scan.ProofStates(await Scan.TraceAsync(server.Http, label)));
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("fail:", server.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_KilledOrStopped_LeavesNoChainBehind(bool killed)
    {
        SearchPath.Require("node", "nodejs");
        await using var deployment = await Deployment.StartedBeforeAsync();
        var rpc = ChainedServer.WithChain(deployment);
        var server = await deployment.StartAsync();
        await Wait.UntilAsync("the development chain answers", LongestStart, async () => await DevelopmentChain.GenesisAsync(rpc) is not null);
        var chain = Assert.Single(ProcessTable.ChildrenOf(server.Id));

        if (killed)
            await server.KillAsync();
        else
            Assert.Equal(0, await server.StopAsync());
        await Wait.UntilAsync("the chain's process has ended", Soon, () => Task.FromResult(!ProcessTable.IsRunning(chain)));
    }

    private static async Task RecordAsync(Deployment deployment, ServerProcess server, string lot)
    {
        var recorded = await new HarvestRequest(lot, lot).SendAsync(server.Http, await deployment.KeyOfAsync("cooperative"));
        await recorded.AssertIsThereAsync(server.Http, await deployment.KeyOfAsync("cooperative"));
        await Wait.UntilAsync("the harvest is logged", Soon, async () => (await Scan.ReadinessAsync(server.Http))["waiting"]!.GetValue<long>() == 0);
    }

    private static Task AnchoredAsync(ServerProcess server, string label, TimeSpan limit) =>
        Wait.UntilAsync("all facts say anchored", limit, async () => Scan.ProofStates(await Scan.TraceAsync(server.Http, label)).All(state => state == "anchored"));

    private static async Task<string?> TroubleAsync(ServerProcess server) => (await Scan.ReadinessAsync(server.Http))["chainTrouble"]?.GetValue<string>();

    private static async Task<long> AnchoredSizeAsync(ServerProcess server) => (await Scan.ReadinessAsync(server.Http))["anchored"]!.GetValue<long>();

    private static async Task<long> LoggedSizeAsync(ServerProcess server) => (await Scan.ReadinessAsync(server.Http))["logged"]!.GetValue<long>();

    /// <summary>The anchor in the label's proof bundle; an empty object while it has none.</summary>
    private static async Task<JsonNode> NewestAnchorAsync(ServerProcess server, string label)
    {
        var trace = await Scan.TraceAsync(server.Http, label);
        var bundle = await server.Http.GetStringAsync($"/ledger/proof/batch/{trace["gtin"]}/{trace["lot"]}", Ct);
        return JsonNode.Parse(bundle)!["anchors"]!.AsArray().LastOrDefault() ?? new JsonObject();
    }
}
