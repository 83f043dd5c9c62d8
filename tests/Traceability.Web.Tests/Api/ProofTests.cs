using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.Web.Tests.Api;

[Collection(Servers.Name)]
public sealed class ProofTests(Servers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases("PK01")]
    [OnDatabases("PK02")]
    public async Task BundleOfABatch_UnderTheLogsKey_IsValid(Provider provider, string lot)
    {
        var server = await servers.OnAsync(provider);
        var bundle = await server.GetAsync($"/ledger/proof/batch/09520100000102/{lot}");

        var report = await BundleVerifier.VerifyAsync(bundle.Bytes, new VerifyOptions([Key(server)], Chain: null), Token);

        Assert.True(report.Outcome == VerificationOutcome.Valid, string.Join('\n', report.Steps.Select(s => $"{s.Name} {s.Status}: {s.Sentence}")));
        Assert.Equal("application/json", bundle.MediaType);
    }

    [Theory]
    [OnDatabases]
    public async Task BundleOfABatch_HoldsEveryFactOfTheTraceAndDisclosesNoMore(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        await server.LoggedAsync();
        var trace = (await server.GetAsync("/01/09520100000102/10/PK01")).Json;
        var bundle = (await server.GetAsync("/ledger/proof/batch/09520100000102/PK01")).Json;

        var entries = bundle["entries"]!.AsArray().Select(e => JsonNode.Parse(Convert.FromBase64String((string)e!["entry"]!))!).ToList();
        // A mark goes on to other batches' labels: its history, and who gave it, are not this batch's to show.
        trace.AsObject().Remove("marks");
        var shown = Proofs(trace).Select(p => (string)p["entry"]!).ToHashSet(StringComparer.Ordinal);

        // Steps of growing belong to the history of a plot, which is not the batch's to show: each is proved by itself.
        shown.ExceptWith(trace["journey"]!.AsArray().Where(s => (string)s!["kind"]! == "cultivation").Select(s => (string)s!["proof"]!["entry"]!));
        Assert.Subset(entries.Select(e => (string)e["id"]!).ToHashSet(StringComparer.Ordinal), shown);
        var disclosed = bundle["entries"]!.AsArray().SelectMany(e => e!["disclosures"]!.AsArray()).Select(d => (string)d!["field"]!).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(
            ["analytes", "breaches", "catl", "cma", "hotline", "inputs", "items", "marks", "name", "nameEn", "outputs", "readings", "reportNumber", "sampleNumber"],
            disclosed.Order(StringComparer.Ordinal));
        // Persons' names stand under the field "name" too: those of members are not in it.
        Assert.DoesNotContain("演示社员甲", bundle.ToJsonString(App.Json.AppJson.Api), StringComparison.Ordinal);
        Assert.DoesNotContain("114.7", bundle.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task BundleOfABatch_WithAnyByteFlipped_IsNotValid(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(3);
        await farm.LabelAsync(batch, 1);
        await server.LoggedAsync();
        var bundle = (await server.GetAsync($"/ledger/proof/batch/{batch.Gtin}/{batch.Lot}")).Bytes;
        var options = new VerifyOptions([Key(server)], Chain: null);
        Assert.Equal(VerificationOutcome.Valid, (await BundleVerifier.VerifyAsync(bundle, options, Token)).Outcome);

        // Another step each day of the year: in time every byte has its turn.
        var step = 11 + (TimeProvider.System.GetUtcNow().DayOfYear % 7);
        for (var i = 0; i < bundle.Length; i += step)
        {
            var bit = (byte)(1 << (i % 8));
            bundle[i] ^= bit;
            var report = await BundleVerifier.VerifyAsync(bundle, options, Token);
            Assert.True(report.Outcome != VerificationOutcome.Valid, $"Byte {i} of {bundle.Length} may be changed: {(char)bundle[i]}");
            bundle[i] ^= bit;
        }
    }

    [Theory]
    [OnDatabases]
    public async Task BundleOfABatch_UnderAnotherKey_IsNotValid(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var bundle = (await server.GetAsync("/ledger/proof/batch/09520100000102/PK01")).Bytes;
        using var other = LogSigner.Create(Key(server).Name, new byte[32]);

        Assert.Equal(VerificationOutcome.NotValid, (await BundleVerifier.VerifyAsync(bundle, new VerifyOptions([other.VerifierKey], Chain: null), Token)).Outcome);
        Assert.Equal(VerificationOutcome.CouldNotCheck, (await BundleVerifier.VerifyAsync(bundle, new VerifyOptions([], Chain: null), Token)).Outcome);
    }

    [Theory]
    [OnDatabases]
    public async Task BundleOfAnEntry_ThatAReceiptNames_IsValid(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var receipt = (await server.RecordAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(1)))["receipts"]![0]!;
        await server.LoggedAsync();

        var entry = (await server.GetAsync((string)receipt["stateUrl"]!)).Json;
        var bundle = await server.GetAsync((string)entry["proofUrl"]!);

        Assert.Equal(HttpStatusCode.OK, bundle.Status);
        Assert.Equal(VerificationOutcome.Valid, (await BundleVerifier.VerifyAsync(bundle.Bytes, new VerifyOptions([Key(server)], Chain: null), Token)).Outcome);
        Assert.Equal((string)entry["bytes"]!, (string)Assert.Single(bundle.Json["entries"]!.AsArray())!["entry"]!);
    }

    [Theory]
    [OnDatabases]
    public async Task Checkpoint_IsSignedByTheLogAndIsOfItsSize(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        await server.LoggedAsync();

        var note = await server.GetAsync("/ledger/checkpoint", accept: null);

        Assert.True(Key(server).TryOpen(note.Text, out var checkpoint));
        Assert.Equal(("trace.example/web-tests", server.Count("log_entry")), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(("text/plain", "no-cache"), (note.MediaType, note.Headers.CacheControl!.ToString()));
    }

    private static LogVerifierKey Key(Server server) => server.Services.GetRequiredService<LogIdentity>().VerifierKey;

    private static IEnumerable<JsonNode> Proofs(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => m.Key == "proof" ? [m.Value!] : Proofs(m.Value)),
        JsonArray a => a.SelectMany(Proofs),
        _ => [],
    };
}
