using System.Security.Cryptography;

namespace Traceability.Ledger;

/// <summary>Checks the anchors of a bundle: against its checkpoint, and on the chain when the reader asks for it.</summary>
internal static class AnchorCheck
{
    public static async ValueTask CheckAsync(
        ProofBundle bundle, Checkpoint? checkpoint, VerifyOptions options, StepList steps, CancellationToken ct)
    {
        if (bundle.Anchors.Count == 0 && options.Chain is null)
        {
            steps.NotChecked("anchors", "not checked: the bundle names no anchor on a chain.");
            return;
        }

        var head = options.Chain is not null && bundle.Anchors.Count > 0
            ? await ReadHeadAsync(options.Chain, steps, ct)
            : null;
        var anchoredSize = 0L;
        for (var i = 0; i < bundle.Anchors.Count; i++)
        {
            var anchor = bundle.Anchors[i];
            var name = FormattableString.Invariant($"anchor[{i}]");
            var leadsToCheckpoint = CheckConsistency(anchor, checkpoint, name, steps);
            if (options.Chain is null)
            {
                steps.NotChecked(name + ".chain", "not checked: no chain was given to look at.");
            }
            else if (head is null)
            {
                steps.NotChecked(name + ".chain", "not checked: the chain did not answer.");
            }
            else
            {
                try
                {
                    if (await IsOnChainAsync(bundle.Key.Name, anchor, name, head, options, steps, ct) && leadsToCheckpoint)
                    {
                        anchoredSize = Math.Max(anchoredSize, anchor.TreeSize);
                    }
                }
                catch (AnchorChainException problem)
                {
                    // It is not asked again: a chain that hangs would make every further anchor wait.
                    Unreachable(name + ".transaction", problem, steps);
                    head = null;
                }
            }
        }

        if (options.Chain is not null)
        {
            CheckCoverage(bundle, anchoredSize, steps);
        }
    }

    private static bool CheckConsistency(BundleAnchor anchor, Checkpoint? checkpoint, string name, StepList steps)
    {
        if (checkpoint is null)
        {
            steps.NotChecked(name + ".consistency", "There is no signed checkpoint to compare the anchored root with.");
            return false;
        }

        if (anchor.TreeSize == 0
            || !MerkleProof.VerifyConsistency(anchor.TreeSize, anchor.Root, checkpoint.Size, checkpoint.Root, anchor.Consistency))
        {
            steps.Fail(name + ".consistency", FormattableString.Invariant(
                $"The anchored tree of {Words.Entries(anchor.TreeSize)} is not shown to be the beginning of the checkpoint's tree of {checkpoint.Size}."));
            return false;
        }

        steps.Ok(name + ".consistency", FormattableString.Invariant(
            $"The anchored tree of {Words.Entries(anchor.TreeSize)} with root {anchor.Root} is the beginning of the checkpoint's tree of {checkpoint.Size}."));
        return true;
    }

    private static async ValueTask<ChainHead?> ReadHeadAsync(IAnchorChain chain, StepList steps, CancellationToken ct)
    {
        try
        {
            return await chain.GetHeadAsync(ct);
        }
        catch (AnchorChainException problem)
        {
            Unreachable("chain", problem, steps);
            return null;
        }
    }

