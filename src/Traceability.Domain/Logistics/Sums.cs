using System.Globalization;

namespace Traceability.Domain.Logistics;

/// <summary>How the sums and times behind a refusal are written.</summary>
internal static class Sums
{
    public static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    public static Dictionary<string, object?> Of(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var sum = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in parts)
            sum[name] = value;
        return sum;
    }
}
