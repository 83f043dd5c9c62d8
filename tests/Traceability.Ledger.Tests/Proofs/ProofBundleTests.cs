using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ledger.Tests;

public sealed class ProofBundleTests
{
    private static string GoldenFile => Path.Combine(
        TestFiles.Root, "tests", "Traceability.Ledger.Tests", "Proofs", "golden-bundle.json");

    /// <summary>What the first release wrote must be written and read for ever.</summary>
    [Fact]
    public async Task ToJson_TheSampleLog_IsTheGoldenFile()
    {
        var bundle = await (await SampleLog.CreateAsync()).BundleAsync();

        Assert.Equal((await File.ReadAllTextAsync(GoldenFile)).TrimEnd('\n'), Encoding.UTF8.GetString(bundle.ToJson()));
    }

    [Fact]
    public async Task VerifyAsync_TheGoldenFile_IsValid()
    {
        const string Key = "log.example/trace+38ac0b51+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

        var report = await BundleVerifier.VerifyAsync(
            await File.ReadAllBytesAsync(GoldenFile), new VerifyOptions([LogVerifierKey.Parse(Key)], null));

        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
    }

    [Fact]
    public async Task TryParse_WhatToJsonWrote_IsReadAndWrittenTheSame()
    {
        var bundle = await (await SampleLog.CreateAsync()).BundleAsync();

        Assert.True(ProofBundle.TryParse(bundle.ToJson(), out var read, out var error), error);
        Assert.Equal(bundle.ToJson(), read.ToJson());
        Assert.Equal(bundle.Key, read.Key);
        Assert.Equal(bundle.Anchors[0].Root, read.Anchors[0].Root);
    }

