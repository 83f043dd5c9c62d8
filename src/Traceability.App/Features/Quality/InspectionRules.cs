namespace Traceability.App.Features.Quality;

/// <summary>Rules of form that the messages about inspections share.</summary>
internal static class InspectionRules
{
    public const int MostItems = 60;
    public const int LongestName = 100;
    public const string ItemsText = "There are 1 to 60 items.";

    /// <summary>At most nine decimals and a thousand million: more no method measures.</summary>
    public static bool IsContent(decimal? value) => value is null or (>= 0 and <= 1_000_000_000m) && (value is not { } v || decimal.Round(v, 9) == v);
}
