using Traceability.App.Features.Reference;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary>
/// <c>reference limits|pesticides FILE [EDITION]</c>: imports limits, or bans and intervals of pesticides, from a file in the operator's
/// name. Reviewed small sets come with the server, beside it in the folder <c>Reference</c>.
/// </summary>
internal static class ReferenceVerb
{
    private const string Usage = "Say what and which file: reference limits FILE [EDITION], or reference pesticides FILE [EDITION]. FILE ends in .csv or .json.";

    private static readonly RegisterFile<ImportLimits, ReferenceAnswer> Limits = new(
        ImportLimitsRoute.LargestFile,
        (file, edition) => ImportLimitsRoute.Read(file, edition),
        ImportLimitsRoute.ByLine,
        ReferenceFileProblems.Line,
        (command, answer) => Imported(answer, command.Edition));

    private static readonly RegisterFile<ImportPesticides, ReferenceAnswer> Pesticides = new(
        ImportLimitsRoute.LargestFile,
        (file, edition) => ImportPesticidesRoute.Read(file, edition),
        ImportPesticidesRoute.ByLine,
        ReferenceFileProblems.Line,
        (command, answer) => Imported(answer, command.Edition));

    /// <returns>0 imported, 1 refused, 2 not started.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> all, Settings settings, TextWriter output)
    {
        string[] arguments = [.. all.Where(a => !(a.StartsWith("--", StringComparison.Ordinal) && a.Contains('=', StringComparison.Ordinal)))];
        switch (arguments)
        {
            case ["limits", var path, .. [] or [_]]:
                return await Limits.ImportAsync(path, arguments.ElementAtOrDefault(2), settings, output);
            case ["pesticides", var path, .. [] or [_]]:
                return await Pesticides.ImportAsync(path, arguments.ElementAtOrDefault(2), settings, output);
            default:
                await output.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static string Imported(ReferenceAnswer answer, string edition) =>
        $"{answer.Count} rows were imported as {edition}: entry {answer.Receipts[0].Entry}. A server gives it its place in the log.";
}
