using Traceability.Domain.Values;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain;

/// <summary>
/// The names under which things stand in the log. Where GS1 has an identifier it is the GS1 Digital Link path of it,
/// so that whoever holds a label knows the subject without asking the server.
/// </summary>
public static class Subject
{
    public static string Product(Gtin gtin) => DigitalLinkUri.ForItem(gtin).ToPath();
    public static string Batch(Gtin gtin, LotNumber lot) => DigitalLinkUri.ForItem(gtin, lot).ToPath();
    public static string Base(Gln gln) => DigitalLinkUri.ForLocation(gln).ToPath();
    public static string Plot(Gln gln, GlnExtension extension) => DigitalLinkUri.ForLocation(gln, extension).ToPath();
    public static string Organisation(UnifiedSocialCreditCode uscc) => $"uscc:{uscc}";
    public static string Account(Guid account) => $"account:{account:D}";
    public static Guid AccountOf(string subject) => Guid.ParseExact(subject.AsSpan("account:".Length), "D");
    public static string Shipment(Guid shipment) => $"shipment:{shipment:D}";
    public static string Recall(Guid recall) => $"recall:{recall:D}";
    public static string Inspection(Guid inspection) => $"inspection:{inspection:D}";
    public static string Certificate(Guid certificate) => $"certificate:{certificate:D}";
    public static string Brand(Guid brand) => $"brand:{brand:D}";
    public static string Licence(Guid licence) => $"licence:{licence:D}";
    public const string Regions = "reference:regions";
    public const string Limits = "reference:limits";
    public const string Pesticides = "reference:pesticides";

    public static SubjectKind KindOf(string subject) => subject switch
    {
        _ when subject.StartsWith("/01/", StringComparison.Ordinal) => subject.Contains("/10/", StringComparison.Ordinal) ? SubjectKind.Batch : SubjectKind.Product,
        _ when subject.StartsWith("/414/", StringComparison.Ordinal) => subject.Contains("/254/", StringComparison.Ordinal) ? SubjectKind.Plot : SubjectKind.Base,
        _ when subject.StartsWith("uscc:", StringComparison.Ordinal) => SubjectKind.Organisation,
        _ when subject.StartsWith("account:", StringComparison.Ordinal) => SubjectKind.Account,
        _ when subject.StartsWith("shipment:", StringComparison.Ordinal) => SubjectKind.Shipment,
        _ when subject.StartsWith("recall:", StringComparison.Ordinal) => SubjectKind.Recall,
        _ when subject.StartsWith("inspection:", StringComparison.Ordinal) => SubjectKind.Inspection,
        _ when subject.StartsWith("certificate:", StringComparison.Ordinal) => SubjectKind.Certificate,
        _ when subject.StartsWith("brand:", StringComparison.Ordinal) => SubjectKind.Brand,
        _ when subject.StartsWith("licence:", StringComparison.Ordinal) => SubjectKind.Licence,
        _ when string.Equals(subject, Regions, StringComparison.Ordinal) => SubjectKind.Regions,
        _ when string.Equals(subject, Limits, StringComparison.Ordinal) => SubjectKind.Limits,
        _ when string.Equals(subject, Pesticides, StringComparison.Ordinal) => SubjectKind.Pesticides,
        _ => throw new ArgumentException($"'{subject}' is no subject of the log.", nameof(subject)),
    };
}

public enum SubjectKind
{
    Product,
    Batch,
    Base,
    Plot,
    Organisation,
    Account,
    Shipment,
    Recall,
    Inspection,
    Regions,
    Limits,
    Pesticides,
    Certificate,
    Brand,
    Licence,
}
