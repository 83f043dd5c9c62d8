using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests.Certification;

/// <summary>Fictional certificates and licences of the potato chain.</summary>
internal static class Papers
{
    public static readonly UnifiedSocialCreditCode Certifier = UnifiedSocialCreditCode.Parse("91532301XXXX0014XF");
    public static readonly UnifiedSocialCreditCode Neighbour = UnifiedSocialCreditCode.Parse("93130727XXXX00107P");
    public static readonly Gln NeighbourBase = Gln.Parse("9520109000097");
    public static readonly DateOnly From = new(2025, 8, 1);
    public static readonly DateOnly To = new(2028, 7, 31);
    public static readonly DateOnly Packed = new(2026, 9, 14);

    public static Origin Mine(decimal share = 1) => new(Facts.Grower, Facts.Base, share);

    public static Origin Theirs(decimal share) => new(Neighbour, NeighbourBase, share);

    public static CertificateRegistered Green(decimal? annualKg = 300_000) => new()
    {
        Certificate = Facts.Id(950), Scheme = CertificateScheme.GreenFood, Number = "LB-15-2508990001A", Holder = Facts.Grower, ValidFrom = From, ValidTo = To,
        AnnualOutput = annualKg is { } kg ? Quantity.Kilograms(kg) : null, Products = [Facts.Box], Bases = [Facts.Base],
    };

    public static CertificateRegistered NeighboursGreen() =>
        Green() with { Certificate = Facts.Id(951), Number = "LB-15-2508990002A", Holder = Neighbour, Bases = [NeighbourBase] };

    public static CertificateRegistered Gi(ProtectedArea? area) => Green(annualKg: null) with
    {
        Scheme = CertificateScheme.GeographicalIndication, Number = "GI-演示-0001", ValidTo = new DateOnly(2035, 12, 31), Townships = area?.Townships, Box = area?.Box,
    };

    public static CertifiedBase Place(string region = "130722100", params (double Longitude, double Latitude)[] corners) =>
        new(Facts.Base, Facts.Grower, RegionCode.Parse(region), corners.Length == 0 ? null : [.. corners.Select(c => new Domain.Places.Coordinate((decimal)c.Longitude, (decimal)c.Latitude))]);

    public static Certificate After(CertificateRegistered registered, params (DomainEvent Fact, DateOnly Day)[] acts)
    {
        var certificate = new Certificate();
        var subject = Subject.Certificate(registered.Certificate);
        certificate.Apply(subject, registered, Stamp(1, registered.ValidFrom));
        for (var i = 0; i < acts.Length; i++)
            certificate.Apply(subject, acts[i].Fact, Stamp(i + 2, acts[i].Day));
        return certificate;
    }

    public static Licence Licensed(int id, UnifiedSocialCreditCode licensee, decimal quotaKg, params DomainEvent[] acts)
    {
        var licence = new Licence();
        var subject = Subject.Licence(Facts.Id(id));
        licence.Apply(subject, new LicenceApplied { Licence = Facts.Id(id), Brand = Facts.Id(960), Licensee = licensee, Manager = Certifier, Asked = Quantity.Kilograms(quotaKg) }, Stamp(1, From));
        DomainEvent[] all = [new LicenceGranted { Licence = Facts.Id(id), ValidFrom = From, ValidTo = To, Quota = Quantity.Kilograms(quotaKg), Per = QuotaPeriod.Year }, .. acts];
        for (var i = 0; i < all.Length; i++)
            licence.Apply(subject, all[i], Stamp(i + 2, From.AddDays(i)));
        return licence;
    }

    public static LabelsIssued Labels(params MarkUse[] marks) => Facts.Labels("PK01", 1) with { Marks = marks };

    public static Stamp Stamp(int entry, DateOnly day) => Facts.Stamp(entry, Certifier, new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.FromHours(8)));
}
