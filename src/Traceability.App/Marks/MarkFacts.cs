using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Brands;

namespace Traceability.App.Marks;

/// <summary>Something done to a certificate or licence, as its entry says.</summary>
/// <param name="Type">The entry's type.</param>
/// <param name="Said">The reason, statement or finding that everybody may read.</param>
public sealed record MarkAct(Guid Entry, string Type, DateTimeOffset Occurred, IReadOnlyList<string> Said, AuditOutcome? Outcome);

/// <summary>What the entries say of certificates, brands and licences, all of which everybody may know.</summary>
internal static class MarkFacts
{
    /// <summary>The first fact of a subject that is known to have one.</summary>
    public static async Task<DomainEvent> ReadFirstAsync(TraceDb db, string subject, CancellationToken ct) => (await BatchChain.ReadFirstAsync(db, subject, ct)).Entry.Fact;

    /// <summary>Entries in the order that is given.</summary>
    public static async Task<IReadOnlyList<MarkAct>> ActsAsync(TraceDb db, IReadOnlyList<Guid> entries, CancellationToken ct)
    {
        var facts = (await BatchChain.ReadEntriesAsync(db, entries, ct)).ToDictionary(f => f.Entry.Envelope.Id);
        return [.. entries.Select(e => facts[e].Entry).Select(e => new MarkAct(e.Envelope.Id, e.Envelope.Type, e.Stamp.Occurred, Said(e.Fact), (e.Fact as BrandAudited)?.Outcome))];
    }

    /// <summary>The exit rules of brands by their subjects.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<BrandRule>>> ExitRulesAsync(TraceDb db, IEnumerable<string> brands, CancellationToken ct)
    {
        var asked = brands.Distinct(StringComparer.Ordinal).ToList();
        return asked.Count == 0 ? new Dictionary<string, IReadOnlyList<BrandRule>>() : (await BatchChain.ReadFirstsAsync(db, asked, ct)).ToDictionary(b => b.Key, b => ((BrandRegistered)b.Value).Exit, StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> Said(DomainEvent fact) => fact switch
    {
        Domain.Certification.CertificateSuspended { Reason: { } r } => [r],
        Domain.Certification.CertificateReinstated { Reason: { } r } => [r],
        Domain.Certification.CertificateWithdrawn { Reason: { } r } => [r],
        LicenceApplied { Statement: { } s } => [s],
        LicenceDeclined { Reason: { } r } => [r],
        LicenceWarned { Reason: { } r } => [r],
        LicenceSuspended { Reason: { } r } => [r],
        LicenceReinstated { Reason: { } r } => [r],
        LicenceEnded { Reason: { } r } => [r],
        BrandAudited { Findings: { } f } => f,
        _ => [],
    };
}