    private static async ValueTask<bool> IsOnChainAsync(
        string origin,
        BundleAnchor anchor,
        string name,
        ChainHead head,
        VerifyOptions options,
        StepList steps,
        CancellationToken ct)
    {
        if (head.ChainId != anchor.ChainId || !SameHex(head.Genesis, anchor.Genesis))
        {
            steps.Fail(name + ".chain", FormattableString.Invariant(
                $"The anchor is on chain {anchor.ChainId} with genesis {anchor.Genesis}; the chain that answers is {head.ChainId} with genesis {head.Genesis}."));
            return false;
        }

        steps.Ok(name + ".chain", FormattableString.Invariant(
            $"The chain that answers is the anchor's: chain {head.ChainId} with genesis {head.Genesis}."));
        var receipt = await options.Chain!.GetReceiptAsync(anchor.Transaction, ct);
        var canonical = await options.Chain.GetBlockHashAsync(anchor.Block, ct);
        if (Contradiction(origin, anchor, receipt) is { } problem)
        {
            steps.Fail(name + ".transaction", $"The transaction {anchor.Transaction} does not anchor this log: {problem}.");
            return false;
        }

        steps.Ok(name + ".transaction", FormattableString.Invariant(
            $"The transaction {anchor.Transaction} succeeded and anchored {Words.Entries(anchor.TreeSize)}, the root and the origin at contract {anchor.Contract}."));
        return IsConfirmed(anchor, receipt!, canonical, name, head, options.Confirmations, steps);
    }

    private static bool IsConfirmed(
        BundleAnchor anchor,
        AnchorReceipt receipt,
        string? canonical,
        string name,
        ChainHead head,
        int asked,
        StepList steps)
    {
        if (receipt.Block != anchor.Block || !SameHex(receipt.BlockHash, anchor.BlockHash) || !SameHex(canonical, anchor.BlockHash))
        {
            steps.Fail(name + ".block", FormattableString.Invariant(
                $"The transaction is not in block {anchor.Block} with hash {anchor.BlockHash} of the chain as it is now."));
            return false;
        }

        steps.Ok(name + ".block", FormattableString.Invariant(
            $"The transaction is in block {anchor.Block} with hash {anchor.BlockHash}, which the chain still holds."));
        var confirmations = head.Block - anchor.Block + 1;
        if (confirmations < asked)
        {
            steps.Undecided(
                name + ".confirmations",
                FormattableString.Invariant($"The block has {Math.Max(0, confirmations)} of {asked} confirmations."),
                "an anchor is not confirmed yet");
            return false;
        }

        steps.Ok(name + ".confirmations", FormattableString.Invariant(
            $"The block has {confirmations} confirmations; {asked} are asked for."));
        return true;
    }

    /// <summary>In what the mined transaction differs from the anchor, or null.</summary>
    private static string? Contradiction(string origin, BundleAnchor anchor, AnchorReceipt? receipt) =>
        receipt is null ? "the chain knows no such transaction in a block"
        : !receipt.Succeeded ? "it failed or anchored nothing"
        : !SameHex(receipt.Contract, anchor.Contract) ? $"it is of the contract {receipt.Contract}, not {anchor.Contract}"
        : receipt.TreeSize != anchor.TreeSize
            ? FormattableString.Invariant($"it anchored {Words.Entries(receipt.TreeSize)}, not {anchor.TreeSize}")
        : receipt.Root != anchor.Root ? $"it anchored the root {receipt.Root}, not {anchor.Root}"
        : receipt.OriginHash != HashOf(origin) ? $"it anchored another log than {origin}"
        : null;

    private static void CheckCoverage(ProofBundle bundle, long anchoredSize, StepList steps)
    {
        var uncovered = bundle.Entries.Count(entry => entry.Index >= anchoredSize);
        if (uncovered == 0)
        {
            steps.Ok("anchored", FormattableString.Invariant(
                $"All entries of the bundle are among the first {anchoredSize} of the log, whose root is on the chain."));
        }
        else
        {
            steps.Undecided(
                "anchored",
                FormattableString.Invariant(
                    $"{uncovered} of {Words.Entries(bundle.Entries.Count)} are not under an anchor of the bundle that was found on the chain."),
                "not every entry was found anchored");
        }
    }

    private static void Unreachable(string name, AnchorChainException problem, StepList steps) =>
        steps.Undecided(name, $"not checked: the chain could not be asked ({problem.Message}).", "the chain could not be asked");

    private static bool SameHex(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static MerkleHash HashOf(string origin) => new(SHA256.HashData(SignedNote.Utf8.GetBytes(origin)));
}
