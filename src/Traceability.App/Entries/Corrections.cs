using Microsoft.EntityFrameworkCore;
using Traceability.App.Pipeline;
using Traceability.Domain;

namespace Traceability.App.Entries;

/// <summary>Takes a recorded fact back, inside the transaction of who does so: to void it, or to put a corrected one in its place.</summary>
internal static class Corrections
{
    /// <summary>Voids the record that a corrected one takes the place of, before that one is decided.</summary>
    /// <typeparam name="T">The type of record that the command makes.</typeparam>
    /// <param name="corrects">Its entry; null where nothing is corrected.</param>
    public static async Task<Result<Receipt[]>> CorrectAsync<T>(WriteSession session, Guid? corrects, CancellationToken ct)
        where T : DomainEvent, IVoidable
    {
        if (corrects is not { } entry)
            return (Receipt[])[];
        var voided = await VoidAsync(session, entry, reason: null, typeof(T), "corrects", ct);
        return voided.Failed(out var receipt) ? voided.Problem : (Receipt[])[receipt];
    }

    /// <param name="only">The type that the record must have; null for any.</param>
    /// <param name="field">The member of the request that names the entry.</param>
    public static async Task<Result<Receipt>> VoidAsync(WriteSession session, Guid entry, string? reason, Type? only, string field, CancellationToken ct)
    {
        if (await BatchChain.ReadEntryAsync(session.Db, entry, ct) is not { Entry: var recorded })
            return VoidProblems.Unknown(field);
        var stamp = recorded.Stamp;
        var mine = stamp.Organisation is { } uscc
            ? string.Equals(uscc, session.Actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal)
            : string.Equals(stamp.Account, session.Actor.Account, StringComparison.Ordinal);
        if (!mine)
            return VoidProblems.NotYours(field);
        if (recorded.Fact is not IVoidable)
            return VoidProblems.NotVoidable(recorded.Envelope.Type, field);
        if (only is not null && recorded.Fact.GetType() != only)
            return VoidProblems.OtherType(recorded.Envelope.Type);
        if (await session.Db.VoidedEntries.AnyAsync(v => v.Entry == entry, ct))
            return VoidProblems.AlreadyVoid(field);
        foreach (var subject in recorded.Fact.Subjects())
        {
            if ((await session.FindAsync<Aggregate>(subject))!.WhyNotUndo(recorded.Fact) is { } problem)
                return problem.On(field);
        }

        return await session.RecordAsync(
            new RecordVoided { Voids = entry, Happened = stamp.Occurred, Recorded = stamp.Recorded, By = stamp.Organisation, Account = stamp.Account, Reason = reason, Fact = recorded.Fact },
            session.Now);
    }
}
