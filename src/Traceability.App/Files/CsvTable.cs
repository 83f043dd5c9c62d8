using System.Globalization;
using System.Text;
using Traceability.Domain;

namespace Traceability.App.Files;

/// <summary>A line of a table: its number in the file, from 1, and its values by column; null where it has not as many values as there are columns.</summary>
public sealed record CsvLine(int Number, IReadOnlyDictionary<string, string>? Cells);

/// <summary>
/// A table in UTF-8: first a line with the names of the columns, in any order, then a line a row. A value that has commas or quotation
/// marks stands in quotation marks, a mark in it twice (RFC 4180); none goes over a line.
/// </summary>
/// <param name="Columns">How many there are.</param>
public sealed record CsvTable(int Columns, IReadOnlyList<CsvLine> Lines)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="needed">Columns that must be there.</param>
    /// <param name="optional">Columns that may.</param>
    /// <param name="notUtf8">The answer to a file that is no UTF-8.</param>
    /// <param name="badColumns">The answer to another first line.</param>
    public static Result<CsvTable> Read(ReadOnlySpan<byte> file, IReadOnlyList<string> needed, IReadOnlyList<string> optional, Problem notUtf8, Problem badColumns)
    {
        string text;
        try
        {
            text = Strict.GetString(file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file);
        }
        catch (DecoderFallbackException)
        {
            return notUtf8;
        }

        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (Split(lines[0]) is not { } columns || columns.Distinct(StringComparer.Ordinal).Count() != columns.Count || needed.Except(columns).Any() || columns.Except(needed).Except(optional).Any())
            return badColumns;
        return new CsvTable(columns.Count, [.. lines.Skip(1).Select((line, i) => new CsvLine(i + 2, Cells(line, columns)))]);
    }

    /// <summary>A problem of a row, named by the list and the row counted from 0, named by its line in the file instead.</summary>
    public static Problem ByLine(Problem problem, string list) => problem with
    {
        Field = ByLine(problem.Field, list),
        Facts = problem.Facts is { } facts && facts.TryGetValue("rows", out var rows) && rows is IEnumerable<string> texts
            ? new Dictionary<string, object?>(facts, StringComparer.Ordinal) { ["rows"] = texts.Select(text => ByLine(text, list)).ToList() }
            : problem.Facts,
    };

    /// <summary>The first line has the names of the columns.</summary>
    private static string? ByLine(string? text, string list) =>
        text is not null && text.StartsWith(list + "[", StringComparison.Ordinal) && text.IndexOf(']', StringComparison.Ordinal) is var end and > 0
        && int.TryParse(text.AsSpan((list.Length + 1)..end), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? string.Create(CultureInfo.InvariantCulture, $"line {row + 2}{(text.AsSpan(end + 1) is ['.', .. var member] ? $", {member}" : text[(end + 1)..])}")
            : text;

    private static Dictionary<string, string>? Cells(string line, List<string> columns) =>
        Split(line) is { } values && values.Count == columns.Count ? columns.Zip(values).ToDictionary(x => x.First, x => x.Second.Trim(), StringComparer.Ordinal) : null;

    /// <returns>Null where quotation marks do not match.</returns>
    private static List<string>? Split(string line)
    {
        var values = new List<string>();
        for (var at = 0; ;)
        {
            var value = new StringBuilder();
            if (at < line.Length && line[at] == '"')
            {
                for (at++; ; at++)
                {
                    if (at >= line.Length)
                        return null;
                    if (line[at] == '"' && (++at >= line.Length || line[at] != '"'))
                        break;
                    value.Append(line[at]);
                }

                if (at < line.Length && line[at] != ',')
                    return null;
            }
            else
            {
                for (; at < line.Length && line[at] != ','; at++)
                    value.Append(line[at]);
            }

            values.Add(value.ToString());
            if (at >= line.Length)
                return values;
            at++;
        }
    }
}
