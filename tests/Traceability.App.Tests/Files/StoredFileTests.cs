using Microsoft.Extensions.Logging.Abstractions;
using Traceability.App.Archive;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Features.Files;
using Traceability.App.Pipeline;
using Traceability.App.Tests.Archive;
using Traceability.Domain.Files;
using Traceability.Domain.Values;

namespace Traceability.App.Tests.Files;

public sealed class StoredFileTests(Databases databases)
{
    private static readonly byte[] Report = "%PDF-1.7\nreport\n%%EOF\n"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task File_StoredTwiceAndByTwo_IsThereOnceAndReadByThoseAlone(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        var first = await app.RecordAsync(chain.Grower, new StoreFile(Report));
        Assert.Equal(first, await app.RecordAsync(chain.Grower, new StoreFile(Report)));
        Assert.Equal(FileProblems.Unknown, (await app.AskAsync(chain.Carrier, new GetFile(FileHash.Of(Report).ToString()))).Problem);
        Assert.Equal(first, await app.RecordAsync(chain.Carrier, new StoreFile(Report)));

        Assert.Equal(1, database.Scalar<long>("SELECT COUNT(*) FROM vault_file"));
        foreach (var owner in new[] { chain.Grower, chain.Carrier })
            Assert.Equal(Report, (await app.AskAsync(owner, new GetFile(FileHash.Of(Report).ToString()))).Value.Bytes);
        Assert.Equal(FileProblems.Unknown, (await app.AskAsync(chain.Store, new GetFile(FileHash.Of(Report).ToString()))).Problem);
        Assert.Equal(FileProblems.Unknown, (await app.AskAsync(chain.Supervisor, new GetFile(FileHash.Of(Report).ToString()))).Problem);
    }

    [Theory]
    [InlineData("", "file.kind")]
    [InlineData("<html><script>alert(1)</script></html>", "file.kind")]
    [InlineData("PK\u0003\u0004", "file.kind")]
    public async Task File_OfNoKindThatIsKept_IsRefused(string content, string code)
    {
        await using var database = await databases.EmptyAsync(Provider.Sqlite);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        Assert.Equal(code, (await app.SendAsync(chain.Grower, new StoreFile(System.Text.Encoding.UTF8.GetBytes(content)))).Problem?.Code);
        Assert.Equal("file.length", (await app.SendAsync(chain.Grower, new StoreFile([.. Report, .. new byte[FileKind.MostBytes]]))).Problem?.Code);
        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM vault_file"));
    }

    [Theory]
    [OnDatabases]
    public async Task Files_ThatNoFactNames_AreFewAndForgottenAfterADay(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        for (var i = 0; i < 40; i++)
            await app.RecordAsync(chain.Grower, new StoreFile([.. Report, (byte)i]));
        Assert.Equal("file.too-many", (await app.SendAsync(chain.Grower, new StoreFile(Report))).Problem?.Code);
        Assert.Null((await app.SendAsync(chain.Grower, new StoreFile([.. Report, 0]))).Problem);
        var retention = new Retention(app.Get<IWriteLane>(), app.Clock, NullLogger<Retention>.Instance);

        app.Clock.Now += TimeSpan.FromHours(20);
        await app.RecordAsync(chain.Carrier, new StoreFile([.. Report, 7]));
        Assert.Equal(0, await retention.ForgetSomeAsync(Token));
        app.Clock.Now += TimeSpan.FromHours(5);

        while (await retention.ForgetSomeAsync(Token) > 0)
        {
        }

        Assert.Equal((1L, 1L), (database.Scalar<long>("SELECT COUNT(*) FROM vault_file"), database.Scalar<long>("SELECT COUNT(*) FROM file_deposit")));
        Assert.Equal([.. Report, 7], (await app.AskAsync(chain.Carrier, new GetFile(FileHash.Of([.. Report, 7]).ToString()))).Value.Bytes);
    }

    [Theory]
    [OnDatabases]
    public async Task Files_ThroughBackupAndExport_AreTheSameAndAForgedOneIsFound(Provider provider)
    {
        await using var source = await databases.EmptyAsync(provider);
        Archives.Settle(source);
        // Ten million times the same byte: what packs so small must still come back.
        byte[] flat = [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)' ', 4_000_000), .. "%%EOF"u8];
        await using (var app = new TestApp(source))
        {
            var chain = await PotatoChain.RegisterAsync(app);
            await app.RecordAsync(chain.Grower, new StoreFile(Report));
            await app.RecordAsync(chain.Grower, new StoreFile(flat));
            await app.SequenceAsync();
        }

        await using var restored = await databases.EmptyAsync(provider);
        await Archives.RestoreAsync(restored, await Archives.BackupAsync(source), nothingWasSignedSince: true);
        var export = await Archives.ExportAsync(source);
        await using var imported = await databases.EmptyAsync(provider);
        await Archives.ImportAsync(imported, export);

        const string files = "SELECT sha256, media_type, length, bytes FROM vault_file ORDER BY sha256";
        foreach (var copy in new[] { restored, imported })
        {
            await Archives.AssertSoundAsync(copy);
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(source.Rows(files)), System.Text.Json.JsonSerializer.Serialize(copy.Rows(files)));
        }

        await using var target = await databases.EmptyAsync(provider);
        var fewer = Archives.Lines(lines => lines.RemoveAt(lines.Count - 1))(export)!;
        Assert.Contains("2 files and has 1", (await Assert.ThrowsAsync<FoundWrongException>(() => Archives.ImportAsync(target, fewer))).Message, StringComparison.Ordinal);
        var forged = Archives.Text(text => text.Replace(Convert.ToBase64String(Report), Convert.ToBase64String([.. Report[..^1], (byte)'x']), StringComparison.Ordinal))(export)!;
        Assert.Contains("its bytes are not those of its hash", (await Assert.ThrowsAsync<FoundWrongException>(() => Archives.ImportAsync(target, forged))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Report), System.Text.Encoding.UTF8.GetString(await Archives.ExportAsync(source, isPublic: true)), StringComparison.Ordinal);

        source.Execute("UPDATE vault_file SET media_type = 'text/html', length = 1");
        Assert.Equal(2, (await new Audit(source.Database).RunAsync(Token)).Problems.Count(p => p.StartsWith("file ", StringComparison.Ordinal)));
    }
}
