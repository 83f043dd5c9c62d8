using Traceability.App.Entries;
using Traceability.App.Marks;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;

namespace Traceability.App.Features.Trace;

/// <summary>Each mark on the labels as a scan shows it: who vouches, and whether that held on the day it counted for and holds today.</summary>
internal sealed class MarkComposer(ChainMarks marks, ChainReferences references, DateOnly packed, DateOnly today)
{
    public List<MarkView> Compose() => [.. marks.Certificates.Select(Certificate), .. marks.Licences.Select(Licence)];

    private MarkView Certificate(CertificateShown shown)
    {
        var certificate = shown.Certificate;
        var isPromise = certificate.Scheme == CertificateScheme.Compliance;
        return new MarkView(
            isPromise ? MarkKind.Compliance : MarkKind.Certificate,
            certificate.Scheme,
            certificate.Number,
            Name: null,
            Level: null,
            references.PartyOf(certificate.Certifier.ToString()),
            references.PartyOf(certificate.Holder.ToString()),
            certificate.ValidFrom,
            certificate.ValidTo,
            packed,
            isPromise ? MarkState.Valid : StateOf(certificate.StateOn(packed)),
            StateOf(certificate.StateOn(today)),
            certificate.StateOn(today) switch
            {
                CertificateState.Suspended => certificate.Suspensions.First(s => s.Holds(today)).From,
                CertificateState.Withdrawn => certificate.WithdrawnOn,
                CertificateState.Expired => certificate.ValidTo,
                _ => null,
            },
            certificate.StateOn(today) == CertificateState.Valid ? null : Reason(shown.Acts),
            references.Proof(shown.Acts[0]),
            references.Proof(shown.Acts[^1]));
    }

    private MarkView Licence(LicenceShown shown)
    {
        var licence = shown.Licence;
        var now = StateOf(licence, today);
        return new MarkView(
            MarkKind.Brand,
            Scheme: null,
            Number: null,
            ChainReferences.Text(shown.Brand.Name, shown.Brand.NameEn),
            shown.Brand.Level,
            references.PartyOf(licence.Manager.ToString()),
            references.PartyOf(licence.Licensee.ToString()),
            licence.ValidFrom,
            licence.ValidTo,
            packed,
            // Nothing was labelled with it but while it was in force.
            MarkState.Valid,
            now,
            now == MarkState.Expired ? licence.ValidTo : now == MarkState.Valid ? null : licence.Since,
            now is MarkState.Valid or MarkState.Expired ? null : Reason(shown.Acts),
            references.Proof(shown.Acts[0]),
            references.Proof(shown.Acts[^1]));
    }

    private static MarkState StateOf(CertificateState state) => state switch
    {
        CertificateState.Valid => MarkState.Valid,
        CertificateState.Suspended => MarkState.Suspended,
        CertificateState.Withdrawn => MarkState.Withdrawn,
        CertificateState.Expired => MarkState.Expired,
        CertificateState.NotYetValid => MarkState.NotYetValid,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };

    private static MarkState StateOf(Licence licence, DateOnly today) => licence.State switch
    {
        LicenceState.Ended => MarkState.Withdrawn,
        LicenceState.Suspended => MarkState.Suspended,
        _ when licence.ValidTo < today => MarkState.Expired,
        LicenceState.Warned => MarkState.Warned,
        _ => MarkState.Valid,
    };

    private static string? Reason(IReadOnlyList<ChainFact> acts) => acts.Reverse().Select(f => f.Entry.Fact switch
    {
        CertificateSuspended e => e.Reason,
        CertificateWithdrawn e => e.Reason,
        LicenceWarned e => e.Reason,
        LicenceSuspended e => e.Reason,
        LicenceEnded e => e.Reason,
        _ => null,
    }).FirstOrDefault(reason => reason is not null);
}
