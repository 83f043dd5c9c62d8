using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Traceability.App.Data;

namespace Traceability.App.Replay;

/// <summary>An entry with what belongs to it, as a database or an archive keeps it.</summary>
/// <param name="Index">Its place in the log; null while it waits for one.</param>
/// <param name="Document">Its payload; null where the vault has none.</param>
public sealed record RecordedEntry(long? Index, Guid Id, byte[] LeafHash, byte[] Bytes, byte[]? Document, byte[]? Salts)
{
    public string Name => Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"entry {index} ({Id})") : $"entry {Id} (not yet indexed)";
}

/// <summary>The entries of a database, each once: those of the log in its order, then those that wait for their place.</summary>
public static class StoredEntries
{
    private const string Logged =
        """
        SELECT l."index", e.sequence, e.id, e.leaf_hash, e.bytes, p.document, p.salts
        FROM log_leaf l JOIN log_entry e ON e.sequence = l.sequence LEFT JOIN vault_payload p ON p.entry = e.id
        WHERE l."index" > @after ORDER BY l."index" LIMIT 250
        """;

    private const string Waiting =
        """
        SELECT NULL, e.sequence, e.id, e.leaf_hash, e.bytes, p.document, p.salts
        FROM log_entry e LEFT JOIN vault_payload p ON p.entry = e.id
        WHERE e.sequence > @after AND NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.sequence = e.sequence)
        ORDER BY e.sequence LIMIT 250
        """;

    /// <summary>Reads a page at a time: between two entries the connection is free for other questions.</summary>
    public static async IAsyncEnumerable<RecordedEntry> ReadAsync(PreparedConnection db, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (sql, isLogged) in new[] { (Logged, true), (Waiting, false) })
        {
            var page = new List<(long Place, RecordedEntry Entry)>();
            var after = long.MinValue;
            do
            {
                page.Clear();
                await using (var row = await db.Command(sql, ("@after", after)).ExecuteReaderAsync(ct))
                {
                    while (await row.ReadAsync(ct))
                        page.Add((row.GetInt64(isLogged ? 0 : 1), Entry(row, isLogged)));
                }

                foreach (var (place, entry) in page)
                {
                    after = place;
                    yield return entry;
                }
            }
            while (page.Count > 0);
        }
    }

    private static RecordedEntry Entry(DbDataReader row, bool isLogged) => new(
        isLogged ? row.GetInt64(0) : null, row.GetGuid(2), (byte[])row.GetValue(3), (byte[])row.GetValue(4), Bytes(row, 5), Bytes(row, 6));

    private static byte[]? Bytes(DbDataReader row, int column) => row.IsDBNull(column) ? null : (byte[])row.GetValue(column);
}
