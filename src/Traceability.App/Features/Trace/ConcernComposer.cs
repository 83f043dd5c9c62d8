using Traceability.App.Entries;
using Traceability.Domain.Logistics;
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Trace;

/// <summary>What is recorded of a batch and asks for a second look.</summary>
internal static class ConcernComposer
{
    public static IEnumerable<Concern> Of(BatchChain chain, IReadOnlyList<Stop> journey, bool labelHolds)
    {
        if (!labelHolds)
            yield return new Concern(ConcernKind.LabelVoided);
        foreach (var warning in chain.Facts.Select(f => f.Entry.Fact).OfType<ComplaintDecided>())
        {
            if (warning.Decision == ComplaintDecision.Warn && string.Equals(warning.Subjects()[0], chain.Subject, StringComparison.Ordinal))
                yield return new Concern(ConcernKind.Complaint, warning.Reason);
        }

        foreach (var kind in journey.OfType<TemperatureStop>().Where(s => s.Void is null).Select(Of).OfType<ConcernKind>().Distinct())
            yield return new Concern(kind);
    }

    /// <summary>A breach asks to look until somebody who answers for the goods has; goods that were turned away go on asking.</summary>
    private static ConcernKind? Of(TemperatureStop stop) => stop switch
    {
        { Breaches.Count: 0 } => null,
        { Closed: null } => ConcernKind.TemperatureBreach,
        { Closed.Reason: BreachReason.GoodsRejected } => ConcernKind.GoodsRejected,
        _ => null,
    };
}
