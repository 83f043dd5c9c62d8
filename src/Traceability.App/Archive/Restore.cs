using Traceability.App.Data;
using Traceability.App.Files;
using Traceability.App.Replay;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Archive;

/// <summary>
/// Puts a backup into an empty database. Everything is checked on the way and kept in one transaction at the end, or not at all; cut off
/// in between, it leaves a mark on which no server starts.
/// </summary>
/// <param name="key">The verifier key of the log key at hand.</param>
public sealed class Restore(IWriteLane lane, LogVerifierKey key)
{
    /// <param name="backup">Its seal was checked.</param>
    /// <param name="nothingWasSignedSince">The operator says so; else the server looks for evidence before it signs.</param>
    /// <param name="keepKeys">Puts the key files in their place; undone by <paramref name="dropKeys"/>.</param>
    /// <param name="dropKeys">Takes away what <paramref name="keepKeys"/> has put.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="FoundWrongException">The backup is not what it should be.</exception>
    /// <exception cref="NotDoneException">The database is not empty.</exception>
    public async Task RunAsync(BackupArchive backup, bool nothingWasSignedSince, Action keepKeys, Action dropKeys, CancellationToken ct)
    {
        await Filling.BeginAsync(lane, "restore", ct);
        try
        {
            keepKeys();
            await lane.RunAsync(
                async connection =>
                {
                    await FillAsync(connection, backup, nothingWasSignedSince, ct);
                    return (true, Keep: true);
                },
                ct);
        }
        catch
        {
            dropKeys();
            await Filling.AbandonAsync(lane, CancellationToken.None);
            throw;
        }
    }

    private async Task FillAsync(WriteConnection connection, BackupArchive backup, bool nothingWasSignedSince, CancellationToken ct)
    {
        var manifest = backup.Manifest;
        await using var refill = new Refill(connection, isLog: true);
        long entries = 0;
        await backup.ReadPartAsync(
            BackupManifest.EntriesName,
            async lines =>
            {
                for (; await lines.ReadAsync(ct) is { } line; entries++)
                {
                    using (line)
                        await refill.AddAsync(EntryLines.Read(line.RootElement, lines), lines, ct);
                }
            });
        var (size, root) = await refill.FinishAsync(ct);
        if (entries != manifest.Entries || size != manifest.Size || root.ToString() != manifest.Root)
            throw new FoundWrongException($"{BackupManifest.EntriesName}: the entries do not give the tree of the manifest.");

        await FillTablesAsync(connection, backup, ct);
        if (StoredFiles.Wrong(connection.Prepared).FirstOrDefault() is { } wrong)
            throw new FoundWrongException($"{BackupManifest.NameOf(BackupManifest.FilesTable)}: {wrong}");
        await CheckLogAsync(connection.Prepared, size, root, ct);
        Filling.End(connection);
        if (!nothingWasSignedSince)
            RestoredMark.Set(connection.Prepared, size);
    }

    private static async Task FillTablesAsync(WriteConnection connection, BackupArchive backup, CancellationToken ct)
    {
        await using var db = connection.NewContext();
        var tables = BackupManifest.TablesOf(db.Model);
        if (backup.Manifest.Parts.FirstOrDefault(part => part.KeyFile is null && part.Name != BackupManifest.EntriesName && !tables.Any(table => BackupManifest.NameOf(table.Table) == part.Name)) is { } unknown)
            throw new FoundWrongException($"{unknown.Name}: there is no such table here: this backup is of a later version.");
        // A table that came after the backup was taken stays empty.
        foreach (var table in tables.Where(table => backup.Has(BackupManifest.NameOf(table.Table))))
            await backup.ReadPartAsync(BackupManifest.NameOf(table.Table), lines => table.InsertAsync(connection.Prepared.Connection, lines, table.Table == "deployment_value" ? IsKept : _ => true, ct));

        // What the deployment that was backed up knew of its own filling says nothing of this one.
        bool IsKept(string? name) => name is not (Filling.Mark or RestoredMark.Name or DerivedTables.MadeFor);
    }

    private async Task CheckLogAsync(PreparedConnection db, long size, MerkleHash root, CancellationToken ct)
    {
        var tiles = new StoredTiles(db);
        var checkpoints = new List<(long Size, MerkleHash Root, string Note)>();
        var after = -1L;
        do
        {
            checkpoints.Clear();
            using (var row = db.Command("SELECT size, root, note FROM log_checkpoint WHERE size > @after ORDER BY size LIMIT 1000", ("@after", after)).ExecuteReader())
            {
                while (row.Read())
                    checkpoints.Add((row.GetInt64(0), new MerkleHash((byte[])row.GetValue(1)), row.GetString(2)));
            }

            foreach (var signed in checkpoints)
            {
                after = signed.Size;
                if (!key.TryOpen(signed.Note, out var checkpoint) || checkpoint.Size != signed.Size || checkpoint.Root != signed.Root)
                    throw new FoundWrongException($"{BackupManifest.NameOf("log_checkpoint")}: the checkpoint of {signed.Size} entries was not signed by the log's key.");
                if (signed.Size > size || await TiledTree.RootAsync(signed.Size, tiles, ct) != signed.Root)
                    throw new FoundWrongException($"{BackupManifest.NameOf("log_checkpoint")}: the checkpoint of {signed.Size} entries is not of these entries.");
            }
        }
        while (checkpoints.Count > 0);

        using var head = db.Command("SELECT size, root FROM log_head WHERE id = 1").ExecuteReader();
        if (size > 0 && (after != size || !head.Read() || head.GetInt64(0) != size || new MerkleHash((byte[])head.GetValue(1)) != root))
            throw new FoundWrongException($"{BackupManifest.NameOf("log_head")}: it is not the head of these entries.");
    }
}
