namespace Traceability.App;

/// <summary>What a deployment says of itself.</summary>
/// <param name="BaseUrl">In front of every label's path; permanent once used.</param>
/// <param name="Hotline">For pages whose producer gave none.</param>
/// <param name="TimeZone">The place whose whole days count.</param>
public sealed record DeploymentOptions(Uri BaseUrl, string? Hotline, TimeZoneInfo TimeZone)
{
    /// <summary>The day of the place on which a moment lies, whatever offset it was written with.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(Here(moment).DateTime);

    /// <summary>The moment as the clocks of the place show it.</summary>
    public DateTimeOffset Here(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZone);
}

/// <summary>Whether the fictional demonstration data is loaded; every page then says so.</summary>
public sealed class DemonstrationMark
{
    public const string ValueName = "demonstration";

    public bool Loaded { get; set; }
}
