using Traceability.App.Features.Supervision;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary><c>regions FILE [EDITION]</c>: imports the register of regions from a file in the operator's name.</summary>
internal static class RegionsVerb
{
    private const string Usage = "Say which file: regions FILE [EDITION]. FILE ends in .csv or .json.";

    private static readonly RegisterFile<ImportRegions, RegionsAnswer> File = new(
        ImportRegionsRoute.LargestFile,
        (file, edition) => RegionsCsv.Read(file) is var table && table.Failed(out var rows) ? table.Problem : new ImportRegions(edition, rows),
        RegionsCsv.ByLine,
        RegionFileProblems.Line,
        (command, answer) => $"{answer.Count} regions were imported as {command.Edition}: entry {answer.Receipts[0].Entry}. A server gives it its place in the log.");

    /// <returns>0 imported, 1 refused, 2 not started.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> all, Settings settings, TextWriter output)
    {
        // Settings are given as --Name=value and are none of the verb's.
        string[] arguments = [.. all.Where(a => !(a.StartsWith("--", StringComparison.Ordinal) && a.Contains('=', StringComparison.Ordinal)))];
        if (arguments.Length is 1 or 2)
            return await File.ImportAsync(arguments[0], arguments.ElementAtOrDefault(1), settings, output);
        await output.WriteLineAsync(Usage);
        return 2;
    }
}
