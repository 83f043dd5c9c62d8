using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Anchoring;

/// <summary>
/// Puts roots on the chain. The intent with its raw transaction is durable before anything is sent; an anchor is followed
/// from pending to confirmed, and back when its block vanishes; a chain that was reset gets everything again.
/// </summary>
public sealed class Anchorer(IDbContextFactory<TraceDb> contexts, IWriteLane lane, LogHeadCache head, AnchorOptions options, ReadPool reads, TimeProvider clock)
{
    private const string IsUrgent =
        "SELECT 1 FROM log_urgent u JOIN log_leaf l ON l.sequence = u.sequence WHERE l.\"index\" >= @anchored AND l.\"index\" < @size LIMIT 1";

    private const string EndUrgency = "DELETE FROM log_urgent WHERE sequence IN (SELECT u.sequence FROM log_urgent u JOIN log_leaf l ON l.sequence = u.sequence WHERE l.\"index\" < @anchored)";

    /// <summary>Looks at the open anchors and at the newest confirmed one, and signs a new one when the log has grown and none is open.</summary>
    /// <param name="due">Whether the interval since the last anchor has passed; what is urgent does not wait for it.</param>
    /// <returns>Whether an anchor is on its way and should be looked at again soon.</returns>
    public async Task<bool> RunOnceAsync(IAnchorChain chain, string contract, bool due, CancellationToken ct)
    {
        var now = await chain.GetHeadAsync(ct);
        var anchors = await OpenAsync(ct);
        foreach (var anchor in anchors.Where(a => a.ChainId != now.ChainId || !Same(a.Genesis, now.Genesis) || !Same(a.Contract, contract)).ToList())
        {
            // The chain or the contract it was signed for is gone, and with it the proof.
            anchors.Remove(anchor);
            await MoveAsync(anchor, AnchorState.Abandoned, receipt: null, ct);
        }

        foreach (var anchor in anchors)
            await FollowAsync(chain, anchor, now, ct);
        anchors.RemoveAll(a => a.State == AnchorState.Abandoned);

        var newest = anchors.Where(a => a.State == AnchorState.Confirmed).MaxBy(a => a.TreeSize);
        head.Anchored = newest is null ? AnchoredState.None : new AnchoredState(newest.TreeSize, newest.ChainId, newest.Contract, newest.Transaction, newest.ConfirmedAt);
        if (anchors.Exists(a => a.State != AnchorState.Confirmed))
            return true;
        return head.State.Size > (newest?.TreeSize ?? 0) && head.Refusal is null && (due || HasUrgent(newest?.TreeSize ?? 0)) && await AnchorAsync(chain, contract, now, ct);
    }

    private bool HasUrgent(long anchored)
    {
        using var lease = reads.Rent();
        using var found = lease.Command(IsUrgent, ("@anchored", anchored), ("@size", head.State.Size)).ExecuteReader();
        return found.Read();
    }

    private async Task<bool> AnchorAsync(IAnchorChain chain, string contract, ChainHead now, CancellationToken ct)
    {
        var state = head.State;
        if (await chain.GetSlotAsync(contract, ct) is not { } slot)
            throw new AnchorChainException($"No anchor contract lives at {contract} on chain {now.ChainId}.", transient: false);
        if (await WhyForkedAsync(slot, state, ct) is { } fork)
        {
            head.Refusal = fork;
            throw new AnchorChainException(fork, transient: false);
        }

        if (slot.TreeSize == state.Size)
            return false;
        var signed = await chain.SignAsync(contract, state.Size, state.Root, ct);
        var anchor = new Anchor
        {
            Transaction = signed.Transaction,
            TreeSize = signed.TreeSize,
            Root = signed.Root.ToArray(),
            ChainId = now.ChainId,
            Genesis = now.Genesis,
            Contract = contract,
            Nonce = signed.Nonce,
            Raw = signed.Raw.ToArray(),
            State = AnchorState.Pending,
            SignedAt = clock.GetUtcNow(),
        };
        // A chain that was reset can be given the very transaction that an earlier one had.
        await WriteAsync(db => _ = db.Anchors.Any(a => a.Transaction == anchor.Transaction) ? db.Anchors.Update(anchor) : db.Anchors.Add(anchor), ct);
        await chain.SendAsync(signed, ct);
        return true;
    }

