namespace Traceability.Web.Presentation;

/// <summary>What every page says about the deployment it comes from.</summary>
/// <param name="Demonstration">Whether its data are the fictional demonstration.</param>
/// <param name="Hotline">Telephone for a page that belongs to no batch; null where there is none.</param>
/// <param name="Origin">The log's origin.</param>
/// <param name="TimeZone">By whose clocks moments of no place are shown.</param>
public sealed record DeploymentNotice(bool Demonstration, string? Hotline, string Origin, TimeZoneInfo TimeZone)
{
    /// <summary>A moment as the clocks of this place show it.</summary>
    public DateTimeOffset Here(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZone);
}
