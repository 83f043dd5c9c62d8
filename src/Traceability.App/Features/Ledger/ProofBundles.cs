using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Features.Ledger;

/// <summary>Makes proof bundles for everybody: entries with their inclusion, what everybody may know of them, the checkpoint and the newest anchor.</summary>
public sealed class ProofBundles(ReadPool reads, LogIdentity log, LogHeadCache head)
{
    public static Problem NotYetLogged { get; } =
        new("ledger.not-yet-logged", ProblemKind.Conflict, "It is recorded and waits for its place in the log; ask again in a moment.");

    public async Task<Result<ProofBundle>> MakeAsync(TraceDb db, IEnumerable<ChainFact> facts, CancellationToken ct)
    {
        var state = head.State;
        var logged = facts.Where(f => f.Index < state.Size).OrderBy(f => f.Index).ToList();
        if (logged.Count == 0 || state.Note is null)
            return NotYetLogged;
        var anchor = await db.Anchors.AsNoTracking()
            .Where(a => a.State == AnchorState.Confirmed && a.TreeSize <= state.Size)
            .OrderByDescending(a => a.TreeSize).FirstOrDefaultAsync(ct);

        using var lease = reads.Rent();
        var tiles = lease.Tiles();
        var inclusions = await TiledTree.InclusionProofsAsync([.. logged.Select(f => f.Index!.Value)], state.Size, tiles, ct);
        var entries = logged.Zip(inclusions, (fact, inclusion) => new BundleEntry(
            fact.Index!.Value,
            fact.Entry.Envelope.ToBytes(),
            inclusion,
            [.. fact.Entry.Committed.Where(c => c.Class == FieldClass.Disclosed).Select(c => new Disclosure(c.Name, c.Salt, c.Value))]));
        return new ProofBundle(log.Origin, log.VerifierKey, [.. entries], state.Note, anchor is null ? [] :
        [
            new BundleAnchor(
                anchor.ChainId, anchor.Genesis, anchor.Contract, anchor.Transaction, anchor.Block!.Value, anchor.BlockHash!, anchor.TreeSize,
                new MerkleHash(anchor.Root), await TiledTree.ConsistencyProofAsync(anchor.TreeSize, state.Size, tiles, ct)),
        ]);
    }
}