    /// <summary>The chain remembers a tree that this log does not have: it was restored from too old a backup, or is another log.</summary>
    private async Task<string?> WhyForkedAsync(AnchorSlot slot, LogState state, CancellationToken ct)
    {
        if (slot.TreeSize == 0)
            return null;
        if (slot.TreeSize > state.Size)
            return $"The chain holds a tree of {slot.TreeSize} entries and this log has {state.Size}: it is older. Restore the newest backup.";
        using var lease = reads.Rent();
        var root = await TiledTree.RootAsync(slot.TreeSize, lease.Tiles(), ct);
        return root.ToArray().AsSpan(0, slot.RootPrefix.Length).SequenceEqual(slot.RootPrefix.Span)
            ? null
            : $"The chain holds another tree of {slot.TreeSize} entries than this log: this is another history.";
    }

    private async Task FollowAsync(IAnchorChain chain, Anchor anchor, ChainHead now, CancellationToken ct)
    {
        if (anchor.State == AnchorState.Confirmed)
        {
            if (!Same(await chain.GetBlockHashAsync(anchor.Block!.Value, ct), anchor.BlockHash))
                await MoveAsync(anchor, AnchorState.Pending, receipt: null, ct);
            return;
        }

        var receipt = await chain.GetReceiptAsync(anchor.Transaction, ct);
        if (receipt is null)
        {
            if (anchor.State == AnchorState.Mined)
                await MoveAsync(anchor, AnchorState.Pending, receipt: null, ct);
            await SendAgainAsync(chain, anchor, ct);
            return;
        }

        var state = receipt switch
        {
            { Succeeded: false } => AnchorState.Abandoned,
            _ when now.Block - receipt.Block + 1 < options.Confirmations => AnchorState.Mined,
            _ when Same(await chain.GetBlockHashAsync(receipt.Block, ct), receipt.BlockHash) => AnchorState.Confirmed,
            _ => AnchorState.Pending,
        };
        if (state != anchor.State || anchor.Block != receipt.Block)
            await MoveAsync(anchor, state, state == AnchorState.Pending ? null : receipt, ct);
    }

    private async Task SendAgainAsync(IAnchorChain chain, Anchor anchor, CancellationToken ct)
    {
        try
        {
            await chain.SendAsync(new SignedAnchor(anchor.Contract, anchor.TreeSize, new MerkleHash(anchor.Root), anchor.Nonce, anchor.Transaction, anchor.Raw), ct);
        }
        catch (AnchorChainException e) when (!e.Transient)
        {
            // The chain will never take it: its place is free for a new one.
            await MoveAsync(anchor, AnchorState.Abandoned, receipt: null, ct);
        }
    }

    /// <summary>Every anchor that is not confirmed, and the newest confirmed one.</summary>
    private async Task<List<Anchor>> OpenAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.Anchors.AsNoTracking().Where(a => a.State == AnchorState.Pending || a.State == AnchorState.Mined).OrderBy(a => a.TreeSize).ToListAsync(ct);
        var newest = await db.Anchors.AsNoTracking().Where(a => a.State == AnchorState.Confirmed).OrderByDescending(a => a.TreeSize).FirstOrDefaultAsync(ct);
        return newest is null ? open : [.. open, newest];
    }

    private async Task MoveAsync(Anchor anchor, AnchorState state, AnchorReceipt? receipt, CancellationToken ct)
    {
        anchor.State = state;
        (anchor.Block, anchor.BlockHash) = (receipt?.Block, receipt?.BlockHash);
        anchor.ConfirmedAt = state == AnchorState.Confirmed ? clock.GetUtcNow() : null;
        await WriteAsync(db => db.Anchors.Update(anchor), ct);
        if (state == AnchorState.Confirmed)
            await lane.RunAsync(connection => ValueTask.FromResult((connection.Prepared.Command(EndUrgency, ("@anchored", anchor.TreeSize)).ExecuteNonQuery() > 0, Keep: true)), ct);
    }

    private Task<bool> WriteAsync(Action<TraceDb> change, CancellationToken ct) =>
        lane.RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                change(db);
                await db.SaveChangesAsync(CancellationToken.None);
                return (true, Keep: true);
            },
            ct);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
