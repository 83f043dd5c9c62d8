using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Replay;

namespace Traceability.App.Archive;

/// <summary>
/// Writes the log of one moment as JSON Lines: a header, then each entry with its exact bytes and, unless everybody shall have it, its
/// payload and salts, and at the end the files that facts rest on. Runs beside a server.
/// </summary>
public sealed class Export(IDatabase database)
{
    /// <exception cref="FoundWrongException">The entries do not give the signed tree.</exception>
    /// <exception cref="NotDoneException">There is nothing to export.</exception>
    public async Task<ExportHeader> WriteAsync(bool isPublic, Stream target, CancellationToken ct)
    {
        using var db = new PreparedConnection(database.OpenSnapshot());
        var head = LoggedHead.Read(db);
        var entries = isPublic ? head.Size : Convert.ToInt64(db.Command("SELECT COUNT(*) FROM log_entry").ExecuteScalar(), CultureInfo.InvariantCulture);
        var files = isPublic ? 0 : Convert.ToInt64(db.Command("SELECT COUNT(*) FROM vault_file").ExecuteScalar(), CultureInfo.InvariantCulture);
        var header = new ExportHeader(head.Origin, head.Key, isPublic, head.Size, head.Note, head.SignedAt, entries, files);
        using var lines = new LineWriter(target);
        await lines.WriteAsync(header.Write, ct);
        await head.CheckAsync(
            StoredEntries.ReadAsync(db, ct),
            entry => isPublic && entry.Index is null
                ? ValueTask.CompletedTask
                : lines.WriteAsync(json => Write(json, entry, isPublic), ct),
            ct);
        if (!isPublic)
            await FilesOfModel().WriteAsync(db.Connection, lines, ct);
        await lines.FlushAsync(ct);
        return header;
    }

    private TableLines FilesOfModel()
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        database.Configure(options, connection: null);
        using var db = new TraceDb(options.Options);
        return new TableLines(db.Model.FindEntityType(typeof(VaultFile))!);
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, RecordedEntry entry, bool isPublic)
    {
        if (isPublic)
            EntryLines.WritePublic(json, entry);
        else
            EntryLines.Write(json, entry);
    }
}
