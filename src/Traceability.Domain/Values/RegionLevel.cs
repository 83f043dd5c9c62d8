namespace Traceability.Domain.Values;

/// <summary>The five levels of administrative regions, from the whole to the part.</summary>
public enum RegionLevel
{
    Province = 1,
    Prefecture,
    County,
    Township,
    Village,
}
