using Microsoft.EntityFrameworkCore;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;

namespace Traceability.App.Marks;

/// <summary>
/// Judges the marks that a run of labels is to carry. A certificate is judged by the day of packing, a brand by the day of the labels;
/// the version of each certificate and licence charged lets one of two runs win that race for the last of it.
/// </summary>
internal sealed class LabelMarks(WriteSession session, DeploymentOptions deployment)
{
    /// <param name="asked">Ids of certificates and brands.</param>
    /// <param name="batch">A packed one.</param>
    public async ValueTask<Result<IReadOnlyList<MarkUse>>> JudgeAsync(IReadOnlyList<Guid> asked, Batch batch, int count, DateTimeOffset occurred, CancellationToken ct)
    {
        if (asked.Distinct().Count() != asked.Count)
            return CertificateProblems.MarkTwice;
        var origins = await BatchOrigins.ReadAsync(session.Db, batch.Subject, ct);
        var kilograms = count * batch.NetContentKg!.Value;
        var certificates = new List<Certificate>();
        var uses = new List<MarkUse>();
        foreach (var id in asked)
        {
            if (await session.FindAsync<Certificate>(Subject.Certificate(id)) is { } certificate)
            {
                certificates.Add(certificate);
                continue;
            }

            if (await session.FindAsync<Brand>(Subject.Brand(id)) is not { } brand)
                return CertificateProblems.UnknownMark;
            var judged = MarkCharges.OfBrand(await LicencesAsync(brand, origins, ct), origins, deployment.DayOf(occurred), kilograms);
            if (judged.Failed(out var charged))
                return judged.Problem;
            uses.AddRange(charged);
        }

        foreach (var scheme in certificates.GroupBy(c => c.Scheme))
        {
            var judged = MarkCharges.OfCertificates([.. scheme], origins, batch.Gtin, deployment.DayOf(batch.MadeAt), kilograms);
            if (judged.Failed(out var charged))
                return judged.Problem;
            uses.AddRange(charged);
        }

        return uses;
    }

    private async Task<Dictionary<Domain.Values.UnifiedSocialCreditCode, Licence>> LicencesAsync(Brand brand, IReadOnlyList<Origin> origins, CancellationToken ct)
    {
        var producers = origins.Select(o => o.Producer).Distinct().ToList();
        var subjects = await session.Db.Licences
            .Where(l => l.Brand == brand.Id && producers.Contains(l.Licensee) && l.State != LicenceState.Declined && l.State != LicenceState.Ended && l.State != LicenceState.Applied)
            .Select(l => l.Subject).ToListAsync(ct);
        var licences = new Dictionary<Domain.Values.UnifiedSocialCreditCode, Licence>();
        foreach (var subject in subjects)
        {
            var licence = (await session.FindAsync<Licence>(subject))!;
            licences[licence.Licensee] = licence;
        }

        return licences;
    }
}
