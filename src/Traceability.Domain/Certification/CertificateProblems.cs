using System.Globalization;
using Traceability.Domain.Batches;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Certification;

public static class CertificateProblems
{
    public static Problem UnknownCertificate { get; } = new("certificate.unknown", ProblemKind.NotFound, "There is no such certificate.") { Field = "id" };

    public static Problem NotYours { get; } = new("certificate.not-yours", ProblemKind.Forbidden, "Another organisation entered this certificate in the register.");

    public static Problem ReadOnly { get; } =
        new("certificate.read-only", ProblemKind.Refused, "This certificate is kept to be read: one of an ended scheme, or a promise for one batch.");

    public static Problem Exists(string number) =>
        new("certificate.exists", ProblemKind.Conflict, $"The certificate {number} is in the register already.") { Field = "number" };

    public static Problem NotRegistered { get; } =
        new("certificate.scheme", ProblemKind.Refused, "A promise of compliance is made for a batch by who made it, and ended schemes are entered as such.") { Field = "scheme" };

    public static Problem UnknownHolder(string uscc) =>
        new("certificate.holder", ProblemKind.Refused, $"No organisation {uscc} is in the register.") { Field = "holder" };

    public static Problem UnknownProduct(Gtin gtin) =>
        new("certificate.product", ProblemKind.Refused, $"No product {gtin} is in the register.") { Field = "products" };

    public static Problem UnknownBase(Gln gln) =>
        new("certificate.base", ProblemKind.Refused, $"No base {gln} is in the register.") { Field = "bases" };

    public static Problem BaseNotHolders(Gln gln, UnifiedSocialCreditCode holder) =>
        new("certificate.base-not-holders", ProblemKind.Refused, $"The base {gln} is not one of the holder {holder}.") { Field = "bases" };

    public static Problem ScopeTwice { get; } = new("certificate.scope-twice", ProblemKind.Refused, "A product or a base is named twice.") { Field = "products" };

    public static Problem Validity(DateOnly from, DateOnly to) =>
        new("certificate.validity", ProblemKind.Refused, "The last day of a certificate is not before its first.") { Field = "validTo", Facts = Sum(("validFrom", from), ("validTo", to)) };

    public static Problem Term(DateOnly from, DateOnly to, int years) =>
        new("certificate.term", ProblemKind.Refused, $"{Day(from)} to {Day(to)} is longer than the {years} years that this scheme grants at a time.")
        { Field = "validTo", Facts = Sum(("validFrom", from), ("validTo", to), ("longestYears", years)) };

    public static Problem NotLonger(DateOnly before, DateOnly asked) =>
        new("certificate.not-longer", ProblemKind.Refused, $"The certificate is valid to {Day(before)} already.") { Field = "validTo", Facts = Sum(("validTo", before), ("asked", asked)) };

    public static Problem SchemeEnded(DateOnly from) =>
        new("certificate.scheme-ended", ProblemKind.Refused, $"No certificate of this scheme began after {Day(CertificateSchemes.PollutionFreeEnded)}.")
        { Field = "validFrom", Facts = Sum(("validFrom", from), ("ended", CertificateSchemes.PollutionFreeEnded)) };

    public static Problem NotLegacy(DateOnly to, DateOnly today) =>
        new("certificate.not-legacy", ProblemKind.Refused, "What is entered as of an ended scheme is valid no more.") { Field = "validTo", Facts = Sum(("validTo", to), ("today", today)) };

    public static Problem OutputMissing { get; } =
        new("certificate.output", ProblemKind.Refused, "A green food certificate says how much may be sold with its mark in a year.") { Field = "annualOutputKg" };

    public static Problem Area(bool wanted) =>
        new("certificate.area", ProblemKind.Refused, wanted ? "A geographical indication says where it is protected." : "Only a geographical indication has a protected area.") { Field = "area" };

    public static Problem NoBox { get; } = new("certificate.box", ProblemKind.Refused, "A box lies between two longitudes and two latitudes, the lesser first.") { Field = "area" };

    public static Problem OutsideBox(Gln gln, Coordinate at, AreaBox area) =>
        new("certificate.outside-area", ProblemKind.Refused,
            string.Create(CultureInfo.InvariantCulture, $"The base {gln} has a corner at {at.Longitude}, {at.Latitude}; protected is {area.West} to {area.East} by {area.South} to {area.North}."))
        {
            Field = "bases",
            Facts = Sum(("base", gln.ToString()), ("longitude", at.Longitude), ("latitude", at.Latitude), ("west", area.West), ("east", area.East), ("south", area.South), ("north", area.North)),
        };

    public static Problem OutsideTownships(Gln gln, RegionCode region) =>
        new("certificate.outside-townships", ProblemKind.Refused, $"The base {gln} lies in {region}, which is none of the protected townships.")
        { Field = "bases", Facts = Sum(("base", gln.ToString()), ("region", region.ToString())) };

    public static Problem NotPlaced(Gln gln) =>
        new("certificate.base-not-placed", ProblemKind.Refused, $"The base {gln} has neither corners nor a township: nobody can say whether it lies in the protected area.") { Field = "bases" };

