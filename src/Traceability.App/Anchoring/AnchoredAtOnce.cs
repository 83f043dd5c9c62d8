using System.Collections.Frozen;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Certification;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;

namespace Traceability.App.Anchoring;

/// <summary>Which facts do not wait for the interval: those of which somebody would gain most by another date.</summary>
internal static class AnchoredAtOnce
{
    private static readonly FrozenSet<Type> Urgent = FrozenSet.Create(
        typeof(CertificateRegistered), typeof(CertificateRenewed), typeof(CertificateScopeChanged), typeof(CertificateSuspended), typeof(CertificateReinstated), typeof(CertificateWithdrawn),
        typeof(BatchHeld), typeof(BatchReleased), typeof(RecallOpened), typeof(RecallClosed));

    public static bool Is(DomainEvent fact) => Urgent.Contains(fact.GetType()) || fact is InspectionReported { Verdict: InspectionVerdict.Fail };
}
