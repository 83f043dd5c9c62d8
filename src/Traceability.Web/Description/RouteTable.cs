using System.Text.RegularExpressions;

namespace Traceability.Web.Description;

/// <summary>What docs/api.md says of one route.</summary>
internal sealed record RouteRow(string Body, string Answer, IReadOnlyList<string> Codes);

/// <summary>The tables of docs/api.md, which a test holds against the routes.</summary>
internal static partial class RouteTable
{
    private static readonly Dictionary<string, RouteRow> Rows = Read().ToDictionary(StringComparer.Ordinal);

    /// <param name="route">Method and path, as <c>POST /api/batches/{id}/holds</c>.</param>
    public static RouteRow? Find(string route) => Rows.GetValueOrDefault(route);

    private static IEnumerable<KeyValuePair<string, RouteRow>> Read()
    {
        using var file = new StreamReader(typeof(RouteTable).Assembly.GetManifestResourceStream("api.md")!);
        return [.. file.ReadToEnd().Split('\n')
            .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && Route().IsMatch(cells[0]))
            .Select(cells => KeyValuePair.Create(cells[0].Trim('`'), new RouteRow(cells[2], cells[3], [.. Code().Matches(cells[4]).Select(m => m.Groups["code"].Value)])))];
    }

    [GeneratedRegex("^`(GET|POST|PUT|DELETE) /", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Route();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();
}
