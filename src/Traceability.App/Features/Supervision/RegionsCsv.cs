using System.Globalization;
using System.Text;
using Traceability.Domain;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Supervision;

/// <summary>
/// The register as a table: UTF-8, a line a region, first a line with the names of the columns, in any order: <c>code</c>,
/// <c>name</c>, <c>nameEn</c> and, where wanted, <c>parent</c>, <c>validFrom</c>, <c>validTo</c>, <c>successor</c>. A value that has
/// commas or quotation marks stands in quotation marks, a mark in it twice (RFC 4180); none goes over a line.
/// </summary>
public static class RegionsCsv
{
    private const string Code = "code", Name = "name", NameEn = "nameEn", Parent = "parent", ValidFrom = "validFrom", ValidTo = "validTo", Successor = "successor";

    /// <summary>Enough to mend a file by.</summary>
    private const int MostFlaws = 20;

    private static readonly string[] Needed = [Code, Name, NameEn];
    private static readonly string[] Known = [.. Needed, Parent, ValidFrom, ValidTo, Successor];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<IReadOnlyList<RegionRow>> Read(ReadOnlySpan<byte> file)
    {
        string text;
        try
        {
            text = Strict.GetString(file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file);
        }
        catch (DecoderFallbackException)
        {
            return RegionFileProblems.NotUtf8;
        }

        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (Split(lines[0]) is not { } columns || columns.Distinct(StringComparer.Ordinal).Count() != columns.Count || Needed.Except(columns).Any() || columns.Except(Known).Any())
            return RegionFileProblems.Columns(string.Join(", ", Known));

        var rows = new List<RegionRow>(lines.Length);
        var flaws = new List<Problem>();
        for (var i = 1; i < lines.Length && flaws.Count < MostFlaws; i++)
        {
            if (Row(lines[i], columns) is var read && read.Failed(out var row))
                flaws.Add(RegionFileProblems.Line(i + 1, read.Problem.Detail));
            else
                rows.Add(row);
        }

        return flaws.Count == 0 ? rows : RegionFileProblems.Lines(flaws);
    }

    /// <summary>A problem of a row named by its line in the file.</summary>
    public static Problem ByLine(Problem problem) => problem with
    {
        Field = ByLine(problem.Field),
        Facts = problem.Facts is { } facts && facts.TryGetValue("rows", out var rows) && rows is IEnumerable<string> texts
            ? new Dictionary<string, object?>(facts, StringComparer.Ordinal) { ["rows"] = texts.Select(ByLine).ToList() }
            : problem.Facts,
    };

    /// <summary>Rows are counted from 0, lines from 1, and the first line has the names of the columns.</summary>
    private static string? ByLine(string? text) =>
        text is not null && text.StartsWith("regions[", StringComparison.Ordinal) && text.IndexOf(']', StringComparison.Ordinal) is var end and > 0
        && int.TryParse(text.AsSpan("regions[".Length, end - "regions[".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? string.Create(CultureInfo.InvariantCulture, $"line {row + 2}{(text.AsSpan(end + 1) is ['.', .. var member] ? $", {member}" : text[(end + 1)..])}")
            : text;

    private static Result<RegionRow> Row(string line, List<string> columns)
    {
        if (Split(line) is not { } values || values.Count != columns.Count)
            return RegionFileProblems.Line(0, $"A line has {columns.Count} values, as the first has names.");
        var cells = columns.Zip(values).ToDictionary(x => x.First, x => x.Second.Trim(), StringComparer.Ordinal);
        if (!RegionCode.TryParse(cells[Code], out var code, out var error))
            return RegionFileProblems.Line(0, $"code: {error.Message}");
        var (parent, successor) = (Region(Parent), Region(Successor));
        var (from, to) = (Day(ValidFrom), Day(ValidTo));
        if ((error ?? parent.Error ?? successor.Error) is { } wrong)
            return RegionFileProblems.Line(0, $"{(parent.Error is null ? Successor : Parent)}: {wrong.Message}");
        if (!from.Good || !to.Good)
            return RegionFileProblems.Line(0, $"{(from.Good ? ValidTo : ValidFrom)}: A day is written 2026-09-12.");
        if (cells[Name].Length == 0 || cells[NameEn].Length == 0)
            return RegionFileProblems.Line(0, "A region has a name and an English name.");
        return new RegionRow(code, cells[Name], cells[NameEn], parent.Value, from.Value, to.Value, successor.Value);

        (RegionCode? Value, IdentifierError? Error) Region(string column) =>
            cells.GetValueOrDefault(column) is not { Length: > 0 } text ? (null, null)
            : RegionCode.TryParse(text, out var value, out var broken) ? (value, null) : (null, broken);

        (DateOnly? Value, bool Good) Day(string column) =>
            cells.GetValueOrDefault(column) is not { Length: > 0 } text ? (null, true)
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, true) : (null, false);
    }

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

public static class RegionFileProblems
{
    public static Problem NotUtf8 { get; } = new("regions.encoding", ProblemKind.Malformed, "The file is no UTF-8: save it as \"CSV UTF-8\".");

    public static Problem Edition { get; } = new("regions.edition", ProblemKind.Malformed, "The address says which edition of the register it is: ?edition=…") { Field = "edition" };

    public static Problem Columns(string known) =>
        new("regions.columns", ProblemKind.Malformed, $"The first line names the columns, each once: {known}; the first three are needed.") { Field = "line 1" };

    public static Problem Line(int line, string sentence) => new("regions.line", ProblemKind.Malformed, sentence) { Field = string.Create(CultureInfo.InvariantCulture, $"line {line}") };

    /// <summary>The first of what is wrong, and the place of each.</summary>
    public static Problem Lines(IReadOnlyList<Problem> flaws) => flaws[0] with
    {
        Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["rows"] = flaws.Select(f => $"{f.Field}: {f.Detail}").ToList() },
    };
}
