using Traceability.Domain.Certification;
using Traceability.Domain.Values;

namespace Traceability.Domain.Brands;

public static class BrandProblems
{
    public static Problem UnknownBrand { get; } = new("brand.unknown", ProblemKind.NotFound, "There is no such brand.") { Field = "id" };

    public static Problem UnknownParent { get; } = new("brand.parent", ProblemKind.Refused, "There is no such brand to belong under.") { Field = "parent" };

    public static Problem UnknownLicence { get; } = new("licence.unknown", ProblemKind.NotFound, "There is no such licence.") { Field = "id" };

    public static Problem NotYours { get; } = new("brand.not-yours", ProblemKind.Forbidden, "Another organisation manages this brand.");

    public static Problem Rule(string field) =>
        new("brand.rule", ProblemKind.Refused, "A rule stands where it belongs, with its days or its grade where it has one and without where not.") { Field = field };

    public static Problem Exists(UnifiedSocialCreditCode licensee) =>
        new("licence.exists", ProblemKind.Conflict, $"{licensee} has a licence of this brand, or has asked for one.") { Field = "id" };

    public static Problem Validity(DateOnly from, DateOnly to) =>
        new("licence.validity", ProblemKind.Refused, "The last day of a licence is not before its first.")
        { Field = "validTo", Facts = CertificateProblems.Sum(("validFrom", from), ("validTo", to)) };

    public static Problem State(LicenceState state, DateOnly since) =>
        new("licence.state", ProblemKind.Conflict, $"The licence is {state.ToString().ToLowerInvariant()} since {CertificateProblems.Day(since)}.")
        { Facts = CertificateProblems.Sum(("state", state.ToString()), ("since", since)) };

    public static Problem FindingsMissing { get; } =
        new("brand.findings", ProblemKind.Refused, "An audit that did not end well says what was found.") { Field = "findings" };

    public static Problem NoLicence(UnifiedSocialCreditCode producer) =>
        new("brand.no-licence", ProblemKind.Refused, $"{producer}, who grew a part of the batch, has no licence of this brand in force.")
        { Field = "marks", Facts = CertificateProblems.Sum(("producer", producer.ToString())) };

    public static Problem Suspended(UnifiedSocialCreditCode producer, DateOnly since) =>
        new("brand.suspended", ProblemKind.Refused, $"The licence of {producer} is suspended since {CertificateProblems.Day(since)}.")
        { Field = "marks", Facts = CertificateProblems.Sum(("producer", producer.ToString()), ("since", since)) };

    public static Problem OutOfTerm(UnifiedSocialCreditCode producer, DateOnly from, DateOnly to, DateOnly day) =>
        new("brand.out-of-term", ProblemKind.Refused, $"The licence of {producer} is for {CertificateProblems.Day(from)} to {CertificateProblems.Day(to)}, and the labels are of {CertificateProblems.Day(day)}.")
        { Field = "marks", Facts = CertificateProblems.Sum(("producer", producer.ToString()), ("validFrom", from), ("validTo", to), ("labelledOn", day)) };

    public static Problem BeyondQuota(UnifiedSocialCreditCode producer, decimal licensed, decimal used, decimal asked) =>
        new("brand.quota", ProblemKind.Refused,
            $"{producer} is licensed for {CertificateProblems.Kg(licensed)} kg; {CertificateProblems.Kg(used)} kg are labelled, {CertificateProblems.Kg(licensed - used)} kg are left, {CertificateProblems.Kg(asked)} kg were asked.")
        {
            Field = "marks",
            Facts = CertificateProblems.Sum(
                ("producer", producer.ToString()), ("licensedKg", CertificateProblems.Kg(licensed)), ("usedKg", CertificateProblems.Kg(used)),
                ("leftKg", CertificateProblems.Kg(licensed - used)), ("askedKg", CertificateProblems.Kg(asked))),
        };
}
