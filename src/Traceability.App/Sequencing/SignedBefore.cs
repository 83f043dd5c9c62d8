using Traceability.App.Anchoring;
using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>
/// What is known outside the database of how far this log was signed: the file beside it, and the contract on the chain. A log that is
/// older signs nothing; one that came out of a backup signs nothing until one of them shows that it is the newest, or the operator says so.
/// </summary>
public sealed class SignedBefore(IDatabase database, LogIdentity log, LastCheckpoint last, AnchorTarget chain, IWriteLane lane)
{
    private const string Lost =
        "Restore the newest backup. Where what came after is lost for good, this log ends here: export it, and import it into a deployment of another Ledger__Origin; the manual says how, under Restore.";

    /// <returns>Why nothing may be signed on this database, in words for the operator; null where it may.</returns>
    public async Task<string?> WhyNotAsync(PreparedConnection db, LogState state, CancellationToken ct)
    {
        Checkpoint? signed = null;
        if (last.Note is { } note)
        {
            if (!log.VerifierKey.TryOpen(note, out signed))
                return $"{last.Path} was not signed by the key of this log: it is another log's. Bring back the key, or set Data__Directory to the folder that belongs to this database.";
            if (signed.Size > state.Size)
                return $"This server has signed a tree of {signed.Size} entries, says {last.Path}, and the database has {state.Size}: it is older. {Lost}";
            if (!await TileRoots.GiveAsync(new StoredTiles(db), signed.Size, signed.Root, ct))
                return $"The tree of {signed.Size} entries is not the one that this server has signed, says {last.Path}: this is another history. {Lost}";
        }

        if (!RestoredMark.Stands(db))
            return null;
        // Of a database that several nodes share, another node may have signed more than this one knows of.
        if (signed is not null && signed.Size == state.Size && last.IsExact && !database.IsShared)
            return await AcceptAsync(ct);
        return await AskChainAsync(state, ct);
    }

    private async Task<string?> AskChainAsync(LogState state, CancellationToken ct)
    {
        string found;
        try
        {
            if (chain.Current is not { } at)
                found = $"there is no chain to ask ({chain.Why})";
            else if (await at.Chain.GetSlotAsync(at.Contract, ct) is not { } slot)
                found = "the anchor contract is not there";
            else if (slot.TreeSize > state.Size)
                return $"The database was restored from a backup of {state.Size} entries, and the chain holds a tree of {slot.TreeSize}: the backup is older. {Lost}";
            else if (slot.TreeSize == state.Size && state.Root.ToArray().AsSpan(0, slot.RootPrefix.Length).SequenceEqual(slot.RootPrefix.Span))
                return await AcceptAsync(ct);
            else
                found = $"the chain holds a tree of {slot.TreeSize} entries, which does not say what was signed since";
        }
        catch (AnchorChainException e)
        {
            found = $"the chain cannot be asked ({e.Message})";
        }

        return $"The database was restored from a backup of {state.Size} entries. Nothing shows that no more were signed before: {last.Path} does not say so, and {found}. "
            + "Only if you know that this backup was taken after the last checkpoint that the log ever gave out, run: restore --nothing-was-signed-since. Otherwise: " + Lost;
    }

    private async Task<string?> AcceptAsync(CancellationToken ct)
    {
        await lane.RunAsync(connection => ValueTask.FromResult((RestoredMark.Remove(connection.Prepared), Keep: true)), ct);
        return null;
    }
}

/// <summary>Roots of earlier sizes out of the stored tiles.</summary>
internal static class TileRoots
{
    public static async ValueTask<bool> GiveAsync(StoredTiles tiles, long size, MerkleHash root, CancellationToken ct)
    {
        try
        {
            return await TiledTree.RootAsync(size, tiles, ct) == root;
        }
        catch (InvalidDataException)
        {
            // A tile is missing, or is too short.
            return false;
        }
    }
}
