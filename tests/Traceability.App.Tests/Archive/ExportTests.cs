using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Archive;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.App.Tests.Auditing;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Tests.Archive;

public sealed class ExportTests(Databases databases, AuditedChain chain) : IClassFixture<AuditedChain>
{
    private const int Last = AuditedChain.Entries;

    private static readonly LogIdentity Another = new("trace.example/another", LogSigner.Create("trace.example/another", new byte[LogSigner.SeedSize]), "test");

    public static TheoryData<Func<byte[]?, byte[]?>, string> Wrong { get; } = new()
    {
        { _ => [], "The file is empty." },
        { _ => "\n"u8.ToArray(), "line 1: it is no JSON object." },
        { _ => "{}\n"u8.ToArray(), "line 1: it is no export of the format traceability-export/v1." },
        { _ => new byte[80_000_000], "line 1: it is longer than 67108864 bytes." },
        { Header("\"key\":\"trace", "\"key\":\"tracx"), "line 1: its key is no verifier key of a log." },
        { Header("\"origin\":\"trace", "\"origin\":\"tracx"), "line 1: its origin is not the key's." },
        { Header($"\"size\":{AuditedChain.Entries}", $"\"size\":{AuditedChain.Entries - 1}"), "line 1: its checkpoint was not signed by its key, or is of another size." },
        { Header($"\"size\":{AuditedChain.Entries}", "\"size\":-1"), "line 1: its size is no number." },
        { Header($"\"entries\":{AuditedChain.Entries}", $"\"entries\":{AuditedChain.Entries - 1}"), "line 1: it has fewer entries than its log." },
        { Header($"\"entries\":{AuditedChain.Entries}", $"\"entries\":{AuditedChain.Entries + 1}"), "it is cut off, or lines were added" },
        { Header("\\n\\n— trace.example/test ", "\\n\\n— trace.example/test A"), "line 1: its checkpoint was not signed by its key, or is of another size." },
        { Header("{\"format\"", "{\"more\":1,\"format\""), "line 1: it has an unknown member 'more'." },
        { Header("\"whole\"", "\"some\""), "line 1: its vault is neither whole nor public." },
        { Archives.Lines(lines => lines.RemoveAt(AuditedChain.Entries)), "it is cut off, or lines were added" },
        { Archives.Lines(lines => lines.RemoveAt(9)), "line 10: its index is 9, and 8 is the next." },
        { Archives.Lines(lines => lines.Insert(9, lines[8])), "line 10: its index is 7, and 8 is the next." },
        { Archives.Lines(lines => (lines[9], lines[10]) = (lines[10], lines[9])), "line 10: its index is 9, and 8 is the next." },
        { Archives.Lines(lines => lines.Insert(1, lines[0])), "line 2: it has an unknown member 'format'." },
        { Archives.Text(text => text[..^1]), $"line {Last + 1}: it is cut off." },
        { Archives.Text(text => text.Replace("\n", "\n\n", StringComparison.Ordinal)), "line 2: it is no JSON object." },
        { Line(3, "\"leafHash\":\"", "\"leafHash\":\"0"), "line 3: its leafHash is no hash." },
        { Line(3, "\"entry\":\"", "\"entry\":\"*"), "line 3: its entry is no base64 of at most 4096 bytes." },
        { Line(3, "\"entry\":\"", "\"entry\":\"AAAA"), "line 3: entry 1 (" },
        { Line(3, "\"payload\":{", "\"payload\":7,\"salts\":{"), "line 3: it is no JSON object." },
        { Line(12, "114.700123", "114.700124"), "the payload's field polygon does not agree with the entry." },
        { Line(19, ":199", ":198"), "the payload's field items does not agree with the entry." },
        { Salts(19, salts => salts.AsObject().Remove("items")), "the payload's field items does not agree with the entry." },
        { Salts(19, salts => salts["items"] = Convert.ToBase64String(new byte[32])), "the payload's field items does not agree with the entry." },
        { Salts(19, salts => salts["more"] = Convert.ToBase64String(new byte[32])), "cannot be read" },
        // The sixth fact of a plot under the number of its fifth.
        { Archives.Lines(lines => (lines[13], lines[12]) = (lines[12].Replace("\"index\":11", "\"index\":12", StringComparison.Ordinal), lines[13].Replace("\"index\":12", "\"index\":11", StringComparison.Ordinal))), "The entries do not give the root that the export's checkpoint signs." },
    };

