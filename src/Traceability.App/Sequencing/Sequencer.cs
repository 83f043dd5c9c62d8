using System.Data.Common;
using System.Diagnostics;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>The head of the log as this process last saw it committed.</summary>
public sealed record LogState(long Size, MerkleHash Root, string? Note, DateTimeOffset? SignedAt)
{
    public static LogState Empty { get; } = new(0, MerkleHashing.EmptyRoot, Note: null, SignedAt: null);
}

/// <summary>Somebody else has grown the tree, or holds a later epoch: this sequencer must stop.</summary>
public sealed class LogFencedException() : Exception("Another sequencer has taken over the log.");

/// <summary>
/// Gives recorded entries their index, extends the tree and signs the checkpoint, all in one transaction that only
/// commits while nobody else has grown the tree.
/// </summary>
public sealed class Sequencer(IWriteLane lane, LogIdentity log, TimeProvider clock)
{
    /// <summary>Bounds how long one turn holds the write lane.</summary>
    private const int LargestTurn = 1024;

    private const string ReadHead = "SELECT size, epoch FROM log_head WHERE id = 1";
    private const string InsertHead = "INSERT INTO log_head (id, size, root, epoch, holder) VALUES (1, 0, @root, 0, @node) ON CONFLICT (id) DO NOTHING";
    private const string TakeEpoch = "UPDATE log_head SET epoch = epoch + 1, holder = @node WHERE id = 1";
    private const string Hold = "UPDATE log_head SET epoch = epoch WHERE id = 1 AND epoch = @mine";
    private const string MoveHead = "UPDATE log_head SET size = @new, root = @root WHERE id = 1 AND size = @old AND epoch = @mine";
    private const string IsWaiting = "SELECT 1 FROM log_inbox LIMIT 1";

    // One snapshot, in the order of the inbox. A fact that builds on another was recorded after the other's commit, so it has the
    // higher number, and wherever it is visible the other is too.
    private const string InsertLeaves =
        """
        INSERT INTO log_leaf ("index", sequence)
        SELECT @size + ROW_NUMBER() OVER (ORDER BY sequence) - 1, sequence FROM (SELECT sequence FROM log_inbox ORDER BY sequence LIMIT @most) AS waiting
        """;

    private const string NewLeaves = "SELECT e.leaf_hash FROM log_leaf l JOIN log_entry e ON e.sequence = l.sequence WHERE l.\"index\" >= @size ORDER BY l.\"index\"";
    private const string EmptyInbox = "DELETE FROM log_inbox WHERE sequence IN (SELECT sequence FROM log_leaf WHERE \"index\" >= @size)";
    private const string UpsertTile =
        """
        INSERT INTO log_tile (level, number, width, hashes) VALUES (@level, @number, @width, @hashes)
        ON CONFLICT (level, number) DO UPDATE SET width = excluded.width, hashes = excluded.hashes
        """;

    private const string InsertCheckpoint = "INSERT INTO log_checkpoint (size, root, note, signed_at) VALUES (@size, @root, @note, @at)";

    private long _epoch = -1;

    /// <summary>Takes the log: whoever held it before can no longer grow it.</summary>
    public async Task TakeOverAsync(CancellationToken ct) =>
        _epoch = await lane.RunAsync(
            connection =>
            {
                connection.Prepared.Command(InsertHead, ("@root", MerkleHashing.EmptyRoot.ToArray()), ("@node", log.Node)).ExecuteNonQuery();
                connection.Prepared.Command(TakeEpoch, ("@node", log.Node)).ExecuteNonQuery();
                return ValueTask.FromResult((Head(connection.Prepared).Epoch, Keep: true));
            },
            ct);

    /// <summary>One turn.</summary>
    /// <returns>The new head, or null when nothing waited.</returns>
    public async Task<LogState?> RunOnceAsync(CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var grown = await lane.RunAsync(
            async connection =>
            {
                var state = await GrowAsync(connection.Prepared);
                return (state, Keep: state is not null);
            },
            ct);
        if (grown is not null)
            Telemetry.SequencerTurn.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return grown;
    }

    private async ValueTask<LogState?> GrowAsync(PreparedConnection db)
    {
        var (size, epoch) = Head(db);
        if (epoch != _epoch)
            throw new LogFencedException();

        if (db.Command(IsWaiting).ExecuteScalar() is null)
            return null;
        // From here on nobody else can take over until this turn is committed or gone.
        if (db.Command(Hold, ("@mine", _epoch)).ExecuteNonQuery() != 1)
            throw new LogFencedException();

        db.Command(InsertLeaves, ("@size", size), ("@most", LargestTurn)).ExecuteNonQuery();
        var leaves = new List<MerkleHash>();
        using (var reader = db.Command(NewLeaves, ("@size", size)).ExecuteReader())
        {
            while (reader.Read())
                leaves.Add(new MerkleHash((byte[])reader.GetValue(0)));
        }

        db.Command(EmptyInbox, ("@size", size)).ExecuteNonQuery();
        var update = await TiledTree.AppendAsync(size, leaves, new StoredTiles(db), CancellationToken.None);
        foreach (var tile in update.Tiles)
            db.Command(UpsertTile, ("@level", tile.Level), ("@number", tile.Number), ("@width", tile.Width), ("@hashes", tile.Hashes.ToArray())).ExecuteNonQuery();

        var now = clock.GetUtcNow();
        var note = log.Signer.Sign(new Checkpoint(log.Origin, update.Size, update.Root));
        db.Command(InsertCheckpoint, ("@size", update.Size), ("@root", update.Root.ToArray()), ("@note", note), ("@at", MomentConverter.Write(now))).ExecuteNonQuery();
        if (db.Command(MoveHead, ("@new", update.Size), ("@root", update.Root.ToArray()), ("@old", size), ("@mine", _epoch)).ExecuteNonQuery() != 1)
            throw new LogFencedException();
        return new LogState(update.Size, update.Root, note, now);
    }

    private static (long Size, long Epoch) Head(PreparedConnection db)
    {
        using DbDataReader reader = db.Command(ReadHead).ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : throw new InvalidOperationException("The log has no head: it was never taken over.");
    }
}
