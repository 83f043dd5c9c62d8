using System.Globalization;
using Traceability.App.Data;
using Traceability.App.Replay;
using Traceability.Ledger;

namespace Traceability.App.Archive;

/// <summary>How far the log of a database has come at one moment, as it says itself, and whether its entries bear it out.</summary>
internal sealed record LoggedHead(string Origin, LogVerifierKey Key, long Size, MerkleHash Root, string? Note, DateTimeOffset? SignedAt)
{
    /// <exception cref="NotDoneException">Nothing was ever recorded here.</exception>
    /// <exception cref="FoundWrongException">Head and checkpoint do not agree.</exception>
    public static LoggedHead Read(PreparedConnection db)
    {
        if (Value(db, DeploymentValue.LedgerOrigin) is not { } origin || !LogVerifierKey.TryParse(Value(db, DeploymentValue.LogVerifierKey), out var key))
            throw new NotDoneException("No server has ever started on this database: there is nothing in it.");
        var (size, root) = (0L, MerkleHashing.EmptyRoot);
        using (var row = db.Command("SELECT size, root FROM log_head WHERE id = 1").ExecuteReader())
        {
            if (row.Read())
                (size, root) = (row.GetInt64(0), new MerkleHash((byte[])row.GetValue(1)));
        }

        if (size == 0)
            return new LoggedHead(origin, key, 0, MerkleHashing.EmptyRoot, Note: null, SignedAt: null);
        using (var row = db.Command("SELECT note, signed_at FROM log_checkpoint WHERE size = @size", ("@size", size)).ExecuteReader())
        {
            if (row.Read() && key.TryOpen(row.GetString(0), out var checkpoint) && checkpoint.Size == size && checkpoint.Root == root)
                return new LoggedHead(origin, key, size, root, row.GetString(0), MomentConverter.Read(row.GetString(1)));
        }

        throw new FoundWrongException(string.Create(CultureInfo.InvariantCulture, $"The tree of {size} entries has no checkpoint signed by the log's key. The audit says more."));
    }

    /// <summary>Passes the entries on and holds those of the log against the signed root.</summary>
    public async Task CheckAsync(IAsyncEnumerable<RecordedEntry> entries, Func<RecordedEntry, ValueTask> take, CancellationToken ct)
    {
        var tree = new GrowingTree();
        await foreach (var entry in entries)
        {
            if (entry.Index is { } index && index != tree.Size)
                throw new FoundWrongException(string.Create(CultureInfo.InvariantCulture, $"Index {tree.Size} has no entry. The audit says more."));
            if (entry.Index is not null)
                await tree.AddAsync(MerkleHashing.Leaf(entry.Bytes), ct);
            await take(entry);
        }

        if (tree.Size != Size || (await tree.FinishAsync(ct)).Root != Root)
            throw new FoundWrongException("The entries do not give the signed root. The audit says more.");
    }

    private static string? Value(PreparedConnection db, string name) => db.Command("SELECT value FROM deployment_value WHERE name = @name", ("@name", name)).ExecuteScalar() as string;
}
