using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Replay;

namespace Traceability.App.Archive;

/// <summary>
/// Writes one moment of a database as one archive of one form, whichever the database: what cannot be made again from something else.
/// Runs beside a server, and holds a few rows in memory at a time.
/// </summary>
/// <param name="seal">Secret bytes that only this deployment has.</param>
public sealed class Backup(IDatabase database, TimeProvider clock, ReadOnlyMemory<byte> seal)
{
    /// <param name="keyFiles">The sealed files of the key folder, by name.</param>
    /// <param name="target">Takes the archive.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="FoundWrongException">What is there could not be restored.</exception>
    /// <exception cref="NotDoneException">There is nothing to back up.</exception>
    public async Task<BackupManifest> WriteAsync(IReadOnlyDictionary<string, byte[]> keyFiles, Stream target, CancellationToken ct)
    {
        using var db = new PreparedConnection(database.OpenSnapshot());
        var head = LoggedHead.Read(db);
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var parts = new List<BackupPart>();
        long entries = 0;
        parts.Add(await WritePartAsync(
            zip,
            BackupManifest.EntriesName,
            async part =>
            {
                using var lines = new LineWriter(part);
                await head.CheckAsync(StoredEntries.ReadAsync(db, ct), entry => lines.WriteAsync(json => EntryLines.Write(json, entry), ct), ct);
                await lines.FlushAsync(ct);
                entries = lines.Lines;
            }));
        foreach (var table in TablesOfModel())
        {
            parts.Add(await WritePartAsync(
                zip,
                BackupManifest.NameOf(table.Table),
                async part =>
                {
                    using var lines = new LineWriter(part);
                    await table.WriteAsync(db.Connection, lines, ct);
                    await lines.FlushAsync(ct);
                },
                // What people stored may be made of one byte ten million times, and no part of ours may shrink so far.
                table.Table == BackupManifest.FilesTable ? CompressionLevel.NoCompression : CompressionLevel.Fastest));
        }

        foreach (var (name, content) in keyFiles.OrderBy(file => file.Key, StringComparer.Ordinal))
            parts.Add(await WritePartAsync(zip, BackupManifest.KeyFolder + name, part => part.WriteAsync(content, ct).AsTask()));

        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, clock.GetUtcNow(), head.Origin, head.Key.ToString(), head.Size, head.Root.ToString(), head.Note, entries, parts);
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json);
        await WritePartAsync(zip, BackupManifest.FileName, part => part.WriteAsync(text, ct).AsTask());
        var sealedWith = Convert.ToHexStringLower(HMACSHA256.HashData(seal.Span, text));
        await WritePartAsync(zip, BackupManifest.SealName, part => part.WriteAsync(System.Text.Encoding.ASCII.GetBytes(sealedWith), ct).AsTask());
        return manifest;
    }

    private IReadOnlyList<TableLines> TablesOfModel()
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        database.Configure(options, connection: null);
        using var db = new TraceDb(options.Options);
        return BackupManifest.TablesOf(db.Model);
    }

    private static async Task<BackupPart> WritePartAsync(ZipArchive zip, string name, Func<PartStream, Task> write, CompressionLevel level = CompressionLevel.Fastest)
    {
        await using var part = new PartStream(zip.CreateEntry(name, level).Open(), long.MaxValue);
        await write(part);
        return new BackupPart(name, part.Bytes, part.Hash());
    }
}
