using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Traceability.App.Archive;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Sequencing;

namespace Traceability.App.Tests.Archive;

/// <summary>Backups and exports in memory, and what an attacker makes of them.</summary>
internal static class Archives
{
    public static readonly byte[] Seal = [.. Enumerable.Repeat((byte)5, 32)];

    public static readonly IReadOnlyDictionary<string, byte[]> KeyFiles = new Dictionary<string, byte[]> { ["log.key"] = "sealed log"u8.ToArray(), ["labels.key"] = "sealed labels"u8.ToArray() };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What a server writes at its first start.</summary>
    public static void Settle(TestDatabase database)
    {
        var log = TestApp.Log(1);
        database.Execute("INSERT INTO deployment_value (name, value) VALUES (@a, @origin)", ("@a", DeploymentValue.LedgerOrigin), ("@origin", log.Origin));
        database.Execute("INSERT INTO deployment_value (name, value) VALUES (@b, @key)", ("@b", DeploymentValue.LogVerifierKey), ("@key", log.VerifierKey.ToString()));
    }

    public static async Task<byte[]> BackupAsync(TestDatabase database)
    {
        using var file = new MemoryStream();
        await new Backup(database.Database, TimeProvider.System, Seal).WriteAsync(KeyFiles, file, Token);
        return file.ToArray();
    }

    /// <summary>Restores; what is refused is thrown.</summary>
    public static async Task RestoreAsync(TestDatabase target, byte[] backup, bool nothingWasSignedSince = false, Action? keepKeys = null, Action? dropKeys = null)
    {
        await using var app = new TestApp(target);
        using var file = new MemoryStream(backup);
        using var archive = BackupArchive.Open(file);
        archive.CheckSeal(Seal);
        await new Restore(app.Get<IWriteLane>(), TestApp.Log(1).VerifierKey).RunAsync(archive, nothingWasSignedSince, keepKeys ?? (() => { }), dropKeys ?? (() => { }), Token);
    }

    public static async Task<byte[]> ExportAsync(TestDatabase database, bool isPublic = false)
    {
        using var file = new MemoryStream();
        await new Export(database.Database).WriteAsync(isPublic, file, Token);
        return file.ToArray();
    }

    public static async Task<Imported> ImportAsync(TestDatabase target, byte[] export, LogIdentity? log = null)
    {
        await using var app = new TestApp(target);
        using var file = new MemoryStream(export);
        return await new Import(app.Get<IWriteLane>(), log ?? TestApp.Log(1)).RunAsync(file, Token);
    }

    public static async Task AssertSoundAsync(TestDatabase database) => Assert.Empty((await new Audit(database.Database).RunAsync(Token)).Problems);

    /// <summary>The same archive with parts changed, added (null before) or taken away (null after).</summary>
    /// <param name="reseal">Whether manifest and seal are made to fit again, as only who has the seal could.</param>
    public static byte[] Change(byte[] backup, bool reseal, params (string Name, Func<byte[]?, byte[]?> Change)[] changes)
    {
        var parts = Parts(backup);
        foreach (var (name, change) in changes)
        {
            if (change(parts.GetValueOrDefault(name)) is { } content)
                parts[name] = content;
            else
                parts.Remove(name);
        }

        if (reseal)
            Reseal(parts);
        return Zip(parts.Select(part => (part.Key, part.Value)));
    }

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }

    public static SortedDictionary<string, byte[]> Parts(byte[] backup)
    {
        var parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        using var zip = new ZipArchive(new MemoryStream(backup));
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            parts.Add(entry.FullName, content.ToArray());
        }

        return parts;
    }

    public static Func<byte[]?, byte[]?> Text(Func<string, string> change) => content => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(content!)));

    /// <summary>The lines of a part or an export, changed as a list.</summary>
    public static Func<byte[]?, byte[]?> Lines(Action<List<string>> change) => Text(text =>
    {
        List<string> lines = [.. text.Split('\n')[..^1]];
        change(lines);
        return string.Concat(lines.Select(line => line + "\n"));
    });

    private static void Reseal(SortedDictionary<string, byte[]> parts)
    {
        var manifest = JsonNode.Parse(parts[BackupManifest.FileName])!;
        manifest["parts"] = new JsonArray([.. parts.Where(part => !part.Key.StartsWith("manifest.", StringComparison.Ordinal)).Select(part => (JsonNode)new JsonObject
        {
            ["name"] = part.Key,
            ["bytes"] = part.Value.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(part.Value)),
        })]);
        manifest["entries"] = parts.TryGetValue(BackupManifest.EntriesName, out var entries) ? entries.Count(b => b == (byte)'\n') : 0;
        parts[BackupManifest.FileName] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        parts[BackupManifest.SealName] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Seal, parts[BackupManifest.FileName])));
    }
}
