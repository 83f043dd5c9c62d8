using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Labels;

/// <summary>A harvest behind a batch.</summary>
/// <param name="Share">Part of the batch by mass, 0 to 1.</param>
public sealed record Origin(UnifiedSocialCreditCode Producer, Gln Base, decimal Share);

/// <summary>What a run of labels takes of a certificate's output or a licence's quota.</summary>
/// <param name="Mark">Subject of the certificate or the licence.</param>
/// <param name="Quantity">Kilograms.</param>
/// <param name="Period">The first day of the time that the output or quota is counted for.</param>
public sealed record MarkUse(string Mark, Quantity Quantity, DateOnly Period);

/// <summary>Which marks a run of labels may carry, and whose output or quota they take.</summary>
public static class MarkCharges
{
    private const decimal MilligramsPerKilogram = 1_000_000;

    /// <summary>
    /// Certificates of one scheme: each origin is vouched for by one of them, on the day of packing. What is labelled is charged to each
    /// by the share of what it vouches for.
    /// </summary>
    public static Result<IReadOnlyList<MarkUse>> OfCertificates(
        IReadOnlyList<Certificate> certificates, IReadOnlyList<Origin> origins, Gtin product, DateOnly packed, decimal kilograms)
    {
        var by = new List<Certificate>(origins.Count);
        foreach (var origin in origins)
        {
            var whys = certificates.Select(c => (Certificate: c, Why: c.WhyNotVouch(origin, product, packed))).ToList();
            if (whys.Find(w => w.Why is null).Certificate is { } vouching)
                by.Add(vouching);
            else
                return whys.Find(w => w.Certificate.Holder == origin.Producer).Why ?? whys[0].Why!;
        }

        // A certificate that vouches for nothing of the batch says something of it all the same.
        if (certificates.FirstOrDefault(c => !by.Contains(c)) is { } idle)
            return CertificateProblems.MarkHolder(idle.Number!, idle.Holder, origins[0].Producer);
        return Charge(origins, kilograms, i => (by[i].Subject, by[i].YearOf(packed)), (i, kg) => by[i].WhyNotLabel(kg, by[i].YearOf(packed)));
    }

    /// <summary>A brand: each producer has a licence in force on the day of the labels, with its share of them left.</summary>
    /// <param name="licences">The brand's, by licensee.</param>
    public static Result<IReadOnlyList<MarkUse>> OfBrand(
        IReadOnlyDictionary<UnifiedSocialCreditCode, Licence> licences, IReadOnlyList<Origin> origins, DateOnly day, decimal kilograms)
    {
        foreach (var producer in origins.Select(o => o.Producer))
        {
            if ((licences.TryGetValue(producer, out var licence) ? licence.WhyNotLabel(0, day) : BrandProblems.NoLicence(producer)) is { } problem)
                return problem;
        }

        return Charge(
            origins, kilograms, i => (licences[origins[i].Producer].Subject, licences[origins[i].Producer].PeriodOf(day)), (i, kg) => licences[origins[i].Producer].WhyNotLabel(kg, day));
    }

    private static Result<IReadOnlyList<MarkUse>> Charge(
        IReadOnlyList<Origin> origins, decimal kilograms, Func<int, (string Mark, DateOnly Period)> mark, Func<int, decimal, Problem?> whyNot)
    {
        // Of one mark together before it is split: two origins of one producer are one share.
        var charged = Enumerable.Range(0, origins.Count).GroupBy(mark).Select(g => (Mark: g.Key, First: g.First(), Share: g.Sum(i => origins[i].Share))).ToList();
        var parts = MassBalance.Shares((long)(kilograms * MilligramsPerKilogram), [.. charged.Select(c => c.Share)]);
        var uses = new List<MarkUse>(charged.Count);
        for (var i = 0; i < charged.Count; i++)
        {
            var kg = parts[i] / MilligramsPerKilogram;
            if (whyNot(charged[i].First, kg) is { } problem)
                return problem;
            uses.Add(new MarkUse(charged[i].Mark.Mark, Quantity.Kilograms(kg), charged[i].Mark.Period));
        }

        return uses;
    }
}

/// <summary>A mark on a run of labels, as the batch keeps it.</summary>
public sealed record LabelMark(Guid Run, string Batch, string Mark, DateOnly Period, decimal Kilograms);
