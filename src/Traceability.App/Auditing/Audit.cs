using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Traceability.App.Data;
using Traceability.App.Files;
using Traceability.App.Replay;
using Traceability.Ledger;

namespace Traceability.App.Auditing;

/// <param name="Problems">One sentence each; empty when everything agrees.</param>
public sealed record AuditFindings(IReadOnlyList<string> Problems, string Summary);

/// <summary>
/// Holds a database against itself: the entries against the tree, the payloads against their commitments, the files against their hashes, and every derived table
/// against one rebuilt from the entries through the same <c>Apply</c>.
/// </summary>
public sealed class Audit(IDatabase database)
{
    /// <summary>Enough to see what is wrong; a million lines help nobody.</summary>
    private const int MostProblems = 200;

    private readonly List<string> _problems = [];

    public async Task<AuditFindings> RunAsync(CancellationToken ct)
    {
        using var source = new PreparedConnection(database.OpenSnapshot());
        using var scratch = database.NewScratch();
        await scratch.MigrateAsync(ct);

        long entries;
        using (var rebuilt = scratch.OpenForWriting())
        {
            entries = await CheckEntriesAsync(source, rebuilt, scratch, ct);
            CheckInbox(source);
            _problems.AddRange(StoredFiles.Wrong(source));
            _problems.AddRange(StoredFiles.Missing(source, rebuilt));
            await CompareAsync(source.Connection, rebuilt, ct);
        }

        var shown = _problems.Count > MostProblems ? [.. _problems.Take(MostProblems), $"… and {_problems.Count - MostProblems} more."] : _problems;
        var summary = _problems.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Audit passed: {entries} entries, tree, payloads and derived tables agree.")
            : string.Create(CultureInfo.InvariantCulture, $"Audit failed: {_problems.Count} findings in {entries} entries.");
        return new AuditFindings(shown, summary);
    }

    private async Task<long> CheckEntriesAsync(PreparedConnection source, DbConnection target, IDatabase scratch, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        scratch.Configure(options, target);
        await using var tables = new DerivedTables(() => new TraceDb(options.Options), _problems.Add);
        var tree = new GrowingTree();
        var tileProblems = new List<string>();
        long entries = 0;
        long? gap = null;
        await foreach (var entry in StoredEntries.ReadAsync(source, ct))
        {
            entries++;
            await tables.ApplyAsync(entry, ct);
            if (gap is not null || entry.Index is not { } index)
                continue;
            if (index != tree.Size)
                gap = tree.Size;
            else
                CheckTiles(source, await tree.AddAsync(MerkleHashing.Leaf(entry.Bytes), ct), tileProblems);
        }

        await tables.SaveAsync(ct);
        var leaves = Convert.ToInt64(source.Command("SELECT COUNT(*) FROM log_leaf").ExecuteScalar(), CultureInfo.InvariantCulture);
        if (gap is null && leaves != tree.Size)
            gap = tree.Size;
        if (gap is { } missing)
        {
            _problems.Add($"tree: index {missing.ToString(CultureInfo.InvariantCulture)} has no entry.");
            return entries;
        }

        await CheckTreeAsync(source, tree, tileProblems, ct);
        return entries;
    }

    /// <summary>An entry has its index or waits for one: one that does neither would never be logged.</summary>
    private void CheckInbox(PreparedConnection db)
    {
        using (var reader = db.Command(
            """
            SELECT e.id FROM log_entry e
            WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.sequence = e.sequence) AND NOT EXISTS (SELECT 1 FROM log_inbox i WHERE i.sequence = e.sequence)
            """).ExecuteReader())
        {
            while (reader.Read())
                _problems.Add($"entry {reader.GetGuid(0)}: it has no index and does not wait for one.");
        }

        using (var reader = db.Command("SELECT i.sequence FROM log_inbox i JOIN log_leaf l ON l.sequence = i.sequence").ExecuteReader())
        {
            while (reader.Read())
                _problems.Add(string.Create(CultureInfo.InvariantCulture, $"entry with number {reader.GetInt64(0)}: it has an index and waits for another."));
        }
    }

