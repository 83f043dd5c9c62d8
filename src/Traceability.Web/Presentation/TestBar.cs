using Traceability.Domain.Quality;

namespace Traceability.Web.Presentation;

/// <summary>What was found beside its limit, in thousandths of the line. The larger of the two ends at four fifths of it.</summary>
/// <param name="Limit">Null where there is none.</param>
public sealed record TestBar(int Value, int? Limit)
{
    public const int Whole = 1000;
    private const int Longest = 800;

    /// <summary>The least that is seen of something that was found.</summary>
    private const int Shortest = 6;

    public static TestBar Of(JudgedItem item)
    {
        if (item is not { Limit: { } limit, Compared: { } compared })
            return new(0, null);
        var scale = Math.Max(limit.Value, compared);
        int Length(decimal value) => scale > 0 ? (int)decimal.Round(value / scale * Longest) : 0;
        var found = item.Value is null ? 0 : Length(compared);
        return new(item.Value > 0 ? Math.Max(found, Shortest) : found, Length(limit.Value));
    }

    /// <summary>The colour and the shape of an outcome.</summary>
    public static string Tone(InspectionVerdict verdict) => verdict switch
    {
        InspectionVerdict.Pass => "good",
        InspectionVerdict.Suspect => "look",
        InspectionVerdict.Fail => "stop",
        _ => "unknown",
    };

    public static string Tone(ItemVerdict verdict) => verdict switch
    {
        ItemVerdict.Pass => "good",
        ItemVerdict.Suspect => "look",
        ItemVerdict.Fail => "stop",
        _ => "unknown",
    };
}
