using Traceability.App.Entries;
using Traceability.Domain.Batches;
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Trace;

/// <summary>What stopped the goods and what let them go on, as stops of the journey.</summary>
internal sealed class StandingComposer(ChainReferences references)
{
    /// <returns>Null for a fact of another kind.</returns>
    public Stop? StopOf(ChainFact fact) => fact.Entry.Fact switch
    {
        BatchHeld e => new HoldStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Home(fact),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            Lot = e.Lot.ToString(),
            Reason = e.Reason,
        },
        BatchReleased e => new ReleaseStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Home(fact),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            Lot = e.Lot.ToString(),
            Reason = e.Reason,
        },
        RecallOpened e => new RecallStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Home(fact),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            Recall = e.Recall,
            Class = e.Class,
            Reason = e.Reason,
        },
        RecallClosed e => new RecallEndStop
        {
            At = fact.Entry.Stamp.Occurred,
            RecordedAt = fact.Entry.Stamp.Recorded,
            Place = references.Home(fact),
            Who = references.Who(fact),
            Proof = references.Proof(fact),
            RecoveredKg = e.RecoveredKg,
            Outcome = e.Outcome,
        },
        _ => null,
    };
}
