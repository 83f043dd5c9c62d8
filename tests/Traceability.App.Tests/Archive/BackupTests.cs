using System.Text;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Archive;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.App.Tests.Auditing;

namespace Traceability.App.Tests.Archive;

public sealed class BackupTests(Databases databases, AuditedChain chain) : IClassFixture<AuditedChain>
{
    private static readonly string[] MadeAgain = ["log_tile"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<byte[]?, byte[]?>, string> Wrong { get; } = new()
    {
        { BackupManifest.EntriesName, Archives.Lines(lines => lines.RemoveAt(4)), "line 5: its index is 5, and 4 is the next" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines.RemoveAt(AuditedChain.Entries - 1)), "the entries do not give the tree of the manifest" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines.Insert(4, lines[3])), "line 5: its index is 3, and 4 is the next" },
        { BackupManifest.EntriesName, Archives.Lines(lines => (lines[4], lines[5]) = (lines[5], lines[4])), "line 5: its index is 5, and 4 is the next" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines[2] = "{}"), "line 3: its member index is missing" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines[2] = ""), "line 3: it is no JSON object" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines[2] = "[]"), "line 3: it is no JSON object" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines[2] = lines[2].Replace("{\"index\"", "{\"index\":2,\"index\"", StringComparison.Ordinal)), "line 3: it is no JSON object" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines[2] = lines[2].Replace("{\"index\"", "{\"\\u001b[2Jmore\":2,\"index\"", StringComparison.Ordinal)), "line 3: it has an unknown member '?[2Jmore'" },
        { BackupManifest.EntriesName, Archives.Lines(lines => lines[11] = lines[11].Replace("84000", "84001", StringComparison.Ordinal)), "line 12: entry 11 (" },
        { BackupManifest.EntriesName, Archives.Text(text => text[..^1]), $"line {AuditedChain.Entries}: it is cut off" },
        { BackupManifest.EntriesName, _ => null, "entries.jsonl: the backup has no such part" },
        { "tables/log_checkpoint.jsonl", Archives.Lines(lines => lines.Clear()), "tables/log_head.jsonl: it is not the head of these entries" },
        { "tables/log_checkpoint.jsonl", Archives.Text(text => text.Replace("— trace.example/test ", "— trace.example/test A", StringComparison.Ordinal)), "was not signed by the log's key" },
        { "tables/log_head.jsonl", Archives.Text(text => text.Replace($"\"size\":{AuditedChain.Entries}", $"\"size\":{AuditedChain.Entries - 1}", StringComparison.Ordinal)), "tables/log_head.jsonl: it is not the head of these entries" },
        { "tables/api_key.jsonl", Archives.Lines(lines => lines.Add("{\"hash\":7}")), "its hash is of another kind" },
        { "tables/api_key.jsonl", Archives.Lines(lines => lines.Add("{\"hash\":\"x\",\"rights\":\"all\"}")), "the table api_key has no column 'rights' here" },
        { "tables/api_key.jsonl", Archives.Lines(lines => lines.Add(lines[0])), "it cannot be a row of api_key" },
        { "tables/account.jsonl", _ => Encoding.UTF8.GetBytes("{}\n"), "tables/account.jsonl: there is no such table here" },
    };

    [Theory]
    [OnDatabases]
    public async Task Restore_OfABackup_GivesTheSameRowsAndAnEqualAudit(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);

        await Archives.RestoreAsync(target, await Archives.BackupAsync(source), nothingWasSignedSince: true);

        await Archives.AssertSoundAsync(target);
        foreach (var table in source.Tables().Order(StringComparer.Ordinal))
            Assert.Equal(Rows(source, table), Rows(target, table));
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_EntriesThatWaitForTheirPlace_AreTakenUpAfterwardsInTheirOrder(Provider provider)
    {
        await using var source = await databases.EmptyAsync(provider);
        await using (var app = new TestApp(source))
        {
            var registered = await PotatoChain.RegisterAsync(app);
            await app.SequenceAsync();
            await RecordHarvestsAsync(app, registered, 5);
        }

        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);

        await Archives.RestoreAsync(target, await Archives.BackupAsync(source));

        await Archives.AssertSoundAsync(target);
        await using var restored = new TestApp(target);
        await restored.SequenceAsync();
        await Archives.AssertSoundAsync(target);
        const string ids = "SELECT e.id FROM log_entry e LEFT JOIN log_leaf l ON l.sequence = e.sequence ORDER BY COALESCE(l.\"index\", e.sequence - 1)";
        Assert.Equal(source.Rows(ids).Select(row => row[0]), target.Rows(ids).Select(row => row[0]));
    }

    [Theory]
    [OnDatabases]
    public async Task Backup_WhileOthersRecordAndSequence_IsOneMomentWithEverythingAcknowledgedBefore(Provider provider)
    {
        await using var source = await databases.EmptyAsync(provider);
        Archives.Settle(source);
        await using var app = new TestApp(source);
        var registered = await PotatoChain.RegisterAsync(app);
        await app.SequenceAsync();
        using var stop = new CancellationTokenSource();
        var acknowledged = new System.Collections.Concurrent.ConcurrentQueue<Guid>();
        var recording = new[] { "1", "2" }.Select(async plot =>
        {
            while (!stop.IsCancellationRequested)
                acknowledged.Enqueue((await RecordHarvestsAsync(app, registered, 1, plot))[0]);
        }).ToList();
        var sequencing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                    await app.SequenceAsync();
            },
            Token);

        for (var taken = 0; taken < 3; taken++)
        {
            await Task.Delay(150, Token);
            var before = acknowledged.ToList();
            var backup = await Archives.BackupAsync(source);
            await using var target = await databases.EmptyAsync(provider);
            await Archives.RestoreAsync(target, backup);
            await Archives.AssertSoundAsync(target);
            var there = target.Rows("SELECT id FROM log_entry").Select(row => row[0] is Guid id ? id : Guid.Parse((string)row[0]!)).ToHashSet();
            Assert.Empty(before.Except(there));
        }

        await stop.CancelAsync();
        await Task.WhenAll([.. recording, sequencing]);
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_IntoADatabaseThatWasUsed_IsRefusedAndChangesNothing(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var backup = await Archives.BackupAsync(source);
        await using var used = await databases.EmptyAsync(provider);
        Archives.Settle(used);

        var refused = await Assert.ThrowsAsync<NotDoneException>(() => Archives.RestoreAsync(used, backup));

        Assert.Contains("The database is not empty: deployment_value has rows", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, used.Scalar<long>("SELECT COUNT(*) FROM deployment_value"));
        Assert.Null(Filling.WhyNotStarted(used.Database));
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_AnythingWrong_NamesPartOrLineAndLeavesTheDatabaseEmpty(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        source.Execute("INSERT INTO api_key (hash, id, label, account, operator, created_at) VALUES ('aa', @id, 'x', 'account:x', @no, '2026-10-01T08:00:00.000+00:00')", ("@id", Guid.AllBitsSet), ("@no", false));
        var backup = await Archives.BackupAsync(source);
        await using var target = await databases.EmptyAsync(provider);
        foreach (var (part, change, says) in Wrong.Select(row => row.Data))
        {
            var dropped = false;
            var changed = Archives.Change(backup, reseal: true, (part, change));

            var wrong = await Assert.ThrowsAsync<FoundWrongException>(() => Archives.RestoreAsync(target, changed, dropKeys: () => dropped = true));

            Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
            Assert.True(dropped);
            Assert.All(target.Tables(), table => Assert.Equal(0, target.Scalar<long>($"SELECT COUNT(*) FROM \"{table}\"")));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_WithoutTheSeal_IsRefusedWhateverWasChanged(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var backup = await Archives.BackupAsync(source);
        await using var target = await databases.EmptyAsync(provider);
        foreach (var name in Archives.Parts(backup).Keys)
        {
            var changed = Archives.Change(backup, reseal: false, (name, content => [.. content!, (byte)'\n']));

            await Assert.ThrowsAsync<FoundWrongException>(() => Archives.RestoreAsync(target, changed));
        }

        Assert.Equal(0, target.Scalar<long>("SELECT COUNT(*) FROM log_entry"));
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_FilesThatAreNoBackups_AreRefused(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var backup = await Archives.BackupAsync(source);
        var parts = Archives.Parts(backup).Select(part => (part.Key, part.Value)).ToList();
        foreach (var (file, says) in new (byte[], string)[]
        {
            ([], "This is no backup"),
            (backup[..(backup.Length / 2)], "This is no backup"),
            ("PK\u0003\u0004 but no zip"u8.ToArray(), "This is no backup"),
            (Archives.Zip([]), "manifest.json: the part is missing"),
            (Archives.Zip([.. parts, ("../../etc/cron.d/evil", [])]), "has a part '../../etc/cron.d/evil', which none of ours has"),
            (Archives.Zip([.. parts, ("keys/../evil.key", [])]), "which none of ours has"),
            (Archives.Zip([.. parts, ("/keys/evil.key", [])]), "which none of ours has"),
            (Archives.Zip([.. parts, ("keys\\evil.key", [])]), "which none of ours has"),
            (Archives.Zip([.. parts, ("keys/evil.key\n", [])]), "which none of ours has"),
            (Archives.Zip([.. parts, ("keys/", [])]), "which none of ours has"),
            (Archives.Zip([.. parts, parts[0]]), "the part is there twice"),
            (Archives.Zip([.. parts, ("tables/zeros.jsonl", new byte[8 * 1024 * 1024])]), "tables/zeros.jsonl: it would unpack to more than 200 times its size"),
            (Archives.Zip(parts.Select(part => part.Key == BackupManifest.FileName ? (part.Key, "null"u8.ToArray()) : part)), "This is no backup"),
            (Archives.Zip(parts.Select(part => part.Key == BackupManifest.FileName ? (part.Key, "{}"u8.ToArray()) : part)), "This is no backup"),
            (Archives.Zip(parts.Select(part => part.Key == BackupManifest.FileName ? (part.Key, new byte[2 * 1024 * 1024 + 1]) : part)), "manifest.json"),
            (Archives.Change(backup, reseal: false, (BackupManifest.FileName, Archives.Text(text => text.Replace("backup/v1", "backup/v9", StringComparison.Ordinal)))), "The backup's format is 'traceability-backup/v9'"),
            (Archives.Change(backup, reseal: false, ("keys/log.key", _ => new byte[5000])), "keys/log.key: it is too long"),
        })
        {
            var wrong = Assert.Throws<FoundWrongException>(() => BackupArchive.Open(new MemoryStream(file)));
            Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_PartLongerThanTheManifestSays_EndsThere(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        await using var target = await databases.EmptyAsync(provider);
        var changed = Archives.Change(await Archives.BackupAsync(source), reseal: false, (BackupManifest.EntriesName, content => [.. content!, .. content!]));

        var wrong = await Assert.ThrowsAsync<FoundWrongException>(() => Archives.RestoreAsync(target, changed));

        Assert.Equal("entries.jsonl: The part is longer than the manifest says.", wrong.Message);
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_CutOff_LeavesAMarkOnWhichNothingStartsAndIsRunAgain(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var backup = await Archives.BackupAsync(source);
        await using var target = await databases.EmptyAsync(provider);
        // As after a kill: the claim is committed, the rest is not.
        target.Execute("INSERT INTO deployment_value (name, value) VALUES (@mark, 'restore')", ("@mark", Filling.Mark));

        Assert.StartsWith("A restore into this database was cut off", Filling.WhyNotStarted(target.Database), StringComparison.Ordinal);
        await Archives.RestoreAsync(target, backup);

        Assert.Null(Filling.WhyNotStarted(target.Database));
        await Archives.AssertSoundAsync(target);
    }

    [Theory]
    [OnDatabases]
    public async Task Backup_OfWhatCouldNotBeRestored_SaysSo(Provider provider)
    {
        await using var original = await chain.CopyAsync(provider);
        await using (var never = await databases.EmptyAsync(provider))
            await Assert.ThrowsAsync<NotDoneException>(() => Archives.BackupAsync(never));
        Archives.Settle(original);
        foreach (var sql in new[]
        {
            "DELETE FROM vault_payload WHERE entry = (SELECT id FROM log_entry ORDER BY sequence LIMIT 1)",
            "UPDATE log_entry SET leaf_hash = bytes WHERE sequence = (SELECT MAX(sequence) FROM log_entry)",
            "DELETE FROM log_leaf WHERE \"index\" = 7",
            $"DELETE FROM log_leaf WHERE \"index\" = {AuditedChain.Entries - 1}",
            "DELETE FROM log_checkpoint",
            "UPDATE log_checkpoint SET note = 'x'",
        })
        {
            await using var database = await original.CopyAsync();
            database.Execute(sql);

            await Assert.ThrowsAsync<FoundWrongException>(() => Archives.BackupAsync(database));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Backup_EveryTable_IsInItOrMadeAgainFromIt(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        using var archive = BackupArchive.Open(new MemoryStream(await Archives.BackupAsync(source)));
        var options = new DbContextOptionsBuilder<TraceDb>();
        source.Database.Configure(options, connection: null);
        await using var db = new TraceDb(options.Options);
        var entryParts = new[] { "log_entry", "log_leaf", "log_inbox", "vault_payload" };

        var missing = db.Model.GetEntityTypes()
            .Where(e => (string?)e.FindAnnotation(TraceDb.KindAnnotation)!.Value != nameof(TableKind.Derived))
            .Select(e => e.GetTableName()!)
            .Except(entryParts).Except(MadeAgain)
            .Where(table => !archive.Manifest.Parts.Any(part => part.Name == BackupManifest.NameOf(table)));

        Assert.Empty(missing);
    }

    [Theory]
    [OnDatabases]
    public async Task Restore_Always_MarksThatNothingMayBeSignedUnlessTheOperatorSaysSo(Provider provider)
    {
        await using var source = await chain.CopyAsync(provider);
        Archives.Settle(source);
        var backup = await Archives.BackupAsync(source);
        foreach (var said in new[] { false, true })
        {
            await using var target = await databases.EmptyAsync(provider);

            await Archives.RestoreAsync(target, backup, said);

            using var db = new PreparedConnection(target.Database.OpenForReading());
            Assert.Equal(!said, RestoredMark.Stands(db));
        }
    }

    internal static async Task<List<Guid>> RecordHarvestsAsync(TestApp app, PotatoChain registered, int count, string plot = "1")
    {
        var entries = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            var answer = await app.RecordAsync(registered.Grower, new Features.Batches.RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, Gs1.Identifiers.GlnExtension.Parse(plot), 0.25m, Occurred: PotatoChain.HarvestTime, WeighSlips: PotatoChain.Slips(0.25m)));
            entries.Add(answer.Receipts[0].Entry);
        }

        return entries;
    }

    // The number of a row in the inbox is no part of a fact; which migration made the tables is the database's own.
    private static List<string> Rows(TestDatabase database, string table) => table switch
    {
        "log_entry" => Shown(database, "SELECT id, leaf_hash, bytes FROM log_entry ORDER BY sequence"),
        "log_leaf" => Shown(database, "SELECT l.\"index\", e.id FROM log_leaf l JOIN log_entry e ON e.sequence = l.sequence ORDER BY l.\"index\""),
        "deployment_value" => Shown(database, $"SELECT name, value FROM deployment_value WHERE name <> '{Traceability.App.Replay.DerivedTables.MadeFor}'"),
        _ => Shown(database, $"SELECT * FROM \"{table}\""),
    };

    private static List<string> Shown(TestDatabase database, string sql) => [.. database.Rows(sql).Select(row => System.Text.Json.JsonSerializer.Serialize(row)).Order(StringComparer.Ordinal)];
}