    private async Task CheckTreeAsync(PreparedConnection db, GrowingTree tree, List<string> tileProblems, CancellationToken ct)
    {
        var (size, signed) = (0L, MerkleHashing.EmptyRoot);
        using (var reader = db.Command("SELECT size, root FROM log_head WHERE id = 1").ExecuteReader())
        {
            if (reader.Read())
                (size, signed) = (reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1)));
        }

        if (tree.Size != size)
            _problems.Add($"tree: the head says {size.ToString(CultureInfo.InvariantCulture)} entries and {tree.Size.ToString(CultureInfo.InvariantCulture)} have an index.");
        var (root, tiles) = await tree.FinishAsync(ct);
        if (root != signed)
            _problems.Add("tree: the entries do not give the signed root.");
        CheckTiles(db, tiles, tileProblems);
        _problems.AddRange(tileProblems);
    }

    private static void CheckTiles(PreparedConnection db, IEnumerable<TileWrite> tiles, List<string> problems)
    {
        foreach (var tile in tiles)
        {
            var stored = db.Command("SELECT hashes FROM log_tile WHERE level = @level AND number = @number", ("@level", tile.Level), ("@number", tile.Number)).ExecuteScalar() as byte[];
            if (stored is null || !stored.AsSpan().SequenceEqual(tile.Hashes.Span))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"tree: the tile {tile.Level}/{tile.Number} is not what the entries give{FirstDifference(tile, stored)}."));
        }
    }

    private static string FirstDifference(TileWrite tile, byte[]? stored)
    {
        for (var i = 0; stored is not null && tile.Level == 0 && (i + 1) * MerkleHash.Size <= Math.Min(stored.Length, tile.Hashes.Length); i++)
        {
            var range = new Range(i * MerkleHash.Size, (i + 1) * MerkleHash.Size);
            if (!stored.AsSpan(range).SequenceEqual(tile.Hashes.Span[range]))
                return string.Create(CultureInfo.InvariantCulture, $", first at entry {(tile.Number * TiledTree.TileWidth) + i}");
        }

        return "";
    }

    private async Task CompareAsync(DbConnection source, DbConnection rebuilt, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        database.Configure(options, rebuilt);
        await using var db = new TraceDb(options.Options);
        foreach (var entity in db.Model.GetEntityTypes().Where(DerivedTables.IsDerived).OrderBy(e => e.GetTableName(), StringComparer.Ordinal))
            await CompareTableAsync(entity, source, rebuilt, ct);
    }

    private async Task CompareTableAsync(IEntityType entity, DbConnection source, DbConnection rebuilt, CancellationToken ct)
    {
        var table = entity.GetTableName()!;
        string[] key = [.. entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName())];
        string[] columns = [.. key, .. entity.GetProperties().Select(p => p.GetColumnName()).Except(key, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var sql = $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table}\" ORDER BY {string.Join(", ", key.Select(c => $"\"{c}\""))}";

        await using var found = await ReaderAsync(source, sql, ct);
        await using var expected = await ReaderAsync(rebuilt, sql, ct);
        var (hasFound, hasExpected) = (await found.ReadAsync(ct), await expected.ReadAsync(ct));
        while (hasFound || hasExpected)
        {
            var order = !hasFound ? 1 : !hasExpected ? -1 : CompareKeys(found, expected, key.Length);
            if (order == 0)
            {
                for (var i = key.Length; i < columns.Length; i++)
                {
                    if (!Cell(found, i).Equals(Cell(expected, i), StringComparison.Ordinal))
                        _problems.Add($"table {table}, row {Key(found, key.Length)}, column {columns[i]}: it is {Cell(found, i)}, and the entries make it {Cell(expected, i)}.");
                }
            }
            else if (order < 0)
            {
                _problems.Add($"table {table}, row {Key(found, key.Length)}: no entry makes this row.");
            }
            else
            {
                _problems.Add($"table {table}, row {Key(expected, key.Length)}: the entries make this row, and it is missing.");
            }

            if (order <= 0)
                hasFound = await found.ReadAsync(ct);
            if (order >= 0)
                hasExpected = await expected.ReadAsync(ct);
        }
    }

    private static async Task<DbDataReader> ReaderAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteReaderAsync(ct);
    }

    private static int CompareKeys(DbDataReader a, DbDataReader b, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var order = a.GetValue(i) is long x && b.GetValue(i) is long y ? x.CompareTo(y) : string.CompareOrdinal(Cell(a, i), Cell(b, i));
            if (order != 0)
                return order;
        }

        return 0;
    }

    private static string Key(DbDataReader row, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => Cell(row, i)));

    private static string Cell(DbDataReader row, int column) => row.IsDBNull(column) ? "null" : row.GetValue(column) switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
