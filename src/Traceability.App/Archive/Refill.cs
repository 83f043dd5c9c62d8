using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Replay;
using Traceability.Ledger;

namespace Traceability.App.Archive;

/// <summary>
/// Records entries unchanged in an empty database, in one transaction: log, vault and derived tables. What is wrong with an entry ends it.
/// </summary>
/// <param name="connection">Inside the transaction.</param>
/// <param name="isLog">Whether entries keep their places in the log; else they wait for places in a new one.</param>
internal sealed class Refill(WriteConnection connection, bool isLog) : IAsyncDisposable
{
    private const string InsertEntry = "INSERT INTO log_entry (id, leaf_hash, bytes) VALUES (@id, @leaf, @bytes)";
    private const string InsertPayload = "INSERT INTO vault_payload (entry, document, salts) VALUES (@entry, @document, @salts)";
    private const string InsertLeaf = "INSERT INTO log_leaf (\"index\", sequence) SELECT @index, sequence FROM log_entry WHERE id = @id";
    private const string InsertTile = "INSERT INTO log_tile (level, number, width, hashes) VALUES (@level, @number, @width, @hashes)";

    private readonly GrowingTree _tree = new();
    private readonly DerivedTables _derived = new(connection.NewContext, problem => throw new FoundWrongException(problem));
    private bool _isBeyondLog;

    public async ValueTask AddAsync(RecordedEntry entry, LineReader lines, CancellationToken ct)
    {
        if (entry.Index is { } index ? _isBeyondLog || index != _tree.Size : false)
            throw lines.Wrong(string.Create(CultureInfo.InvariantCulture, $"its index is {index}, and {_tree.Size} is the next."));
        _isBeyondLog = entry.Index is null;
        try
        {
            await _derived.ApplyAsync(entry, ct);
            Record(entry);
        }
        catch (FoundWrongException e)
        {
            throw lines.Wrong(e.Message);
        }
        catch (DbException e)
        {
            throw lines.Wrong($"{entry.Name} cannot be recorded, is it there twice? {e.Message}");
        }

        if (entry.Index is not null)
            Write(await _tree.AddAsync(MerkleHashing.Leaf(entry.Bytes), ct));
    }

    /// <returns>Size and root of the log's tree.</returns>
    public async ValueTask<(long Size, MerkleHash Root)> FinishAsync(CancellationToken ct)
    {
        await _derived.SaveAsync(ct);
        await DerivedTables.KeepMigrationAsync(connection, ct);
        var (root, tiles) = await _tree.FinishAsync(ct);
        Write(tiles);
        return (_tree.Size, root);
    }

    public ValueTask DisposeAsync() => _derived.DisposeAsync();

    private void Record(RecordedEntry entry)
    {
        var db = connection.Prepared;
        db.Command(InsertEntry, ("@id", entry.Id), ("@leaf", entry.LeafHash), ("@bytes", entry.Bytes)).ExecuteNonQuery();
        db.Command(InsertPayload, ("@entry", entry.Id), ("@document", entry.Document), ("@salts", entry.Salts)).ExecuteNonQuery();
        if (isLog && entry.Index is { } index)
            db.Command(InsertLeaf, ("@index", index), ("@id", entry.Id)).ExecuteNonQuery();
        else
            db.Command(LogInbox.Insert, ("@id", entry.Id)).ExecuteNonQuery();
    }

    private void Write(IEnumerable<TileWrite> tiles)
    {
        if (!isLog)
            return;
        foreach (var tile in tiles)
            connection.Prepared.Command(InsertTile, ("@level", tile.Level), ("@number", tile.Number), ("@width", tile.Width), ("@hashes", tile.Hashes.ToArray())).ExecuteNonQuery();
    }
}

/// <summary>
/// The mark in a database that is being filled from a file: whoever finds it knows that the filling was cut off, and starts nothing on it.
/// </summary>
public static class Filling
{
    public const string Mark = "filling-from-file";

    /// <summary>Why no server may start on this database; null where it may.</summary>
    public static string? WhyNotStarted(IDatabase database)
    {
        try
        {
            using var connection = database.OpenForReading();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT value FROM deployment_value WHERE name = '{Mark}'";
            return command.ExecuteScalar() is string verb
                ? $"A {verb} into this database was cut off, and nothing of it is kept. Run it again; or, to begin anew, remove the database and the key files."
                : null;
        }
        catch (DbException)
        {
            // No database yet, or none of ours: nothing was begun.
            return null;
        }
    }

    /// <summary>Claims an empty database.</summary>
    /// <exception cref="NotDoneException">It is not empty.</exception>
    internal static Task BeginAsync(IWriteLane lane, string verb, CancellationToken ct) =>
        lane.RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                if (await db.DeploymentValues.FindAsync([Mark], ct) is { } old)
                    db.Remove(old);
                await db.SaveChangesAsync(ct);
                foreach (var table in db.Model.GetEntityTypes().Where(entity => !DerivedTables.IsDerived(entity)).Select(entity => entity.GetTableName()!))
                {
                    if (connection.Prepared.Command($"SELECT 1 FROM \"{table}\" LIMIT 1").ExecuteScalar() is not null)
                        throw new NotDoneException($"The database is not empty: {table} has rows. A {verb} goes into an empty database only.");
                }

                db.Add(new DeploymentValue { Name = Mark, Value = verb });
                await db.SaveChangesAsync(ct);
                return (true, Keep: true);
            },
            ct);

    /// <summary>Takes the mark away: the filling is whole, or nothing of it is left.</summary>
    internal static void End(WriteConnection connection) =>
        connection.Prepared.Command("DELETE FROM deployment_value WHERE name = @name", ("@name", Mark)).ExecuteNonQuery();

    internal static Task AbandonAsync(IWriteLane lane, CancellationToken ct) =>
        lane.RunAsync(
            connection =>
            {
                End(connection);
                return ValueTask.FromResult((true, Keep: true));
            },
            ct);
}
