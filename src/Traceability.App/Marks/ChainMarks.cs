using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;

namespace Traceability.App.Marks;

/// <summary>A certificate behind a label: its state, and the entries that say so.</summary>
/// <param name="Acts">In the order in which they were recorded; the first registered or declared it.</param>
public sealed record CertificateShown(Certificate Certificate, IReadOnlyList<ChainFact> Acts);

/// <summary>A licence behind a label with its brand, and the entries that say so.</summary>
public sealed record LicenceShown(Licence Licence, BrandRegistered Brand, IReadOnlyList<ChainFact> Acts);

/// <summary>Whose marks the labels of a batch carry, and what was promised for it and for what it was made from.</summary>
public sealed class ChainMarks
{
    private static readonly ChainMarks None = new();

    public IReadOnlyList<CertificateShown> Certificates { get; private init; } = [];

    public IReadOnlyList<LicenceShown> Licences { get; private init; } = [];

    /// <summary>Registrations of the organisations that certify, manage, hold and declare.</summary>
    public IReadOnlyList<ChainFact> References { get; private init; } = [];

    public static async Task<ChainMarks> ReadAsync(TraceDb db, BatchChain chain, CancellationToken ct)
    {
        // Most labels carry no mark: that is known from the chain, without another question.
        if (!chain.Facts.Any(f => f.Entry.Fact is Domain.Labels.LabelsIssued { Marks: not null } or ComplianceDeclared))
            return None;
        var batches = chain.Inputs.Select(i => i.Input).Append(chain.Subject).Distinct(StringComparer.Ordinal).ToList();
        var marks = await (
            from mark in db.LabelMarks.AsNoTracking()
            where mark.Batch == chain.Subject
            join run in db.LabelRuns on mark.Run equals run.Id
            where !run.Voided
            select mark.Mark).Distinct().ToListAsync(ct);
        var certificates = await db.Certificates.AsNoTracking().Where(c => marks.Contains(c.Subject) || (c.Batch != null && batches.Contains(c.Batch))).ToListAsync(ct);
        var licences = await db.Licences.AsNoTracking().Where(l => marks.Contains(l.Subject)).ToListAsync(ct);
        var acts = (await BatchChain.ReadEntriesAsync(db, [.. certificates.SelectMany(c => c.Acts), .. licences.SelectMany(l => l.Acts)], ct)).ToDictionary(f => f.Entry.Envelope.Id);
        var brands = await BatchChain.ReadFirstsAsync(db, [.. licences.Select(l => Subject.Brand(l.Brand)).Distinct()], ct);
        var organisations = certificates.SelectMany(c => new[] { c.Certifier, c.Holder }).Concat(licences.SelectMany(l => new[] { l.Manager, l.Licensee }))
            .Distinct().Select(Subject.Organisation).ToList();
        return new ChainMarks
        {
            Certificates = [.. certificates.OrderBy(c => c.Scheme).ThenBy(c => c.Id).Select(c => new CertificateShown(c, [.. c.Acts.Select(a => acts[a])]))],
            Licences = [.. licences.OrderBy(l => l.Brand).ThenBy(l => l.Id).Select(l => new LicenceShown(l, (BrandRegistered)brands[Subject.Brand(l.Brand)], [.. l.Acts.Select(a => acts[a])]))],
            References = await BatchChain.ReadFirstFactsAsync(db, organisations, ct),
        };
    }
}