    [Theory]
    [OnDatabases]
    public async Task Import_WithTheLogsKey_ContinuesTheLogOnceNothingMoreWasSigned(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);

        var imported = await Archives.ImportAsync(target, await Archives.ExportAsync(source));

        Assert.True(imported.ContinuesLog);
        await Archives.AssertSoundAsync(target);
        using (var db = new PreparedConnection(target.Database.OpenForReading()))
            Assert.True(RestoredMark.Stands(db));
        foreach (var sql in new[] { "SELECT size, root FROM log_head", $"SELECT size, root, note FROM log_checkpoint WHERE size = {AuditedChain.Entries}", "SELECT level, number, width, hashes FROM log_tile ORDER BY level, number", "SELECT id, leaf_hash, bytes FROM log_entry ORDER BY sequence", "SELECT document, salts FROM vault_payload ORDER BY entry", "SELECT subject, version, entry FROM subject_history ORDER BY subject, version" })
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(source.Rows(sql)), System.Text.Json.JsonSerializer.Serialize(target.Rows(sql)));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_UnderAnotherName_BeginsALogOfTheSameEntries(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);

        var imported = await Archives.ImportAsync(target, await Archives.ExportAsync(source), Another);

        Assert.False(imported.ContinuesLog);
        Assert.Equal(0, target.Scalar<long>("SELECT COUNT(*) FROM log_checkpoint"));
        await Archives.AssertSoundAsync(target);
        await using (var app = new TestApp(target))
            await app.SequenceAsync();
        await Archives.AssertSoundAsync(target);
        const string tree = "SELECT size, root FROM log_head";
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(source.Rows(tree)), System.Text.Json.JsonSerializer.Serialize(target.Rows(tree)));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_SameNameAndAnotherKey_IsRefused(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);
        var export = await Archives.ExportAsync(source);

        var refused = await Assert.ThrowsAsync<NotDoneException>(() => Archives.ImportAsync(target, export, TestApp.Log(seed: 9)));

        Assert.Contains("whose key is not here", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, target.Scalar<long>("SELECT COUNT(*) FROM deployment_value"));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_IntoADatabaseThatWasUsed_IsRefused(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var export = await Archives.ExportAsync(source);

        await Assert.ThrowsAsync<NotDoneException>(() => Archives.ImportAsync(source, export));
    }

    [Theory]
    [OnDatabases]
    public async Task Import_AnythingWrong_NamesTheLineAndLeavesTheDatabaseEmpty(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var export = await Archives.ExportAsync(source);
        await using var target = await databases.EmptyAsync(provider);
        foreach (var (change, says) in Wrong.Select(row => row.Data))
        {
            var changed = change(export)!;
            Assert.False(changed.AsSpan().SequenceEqual(export), says);

            var wrong = await Assert.ThrowsAsync<FoundWrongException>(() => Archives.ImportAsync(target, changed));

            Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
            Assert.All(target.Tables(), table => Assert.Equal(0, target.Scalar<long>($"SELECT COUNT(*) FROM \"{table}\"")));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Import_SignedExportOfFactsThatContradictEachOther_IsRefused(Provider provider)
    {
        // The log's own key signs a tree in which a history is out of order: only the replay sees it.
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var swapped = Archives.Lines(lines => (lines[Last], lines[Last - 1]) = (lines[Last - 1].Replace($"\"index\":{Last - 2}", $"\"index\":{Last - 1}", StringComparison.Ordinal), lines[Last].Replace($"\"index\":{Last - 1}", $"\"index\":{Last - 2}", StringComparison.Ordinal)))(await Archives.ExportAsync(source))!;
        var hashes = Encoding.UTF8.GetString(swapped).Split('\n')[1..^1].Select(line => MerkleHash.Parse(JsonNode.Parse(line)!["leafHash"]!.GetValue<string>())).ToList();
        var root = new Ledger.Tests.NaiveTree(hashes).Root(Last);
        var signed = Archives.Lines(lines =>
        {
            var header = JsonNode.Parse(lines[0])!;
            header["checkpoint"] = TestApp.Log(1).Signer.Sign(new Checkpoint(TestApp.Origin, Last, root));
            lines[0] = header.ToJsonString();
        })(swapped)!;
        await using var target = await databases.EmptyAsync(provider);

        var wrong = await Assert.ThrowsAsync<FoundWrongException>(() => Archives.ImportAsync(target, signed));

        Assert.StartsWith($"line {Last}: entry {Last - 2} (", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Export_Public_HasNothingThatOnlySomeMayKnowAndEverythingElseWithItsSalt(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);

        var export = Encoding.UTF8.GetString(await Archives.ExportAsync(source, isPublic: true));

        Assert.All(PotatoChain.PersonalNames, name => Assert.DoesNotContain(name, export, StringComparison.Ordinal));
        foreach (var secret in new[] { "114.700123", "payload", "salts", "095201000000000034\",\"salt" })
            Assert.DoesNotContain(secret, export, StringComparison.Ordinal);
        var lines = export.Split('\n')[1..^1].Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(Last, lines.Count);
        var disclosed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            Assert.True(EntryEnvelope.TryParse(Convert.FromBase64String(line["entry"]!.GetValue<string>()), out var envelope, out _));
            foreach (var disclosure in line["disclosures"]!.AsArray())
            {
                var field = disclosure!["field"]!.GetValue<string>();
                disclosed.Add($"{envelope.Type} {field}");
                Assert.Equal(envelope.Commitments[field], Commitments.Compute(field, Convert.FromBase64String(disclosure["salt"]!.GetValue<string>()), disclosure["value"]?.DeepClone()));
            }
        }

        var all = typeof(DomainEvent).Assembly.GetTypes().Where(t => t.GetCustomAttribute<EventTypeAttribute>() is not null)
            .SelectMany(t => t.GetProperties().Where(p => p.GetCustomAttribute<FieldClassAttribute>()!.Class == FieldClass.Disclosed)
                .Select(p => $"{t.GetCustomAttribute<EventTypeAttribute>()!.Name} {JsonNamingPolicy.CamelCase.ConvertName(p.Name)}"));
        Assert.Empty(disclosed.Except(all));
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "base.registered/v1 name", "batch.packed/v1 inputs", "organisation.registered/v1 hotline", "recall.opened/v1 reason", "regions.imported/v2 rows" }, disclosed);
    }

    [Theory]
    [OnDatabases]
    public async Task Import_OfAPublicExport_IsRefused(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);
        var export = await Archives.ExportAsync(source, isPublic: true);

        Assert.Contains("A public export lacks", (await Assert.ThrowsAsync<NotDoneException>(() => Archives.ImportAsync(target, export))).Message, StringComparison.Ordinal);
        var disguised = Header("\"public\"", "\"whole\"")(export)!;
        Assert.Contains("line 2: it has an unknown member 'disclosures'", (await Assert.ThrowsAsync<FoundWrongException>(() => Archives.ImportAsync(target, disguised))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Export_EntriesThatWait_AreInAWholeOneOnly(Provider provider)
    {
        await using var source = await databases.EmptyAsync(provider);
        await using (var app = new TestApp(source))
        {
            var registered = await PotatoChain.RegisterAsync(app);
            await app.SequenceAsync();
            await BackupTests.RecordHarvestsAsync(app, registered, 2);
        }

        Archives.Settle(source);
        var whole = await Archives.ExportAsync(source);
        var shared = await Archives.ExportAsync(source, isPublic: true);
        await using var target = await databases.EmptyAsync(provider);
        await Archives.ImportAsync(target, whole);

        await Archives.AssertSoundAsync(target);
        Assert.Equal(source.Scalar<long>("SELECT COUNT(*) FROM log_entry"), target.Scalar<long>("SELECT COUNT(*) FROM log_entry"));
        Assert.Equal(source.Scalar<long>("SELECT size FROM log_head"), shared.Count(b => b == (byte)'\n') - 1);
    }

    private static Func<byte[]?, byte[]?> Header(string old, string changed) => Line(1, old, changed);

    private static Func<byte[]?, byte[]?> Line(int number, string old, string changed) => Archives.Lines(lines => lines[number - 1] = lines[number - 1].Replace(old, changed, StringComparison.Ordinal));

    private static Func<byte[]?, byte[]?> Salts(int number, Action<JsonNode> change) => Archives.Lines(lines =>
    {
        var line = JsonNode.Parse(lines[number - 1])!;
        change(line["salts"]!);
        lines[number - 1] = line.ToJsonString();
    });
}