    [Fact]
    public async Task TryParse_WhiteSpaceAndAnotherOrder_IsRead()
    {
        var bundle = await (await SampleLog.CreateAsync()).BundleAsync();
        var json = JsonNode.Parse(bundle.ToJson())!.AsObject();
        var reordered = new JsonObject(json.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Assert.True(ProofBundle.TryParse(Encoding.UTF8.GetBytes(reordered.ToString()), out var read, out var error), error);
        Assert.Equal(bundle.ToJson(), read.ToJson());
    }

    public static TheoryData<string, string, string> BrokenBundles => new()
    {
        { "$.format", "\"traceability-proof/v2\"", "unknown format" },
        { "$.format", "1", "format" },
        { "$.format", "-", "lacks" },
        { "$.origin", "\"\"", "origin" },
        { "$.origin", "\"a b\"", "origin" },
        { "$.key", "\"x\"", "key" },
        { "$.key", "null", "key" },
        { "$.extra", "1", "unknown member" },
        { "$.entries", "{}", "entries" },
        { "$.entries", "-", "lacks" },
        { "$.anchors", "-", "lacks" },
        { "$.anchors", "null", "anchors" },
        { "$.checkpoint", "1", "checkpoint" },
        { "$.checkpoint", "-", "lacks" },
        { "$.entries[0].index", "-1", "index" },
        { "$.entries[0].index", "2.0", "index" },
        { "$.entries[0].index", "2e0", "index" },
        { "$.entries[0].index", "\"2\"", "index" },
        { "$.entries[0].index", "-0", "index" },
        { "$.entries[0].index", "9007199254740992", "index" },
        { "$.entries[0].index", "-", "lacks" },
        { "$.entries[0].extra", "1", "unknown member" },
        { "$.entries[0].entry", "\"AAA\"", "base64" },
        { "$.entries[0].entry", "\"AAB=\"", "base64" },
        { "$.entries[0].entry", "\"AA==\\n\"", "base64" },
        { "$.entries[0].entry", "\"\\ud800\"", "base64" },
        { "$.entries[0].entry", "7", "base64" },
        { "$.entries[0].inclusion", "7", "inclusion" },
        { "$.entries[0].inclusion[0]", "\"AAAA\"", "inclusion" },
        { "$.entries[0].inclusion[0]", "null", "inclusion" },
        { "$.entries[0].disclosures", "-", "lacks" },
        { "$.entries[0].disclosures[0].salt", "\"AAAA\"", "salt" },
        { "$.entries[0].disclosures[0].salt", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\"", "salt" },
        { "$.entries[0].disclosures[0].field", "\"\"", "field" },
        { "$.entries[0].disclosures[0].value", "-", "lacks" },
        { "$.entries[0].disclosures[0].value", "1e999", "canonical" },
        { "$.entries[0].disclosures[0].value", "\"\\udc00\"", "canonical" },
        { "$.entries[0].disclosures[0].value", "{\"a\":1,\"a\":2}", "twice" },
        { "$.entries[0].disclosures[0].extra", "1", "unknown member" },
        { "$.anchors[0].chainId", "\"31337\"", "chainId" },
        { "$.anchors[0].block", "7.5", "block" },
        { "$.anchors[0].treeSize", "null", "treeSize" },
        { "$.anchors[0].genesis", "\"0x00\"", "genesis" },
        { "$.anchors[0].root", "\"AAAA\"", "root" },
        { "$.anchors[0].contract", "\"0xABCDEFabcdefABCDEFabcdefABCDEFabcdefABCD\"", "contract" },
        { "$.anchors[0].consistency", "\"\"", "consistency" },
        { "$.anchors[0].extra", "1", "unknown member" },
    };

    [Theory]
    [MemberData(nameof(BrokenBundles))]
    public async Task TryParse_ABrokenMember_IsRefusedInItsWords(string path, string json, string words)
    {
        var text = BundleText.With(await (await SampleLog.CreateAsync()).BundleAsync(), path, json);

        Assert.False(ProofBundle.TryParse(Encoding.UTF8.GetBytes(text), out var bundle, out var error));
        Assert.Null(bundle);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryParse_SomethingAfterTheBundle_IsRefused()
    {
        var json = (await (await SampleLog.CreateAsync()).BundleAsync()).ToJson();

        Assert.True(ProofBundle.TryParse([.. json, .. " \r\n"u8], out _, out _));
        Assert.False(ProofBundle.TryParse([.. json, .. "{}"u8], out _, out _));
        Assert.False(ProofBundle.TryParse([.. json, 0], out _, out _));
        Assert.False(ProofBundle.TryParse([0xEF, 0xBB, 0xBF, .. json], out _, out _));
    }

    [Fact]
    public async Task TryParse_MoreThanALimit_IsRefused()
    {
        var bundle = await (await SampleLog.CreateAsync()).BundleAsync();
        var entry = bundle.Entries[0];
        var deep = Depth(63);
        var anchors = bundle with { Anchors = [.. Enumerable.Repeat(bundle.Anchors[0], 65)] };
        var disclosures = bundle with
        {
            Entries = [entry with { Disclosures = [.. Enumerable.Repeat(entry.Disclosures[0], 257)] }],
        };
        var proof = bundle with { Entries = [entry with { Inclusion = [.. Enumerable.Repeat(entry.Inclusion[0], 65)] }] };
        var entries = bundle with
        {
            Entries = [.. Enumerable.Repeat(entry with { Disclosures = [], Inclusion = [], Entry = new byte[1] }, 10_001)],
        };

        Assert.All(
            [anchors, disclosures, proof, entries, bundle with { Checkpoint = new string('x', (64 * 1024) + 1) }],
            large => Assert.False(ProofBundle.TryParse(large.ToJson(), out _, out _)));
        var (longest, tooLong) = (new string('x', ProofBundle.MaxValueBytes - 2), new string('x', ProofBundle.MaxValueBytes - 1));
        Assert.True(ProofBundle.TryParse(
            Encoding.UTF8.GetBytes(BundleText.With(bundle, "$.entries[0].disclosures[0].value", $"\"{longest}\"")), out _, out _));
        Assert.False(ProofBundle.TryParse(
            Encoding.UTF8.GetBytes(BundleText.With(bundle, "$.entries[0].disclosures[0].value", $"\"{tooLong}\"")), out _, out _));
        Assert.False(ProofBundle.TryParse(new byte[ProofBundle.MaxBytes + 1], out _, out var error));
        Assert.Contains("8 MiB", error, StringComparison.Ordinal);
        Assert.True(ProofBundle.TryParse(
            Encoding.UTF8.GetBytes(BundleText.With(bundle, "$.entries[0].disclosures[0].value", deep)), out _, out _));
        Assert.False(ProofBundle.TryParse(
            Encoding.UTF8.GetBytes(BundleText.With(bundle, "$.entries[0].disclosures[0].value", Depth(64))), out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"traceability-proof/v1\"}")]
    [InlineData("not json")]
    [InlineData("\u0000\u0001")]
    public void TryParse_NotABundle_IsRefused(string text) =>
        Assert.False(ProofBundle.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public async Task TryParse_ANumberWithMoreDigitsThanADoubleHolds_IsReadAsWhatItsCommitmentSays()
    {
        var bundle = await (await SampleLog.CreateAsync()).BundleAsync();
        var text = BundleText.With(bundle, "$.entries[0].disclosures[0].value", "9007199254740993");

        Assert.True(ProofBundle.TryParse(Encoding.UTF8.GetBytes(text), out var read, out _));
        Assert.Equal("9007199254740992", read.Entries[0].Disclosures[0].Value!.ToJsonString());
    }

    private static string Depth(int depth) => new string('[', depth) + new string(']', depth);
}
