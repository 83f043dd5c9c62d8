namespace Traceability.Ledger;

/// <summary>Numbers of entries as sentences say them.</summary>
internal static class Words
{
    public static string Entries(long count) =>
        count == 1 ? "1 entry" : FormattableString.Invariant($"{count} entries");
}
