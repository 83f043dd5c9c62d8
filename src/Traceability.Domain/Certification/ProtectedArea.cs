using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Certification;

/// <summary>A box on the ground: degrees, WGS 84.</summary>
public sealed record AreaBox(decimal West, decimal South, decimal East, decimal North)
{
    /// <summary>Whether its sides are on the globe, the lesser first.</summary>
    public bool Encloses() => West < East && South < North && decimal.Abs(West) <= 180 && decimal.Abs(East) <= 180 && decimal.Abs(South) <= 90 && decimal.Abs(North) <= 90;

    public bool Holds(Coordinate at) => at.Longitude >= West && at.Longitude <= East && at.Latitude >= South && at.Latitude <= North;
}

/// <summary>Where a geographical indication is protected: its townships, and the box around them.</summary>
public sealed record ProtectedArea(IReadOnlyList<RegionCode> Townships, AreaBox Box)
{
    /// <summary>Why a base does not lie in it: each corner in the box, and the region, as finely as it is known, one of the townships.</summary>
    public Problem? WhyNot(CertifiedBase place)
    {
        if (place.Polygon?.FirstOrDefault(corner => !Box.Holds(corner)) is { } outside)
            return CertificateProblems.OutsideBox(place.Gln, outside, Box);
        if (!Townships.Any(township => township.Contains(place.Region) || place.Region.Contains(township)))
            return CertificateProblems.OutsideTownships(place.Gln, place.Region);
        // A base known to the county only, without corners, could lie anywhere in it.
        return place.Polygon is null && !Townships.Any(township => township.Contains(place.Region)) ? CertificateProblems.NotPlaced(place.Gln) : null;
    }
}

/// <summary>A base that a certificate is to cover, with what its registration says of the place.</summary>
public sealed record CertifiedBase(Gln Gln, UnifiedSocialCreditCode Organisation, RegionCode Region, IReadOnlyList<Coordinate>? Polygon);
