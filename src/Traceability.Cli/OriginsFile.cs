using Traceability.Ledger;

namespace Traceability.Cli;

/// <summary>The reader's file of logs they know: one verifier key a line; empty lines and lines that begin with # are comments.</summary>
internal static class OriginsFile
{
    public static string DefaultPath { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "traceability",
        "origins");

    /// <exception cref="FormatException">A line is no verifier key: pins are never skipped in silence.</exception>
    public static async Task<List<LogVerifierKey>> ReadAsync(string path, CancellationToken ct)
    {
        var keys = new List<LogVerifierKey>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, ct))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            keys.Add(LogVerifierKey.TryParse(text, out var key)
                ? key
                : throw new FormatException(FormattableString.Invariant($"line {number} of {path} is not a verifier key")));
        }

        return keys;
    }
}
