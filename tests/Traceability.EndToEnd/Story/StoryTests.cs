using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Traceability.Client;
using Traceability.EndToEnd.Processes;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Story;

/// <summary>A printed label, a scan, a proof: what the README promises, by the programs that a stranger has.</summary>
public sealed class StoryTests(ChainedServers servers) : IClassFixture<ChainedServers>
{
    private static readonly string[] WholeChain = ["harvest", "pack", "labels", "dispatch", "receipt"];
    private static readonly TimeSpan LongestChainStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestAnchoring = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Label_DecodedFromItsPicture_OpensTheWholeChain(Provider provider)
    {
        var chained = servers.On(provider);
        var zbarimg = SearchPath.Require("zbarimg", "zbar-tools");
        var http = (await chained.Server).Http;
        foreach (var label in await Scan.SampleLabelsAsync(http))
            Assert.Equal(new Uri(chained.Address, label), await DecodeAsync(zbarimg, http, label));

        var scanned = await DecodeAsync(zbarimg, http, (await Scan.SampleLabelsAsync(http))[0]);
        var trace = await Scan.TraceAsync(http, scanned.PathAndQuery);
        Assert.Equal(WholeChain, trace["journey"]!.AsArray().Select(stop => stop!["kind"]!.GetValue<string>()).Where(WholeChain.Contains));
        Assert.Equal("good", trace["verdict"]!["state"]!.GetValue<string>());
        Assert.True(trace["demonstration"]!.GetValue<bool>());

        foreach (var (language, script) in new[] { ("zh-CN", "zh"), ("en", "en") })
        {
            var page = await Scan.PageAsync(http, scanned.PathAndQuery, language);
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(WholeChain.Select(kind => $"#{kind}"), page.QuerySelectorAll("#journey svg.kind use").Select(use => use.GetAttribute("href")!).Where(icon => WholeChain.Contains(icon[1..])));
            var text = page.Body!.TextContent;
            Assert.All(
                [trace["product"]!["name"]!, trace["packer"]!["name"]!, trace["origins"]![0]!["place"]!["name"]!],
                name => Assert.Contains(name[script]!.GetValue<string>(), text, StringComparison.Ordinal));
            Assert.Contains("HV01", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Facts_WithinAMinuteOfTheChainAnswering_SayAnchored(Provider provider)
    {
        var chained = servers.On(provider);
        SearchPath.Require("node", "nodejs");
        var http = (await chained.Server).Http;
        var label = (await Scan.SampleLabelsAsync(http))[0];
        await AnchoredAsync(chained, label);

        var trace = await Scan.TraceAsync(http, label);
        Assert.Equal(31337, trace["ledger"]!["chainId"]!.GetValue<long>());
        Assert.NotEmpty(Scan.ProofStates(trace));
        var page = await Scan.PageAsync(http, label, "en");
        var proofs = page.QuerySelectorAll("#journey p.proof");
        Assert.Equal(trace["journey"]!.AsArray().Count, proofs.Length);
        Assert.All(proofs, proof => Assert.Contains("anchored", proof.ClassList));
    }

    [Theory]
    [OnDatabases]
    public async Task Bundle_CheckedWithTheCommandLine_IsValidOnlyAsItIsAndOnlyForAKnownSigner(Provider provider)
    {
        var chained = servers.On(provider);
        SearchPath.Require("node", "nodejs");
        var http = (await chained.Server).Http;
        var label = (await Scan.SampleLabelsAsync(http))[0];
        await AnchoredAsync(chained, label);
        var key = (await Scan.TraceAsync(http, label))["ledger"]!["verifierKey"]!.GetValue<string>();
        var page = await Scan.PageAsync(http, label, "en");
        Assert.Contains(key, page.QuerySelector("#check")!.TextContent, StringComparison.Ordinal);
        var bundle = await http.GetByteArrayAsync(page.QuerySelector("a[download]")!.GetAttribute("href"), Ct);

        var known = await VerifyAsync(bundle, "--key", key, "--rpc", chained.Rpc.AbsoluteUri);
        Assert.True(known.ExitCode == 0, known.Said);
        Assert.DoesNotContain("FAILED", known.Output, StringComparison.Ordinal);

        var unknown = await VerifyAsync(bundle);
        Assert.True(unknown.ExitCode == 2, unknown.Said);
        Assert.Contains("consistent, signer unknown", unknown.Output, StringComparison.Ordinal);

        using var stranger = LogSigner.Create("log.example/another", new byte[LogSigner.SeedSize]);
        var another = await VerifyAsync(bundle, "--key", stranger.VerifierKey.ToString());
        Assert.True(another.ExitCode == 1, another.Said);

        var read = JsonNode.Parse(bundle)!;
        var first = read["entries"]![0]!;
        foreach (var part in new[] { first["entry"]!, first["inclusion"]![0]!, first["disclosures"]![0]!["salt"]!, read["anchors"]![0]!["root"]! })
        {
            var changed = await VerifyAsync(OneByteChanged(bundle, part.GetValue<string>()), "--key", key, "--rpc", chained.Rpc.AbsoluteUri);
            Assert.True(changed.ExitCode == 1, $"{part.GetPath()}: {changed.Said}");
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Chain_RecordedWithTheGeneratedClient_IsToldByItsTrace(Provider provider)
    {
        var http = (await servers.On(provider).Server).Http;
        var chain = new ChainByClient(servers.On(provider).Deployment, http);
        var packed = await chain.RecordAsync();

        var trace = await Clients.Of(http).GetTraceAsync(packed.Gtin, packed.Lot, Ct);
        Assert.Equal(VerdictState.Good, trace.Verdict.State);
        Assert.Equal(
            [typeof(DispatchStop), typeof(HarvestStop), typeof(InspectionStop), typeof(LabelStop), typeof(PackStop), typeof(ReceiptStop)],
            trace.Journey.Select(stop => stop.GetType()).Where(type => type != typeof(CultivationStop)).OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.All(trace.Journey, stop => Assert.Empty(stop.AdditionalProperties));
        Assert.Equal(51, trace.Journey.OfType<HarvestStop>().Single().Kilograms);
        var item = Assert.Single(trace.Journey.OfType<InspectionStop>().Single().Items);
        Assert.Equal((0.03m, ItemVerdict.Pass), (item.Value, item.Verdict));

        var cooperative = await chain.AsAsync("cooperative");
        var key = $"client-{provider}";
        var first = await cooperative.RegisterHarvestAsync(ChainByClient.Harvest(1), key, Ct);
        Assert.Equal(first.Batch, (await cooperative.RegisterHarvestAsync(ChainByClient.Harvest(1), key, Ct)).Batch);
        var refused = await Assert.ThrowsAsync<TraceabilityException<ProblemBody>>(() => cooperative.RegisterHarvestAsync(ChainByClient.Harvest(90_000_000), cancellationToken: Ct));
        Assert.Equal((422, "harvest.beyond-plot"), (refused.StatusCode, refused.Result.Code));
        Assert.NotEmpty(refused.Result.Facts!);
        var stranger = await Assert.ThrowsAsync<TraceabilityException<ProblemBody>>(() => Clients.Of(http).ListBatchesAsync(cancellationToken: Ct));
        Assert.Equal((401, "auth.required"), (stranger.StatusCode, stranger.Result.Code));
    }

    /// <summary>Waits for the chain as long as it takes, and then a minute.</summary>
    private static async Task AnchoredAsync(ChainedServer chained, string label)
    {
        var http = (await chained.Server).Http;
        await Wait.UntilAsync("the development chain answers", LongestChainStart, async () => await DevelopmentChain.GenesisAsync(chained.Rpc) is not null);
        await Wait.UntilAsync("all facts say anchored", LongestAnchoring, async () => Scan.ProofStates(await Scan.TraceAsync(http, label)).All(state => state == "anchored"));
    }

    private static async Task<Uri> DecodeAsync(string zbarimg, HttpClient http, string label)
    {
        var picture = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(picture, await http.GetByteArrayAsync($"/api/labels{label}/qr.png", Ct), Ct);
            var decoded = await Finished.RunAsync(new ProcessStartInfo(zbarimg, ["--quiet", "--raw", picture]));
            Assert.True(decoded.ExitCode == 0, decoded.Said);
            return new Uri(decoded.Output.Trim());
        }
        finally
        {
            File.Delete(picture);
        }
    }

    private static async Task<Finished> VerifyAsync(byte[] bundle, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("traceability-e2e-verify-");
        try
        {
            var file = Path.Combine(folder.FullName, "proof.json");
            await File.WriteAllBytesAsync(file, bundle, Ct);
            var start = new ProcessStartInfo(BuiltProduct.Dotnet, [BuiltProduct.Cli, "verify", file, .. options]);
            // A stranger's machine: no file of known origins.
            start.Environment["HOME"] = folder.FullName;
            start.Environment["XDG_CONFIG_HOME"] = folder.FullName;
            return await Finished.RunAsync(start);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The bundle with the tenth character of a text in it replaced by another one of the same alphabet.</summary>
    private static byte[] OneByteChanged(byte[] bundle, string text)
    {
        var json = Encoding.UTF8.GetString(bundle);
        var at = json.IndexOf(text, StringComparison.Ordinal) + 10;
        return Encoding.UTF8.GetBytes($"{json[..at]}{(json[at] == '1' ? '2' : '1')}{json[(at + 1)..]}");
    }
}
