using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Auditing;

/// <param name="Problems">One sentence each; empty when everything agrees.</param>
public sealed record AuditFindings(IReadOnlyList<string> Problems, string Summary);

/// <summary>
/// Holds a database against itself: the entries against the tree, the payloads against their commitments, and every derived table
/// against one rebuilt from the entries through the same <c>Apply</c>.
/// </summary>
public sealed class Audit(IDatabase database)
{
    /// <summary>Enough to see what is wrong; a million lines help nobody.</summary>
    private const int MostProblems = 200;

    private const int RowsPerContext = 500;

    private readonly List<string> _problems = [];

    public async Task<AuditFindings> RunAsync(CancellationToken ct)
    {
        using var connection = new PreparedConnection(database.OpenSnapshot());
        using var scratch = database.NewScratch();
        await scratch.MigrateAsync(ct);

        long entries;
        using (var rebuilt = scratch.OpenForWriting())
        {
            entries = await ReplayAsync(connection.Connection, rebuilt, scratch, ct);
            await CheckTreeAsync(connection, entries, ct);
            await CompareAsync(connection.Connection, rebuilt, ct);
        }

        var shown = _problems.Count > MostProblems ? [.. _problems.Take(MostProblems), $"… and {_problems.Count - MostProblems} more."] : _problems;
        var summary = _problems.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Audit passed: {entries} entries, tree, payloads and derived tables agree.")
            : string.Create(CultureInfo.InvariantCulture, $"Audit failed: {_problems.Count} findings in {entries} entries.");
        return new AuditFindings(shown, summary);
    }

    private async Task<long> ReplayAsync(DbConnection source, DbConnection target, IDatabase scratch, CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        scratch.Configure(options, target);
        using var read = source.CreateCommand();
        // What has no index yet comes last, as it will in the log.
        read.CommandText =
            """
            SELECT e.sequence, e.id, e.leaf_hash, e.bytes, p.document, p.salts, l."index"
            FROM log_entry e LEFT JOIN vault_payload p ON p.entry = e.id LEFT JOIN log_leaf l ON l.sequence = e.sequence
            ORDER BY l."index" IS NULL, l."index", e.sequence
            """;
        await using var reader = await read.ExecuteReaderAsync(ct);
        var db = new TraceDb(options.Options);
        var aggregates = new AggregateStore(db);
        var count = 0L;
        try
        {
            while (await reader.ReadAsync(ct))
            {
                var name = reader.IsDBNull(6) ? $"entry {reader.GetGuid(1)} (not yet indexed)" : $"entry {reader.GetInt64(6).ToString(CultureInfo.InvariantCulture)} ({reader.GetGuid(1)})";
                await ReplayOneAsync(db, aggregates, reader, name);
                if (++count % RowsPerContext == 0)
                {
                    await db.SaveChangesAsync(ct);
                    await db.DisposeAsync();
                    db = new TraceDb(options.Options);
                    aggregates = new AggregateStore(db);
                }
            }

            await db.SaveChangesAsync(ct);
        }
        finally
        {
            await db.DisposeAsync();
        }

        return count;
    }

