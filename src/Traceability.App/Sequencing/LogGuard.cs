using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>
/// Looks before anything is signed: the tree must be the one last signed, by the key at hand, and must hold everything that was
/// anchored. A restored backup or a lost key is found here, and must never make a second history.
/// </summary>
public sealed class LogGuard(IDatabase database, LogIdentity log, SignedBefore before, LogHeadCache head)
{
    /// <returns>The head, and, when signing would fork or break the log, why in words.</returns>
    public async Task<(LogState State, string? Refusal)> LookAsync(CancellationToken ct)
    {
        using var db = new PreparedConnection(database.OpenForReading());
        var (size, root) = Head(db);
        var (signedSize, signedRoot, note, signedAt) = LastCheckpoint(db);
        if (size != signedSize || root != signedRoot)
            return (LogState.Empty, $"The tree has {size} entries and the last signed checkpoint {signedSize}, or their roots differ. Restore a backup that is whole.");
        if (size == 0)
            return (LogState.Empty, AnchoredBeyond(db, 0) ?? await before.WhyNotAsync(db, LogState.Empty, ct) ?? (head.State.Size > 0 ? Lacks(head.State, size) : null));

        var state = new LogState(size, root, note, signedAt);
        if (!log.VerifierKey.TryOpen(note, out var checkpoint) || !string.Equals(checkpoint.Origin, log.Origin, StringComparison.Ordinal))
            return (state, "The last checkpoint was signed by another key or under another origin. Bring back the log's key and origin; a new key needs a rotation that the log records.");
        var tiles = new StoredTiles(db);
        if (!await TileRoots.GiveAsync(tiles, size, root, ct))
            return (state, "The tiles do not give the signed root. Restore a backup that is whole, or run audit to see what was changed.");
        if (AnchoredBeyond(db, size) is { } beyond)
            return (state, beyond);

        foreach (var (anchoredSize, anchoredRoot) in Anchored(db))
        {
            if (!await TileRoots.GiveAsync(tiles, anchoredSize, anchoredRoot, ct))
                return (state, $"The tree of {anchoredSize} entries is not the one that was anchored: this is another history.");
        }

        var shown = head.State;
        if (shown.Size > 0 && !await TileRoots.GiveAsync(tiles, shown.Size, shown.Root, ct))
            return (state, Lacks(shown, size));
        return (state, await before.WhyNotAsync(db, state, ct));
    }

    /// <summary>A standby was promoted that had received less than another.</summary>
    private static string Lacks(LogState shown, long found) =>
        $"This node has shown a checkpoint of {shown.Size} entries, and the database has {found} or others: it lacks what was acknowledged. Promote the standby that received more.";

    private static (long Size, MerkleHash Root) Head(PreparedConnection db)
    {
        using var reader = db.Command("SELECT size, root FROM log_head WHERE id = 1").ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1))) : (0, MerkleHashing.EmptyRoot);
    }

    private static (long Size, MerkleHash Root, string? Note, DateTimeOffset? SignedAt) LastCheckpoint(PreparedConnection db)
    {
        using var reader = db.Command("SELECT size, root, note, signed_at FROM log_checkpoint ORDER BY size DESC LIMIT 1").ExecuteReader();
        return reader.Read()
            ? (reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1)), reader.GetString(2), MomentConverter.Read(reader.GetString(3)))
            : (0, MerkleHashing.EmptyRoot, null, null);
    }

    private static string? AnchoredBeyond(PreparedConnection db, long size)
    {
        var anchored = Convert.ToInt64(
            db.Command("SELECT COALESCE(MAX(tree_size), 0) FROM anchor WHERE state <> 'Abandoned'").ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        return anchored > size ? $"A tree of {anchored} entries was signed for the chain and this one has {size}: it is older. Restore the newest backup." : null;
    }

    private static List<(long Size, MerkleHash Root)> Anchored(PreparedConnection db)
    {
        var anchored = new List<(long, MerkleHash)>();
        using var reader = db.Command("SELECT tree_size, root FROM anchor WHERE state = 'Confirmed' ORDER BY tree_size DESC LIMIT 8").ExecuteReader();
        while (reader.Read())
            anchored.Add((reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1))));
        return anchored;
    }
}
