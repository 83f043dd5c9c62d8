using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Certification;

/// <summary>Under what a certificate was given.</summary>
public enum CertificateScheme
{
    /// <summary>绿色食品: three years, with a licensed output a year.</summary>
    GreenFood,
    /// <summary>有机产品: a year at a time.</summary>
    Organic,
    /// <summary>农产品地理标志 (AGI), registered until 2022.</summary>
    AgriculturalGi,
    /// <summary>地理标志专用标志: the use of the special mark of a geographical indication (CNIPA).</summary>
    GeographicalIndication,
    /// <summary>承诺达标合格证: the producer's own promise for one batch (order 4/2025 of the ministry of agriculture).</summary>
    Compliance,
    /// <summary>无公害农产品: ended, kept to be read.</summary>
    PollutionFree,
}

public static class CertificateSchemes
{
    /// <summary>The last day on which a pollution-free certificate could begin; the scheme was wound up by the end of 2022.</summary>
    public static readonly DateOnly PollutionFreeEnded = new(2022, 12, 31);

    /// <summary>Whether labels can carry its mark.</summary>
    public static bool IsMark(this CertificateScheme scheme) => scheme is not (CertificateScheme.Compliance or CertificateScheme.PollutionFree);

    public static bool HasArea(this CertificateScheme scheme) => scheme is CertificateScheme.AgriculturalGi or CertificateScheme.GeographicalIndication;

    /// <summary>The longest term of one grant, in years; null where there is none.</summary>
    public static int? LongestTerm(this CertificateScheme scheme) => scheme switch
    {
        CertificateScheme.GreenFood => 3,
        CertificateScheme.Organic => 1,
        _ => null,
    };

    /// <summary>Which rule of its scheme's form a number breaks; null for a good one.</summary>
    public static IdentifierError? WhyNot(this CertificateScheme scheme, string number)
    {
        IdentifierError? error;
        _ = scheme switch
        {
            CertificateScheme.GreenFood => GreenFoodNumber.TryParse(number, out _, out error),
            CertificateScheme.Organic => OrganicCertificateNumber.TryParse(number, out _, out error),
            CertificateScheme.AgriculturalGi => AgriculturalGiNumber.TryParse(number, out _, out error),
            _ => IssuerNumber.TryParse(number, out _, out error),
        };
        return error;
    }
}
