namespace Traceability.Domain.Batches;

/// <summary>What one collector brought to be weighed.</summary>
/// <param name="Collector">The cooperative's own number of the collector: letters, digits and hyphens, never a name.</param>
public sealed record WeighSlip(string Collector, decimal Kilograms)
{
    public const int LongestCollector = 20;

    /// <summary>Slips of one harvest.</summary>
    public const int Most = 500;

    public static bool IsCollector(string? number) =>
        number is { Length: > 0 and <= LongestCollector } && number.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && number.Any(char.IsAsciiDigit);
}