    public static Problem Standing(string? number, CertificateStanding standing) =>
        new("certificate.standing", ProblemKind.Conflict, $"The certificate {number} is {standing.ToString().ToLowerInvariant()}.") { Facts = Sum(("standing", standing.ToString())) };

    public static Problem BeforeLast(DateOnly last, DateOnly asked) =>
        new("certificate.before-last", ProblemKind.Refused, $"What was done last to the certificate was on {Day(last)}.") { Field = "occurred", Facts = Sum(("last", last), ("asked", asked)) };

    public static Problem UnknownMark { get; } = new("mark.unknown", ProblemKind.Refused, "A mark is neither a certificate nor a brand of the register.") { Field = "marks" };

    public static Problem MarkTwice { get; } = new("mark.twice", ProblemKind.Refused, "A mark is named twice.") { Field = "marks" };

    public static Problem NoMark(string? number) =>
        new("mark.no-mark", ProblemKind.Refused, $"Labels carry no mark of the certificate {number}: its scheme has ended, or it is a promise for one batch.") { Field = "marks", Facts = Sum(("certificate", number)) };

    public static Problem MarkExpired(string number, DateOnly validTo, DateOnly packed) =>
        new("mark.expired", ProblemKind.Refused, $"The certificate {number} was valid to {Day(validTo)}, and the batch was packed on {Day(packed)}.")
        { Field = "marks", Facts = Sum(("certificate", number), ("validTo", validTo), ("packedOn", packed)) };

    public static Problem MarkNotYet(string number, DateOnly validFrom, DateOnly packed) =>
        new("mark.not-yet", ProblemKind.Refused, $"The certificate {number} is valid from {Day(validFrom)}, and the batch was packed on {Day(packed)}.")
        { Field = "marks", Facts = Sum(("certificate", number), ("validFrom", validFrom), ("packedOn", packed)) };

    public static Problem MarkSuspended(string number, DateOnly since) =>
        new("mark.suspended", ProblemKind.Refused, $"The certificate {number} is suspended since {Day(since)}.") { Field = "marks", Facts = Sum(("certificate", number), ("since", since)) };

    public static Problem MarkWithdrawn(string number, DateOnly on) =>
        new("mark.withdrawn", ProblemKind.Refused, $"The certificate {number} was withdrawn on {Day(on)}.") { Field = "marks", Facts = Sum(("certificate", number), ("withdrawnOn", on)) };

    public static Problem MarkHolder(string number, UnifiedSocialCreditCode holder, UnifiedSocialCreditCode producer) =>
        new("mark.producer", ProblemKind.Refused, $"The certificate {number} is {holder}'s, and a part of the batch is {producer}'s.")
        { Field = "marks", Facts = Sum(("certificate", number), ("holder", holder.ToString()), ("producer", producer.ToString())) };

    public static Problem MarkProduct(string number, Gtin product) =>
        new("mark.product", ProblemKind.Refused, $"The certificate {number} does not name the product {product}.") { Field = "marks", Facts = Sum(("certificate", number), ("product", product.ToString())) };

    public static Problem MarkBase(string number, Gln gln) =>
        new("mark.base", ProblemKind.Refused, $"The certificate {number} does not name the base {gln}, and a part of the batch grew there.")
        { Field = "marks", Facts = Sum(("certificate", number), ("base", gln.ToString())) };

    public static Problem BeyondOutput(string number, decimal annual, decimal used, decimal asked, DateOnly from, DateOnly to) =>
        new("mark.output", ProblemKind.Refused,
            $"The certificate {number} is for {Kg(annual)} kg from {Day(from)} to {Day(to)}; {Kg(used)} kg are labelled, {Kg(annual - used)} kg are left, {Kg(asked)} kg were asked.")
        {
            Field = "marks",
            Facts = Sum(("certificate", number), ("licensedKg", Kg(annual)), ("usedKg", Kg(used)), ("leftKg", Kg(annual - used)), ("askedKg", Kg(asked)), ("from", from), ("to", to)),
        };

    public static Problem ComplianceExists(string batch) =>
        new("compliance.exists", ProblemKind.Conflict, $"Your organisation promised for the batch {batch} already.");

    public static Problem ComplianceNotProducers(UnifiedSocialCreditCode other) =>
        new("compliance.not-producer", ProblemKind.Refused, $"A part of the batch is {other}'s: who mixes promises as a purchaser.") { Field = "form", Facts = Sum(("producer", other.ToString())) };

    public static Problem ComplianceNotPurchasers { get; } =
        new("compliance.not-purchaser", ProblemKind.Refused, "All of the batch is your own organisation's: who grew it promises as producer.") { Field = "form" };

    public static Problem ComplianceMissing(UnifiedSocialCreditCode producer) =>
        new("compliance.missing", ProblemKind.Refused, $"{producer}, who grew a part of the batch, promised for nothing of it: without that nothing is to be purchased.")
        { Field = "form", Facts = Sum(("producer", producer.ToString())) };

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Kg(decimal kilograms) => BatchProblems.Number(kilograms);

    internal static Dictionary<string, object?> Sum(params (string Name, object? Value)[] parts) => parts.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
}