    private async Task ReplayOneAsync(TraceDb db, AggregateStore aggregates, DbDataReader row, string name)
    {
        var bytes = (byte[])row.GetValue(3);
        if (!MerkleHashing.Leaf(bytes).ToArray().AsSpan().SequenceEqual((byte[])row.GetValue(2)))
            _problems.Add($"{name}: its bytes are not those of its leaf hash.");
        if (row.IsDBNull(4))
        {
            _problems.Add($"{name}: its payload is missing.");
            return;
        }

        try
        {
            var document = (byte[])row.GetValue(4);
            var entry = EntryCodec.Decode(bytes, document, (byte[])row.GetValue(5));
            if (EntryCodec.FirstDisagreement(entry, document) is { } field)
                _problems.Add($"{name}: the payload's field {field} does not agree with the entry.");
            if (entry.Envelope.Id != row.GetGuid(1))
                _problems.Add($"{name}: its bytes carry another id.");
            foreach (var subject in entry.Envelope.Subjects)
            {
                var aggregate = await aggregates.FindOrNewAsync(subject.Id);
                if (subject.Version != aggregate.Version + 1 || (subject.Version > 1 && subject.Previous != aggregate.LastEntry))
                    _problems.Add($"{name}: it says version {subject.Version.ToString(CultureInfo.InvariantCulture)} of {subject.Id}, whose history has {aggregate.Version.ToString(CultureInfo.InvariantCulture)} before it.");
                var isNew = aggregate.Version == 0;
                aggregate.Apply(subject.Id, entry.Fact, entry.Stamp);
                if (isNew)
                    db.Add(aggregate);
                db.SubjectHistories.Add(new SubjectHistory { Subject = subject.Id, Version = (int)subject.Version, Entry = entry.Envelope.Id });
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException or FormatException)
        {
            _problems.Add($"{name}: {e.Message}");
        }
    }

    private async Task CheckTreeAsync(PreparedConnection db, long entries, CancellationToken ct)
    {
        var (size, root) = (0L, MerkleHashing.EmptyRoot);
        using (var reader = db.Command("SELECT size, root FROM log_head WHERE id = 1").ExecuteReader())
        {
            if (reader.Read())
                (size, root) = (reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1)));
        }

        var leaves = new List<MerkleHash>();
        using (var reader = db.Command("SELECT l.\"index\", e.bytes FROM log_leaf l LEFT JOIN log_entry e ON e.sequence = l.sequence ORDER BY l.\"index\"").ExecuteReader())
        {
            while (reader.Read())
            {
                if (reader.GetInt64(0) != leaves.Count || reader.IsDBNull(1))
                {
                    _problems.Add($"tree: index {leaves.Count.ToString(CultureInfo.InvariantCulture)} has no entry.");
                    return;
                }

                leaves.Add(MerkleHashing.Leaf((byte[])reader.GetValue(1)));
            }
        }

        if (leaves.Count != size)
            _problems.Add($"tree: the head says {size.ToString(CultureInfo.InvariantCulture)} entries and {leaves.Count.ToString(CultureInfo.InvariantCulture)} have an index.");
        await CheckTilesAsync(db, leaves, root, ct);
        if (entries < size)
            _problems.Add("tree: entries are missing.");
    }

    private async Task CheckTilesAsync(PreparedConnection db, List<MerkleHash> leaves, MerkleHash root, CancellationToken ct)
    {
        var rebuilt = await TiledTree.AppendAsync(0, leaves, new StoredTiles(db), ct);
        if (rebuilt.Root != root)
            _problems.Add("tree: the entries do not give the signed root.");
        foreach (var tile in rebuilt.Tiles)
        {
            var stored = db.Command("SELECT hashes FROM log_tile WHERE level = @level AND number = @number", ("@level", tile.Level), ("@number", tile.Number)).ExecuteScalar() as byte[];
            if (stored is null || !stored.AsSpan().SequenceEqual(tile.Hashes.Span))
                _problems.Add(string.Create(CultureInfo.InvariantCulture, $"tree: the tile {tile.Level}/{tile.Number} is not what the entries give{FirstDifference(tile, stored)}."));
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
        foreach (var entity in db.Model.GetEntityTypes().Where(IsDerived).OrderBy(e => e.GetTableName(), StringComparer.Ordinal))
            await CompareTableAsync(entity, source, rebuilt, ct);
    }

    private static bool IsDerived(IEntityType entity) =>
        string.Equals(entity.FindAnnotation(TraceDb.KindAnnotation)?.Value as string, nameof(TableKind.Derived), StringComparison.Ordinal);

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

    private static string Cell(DbDataReader row, int column) => row.IsDBNull(column) ? "null" : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture)!;
}
