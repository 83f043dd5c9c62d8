using System.Globalization;
using Traceability.App.Files;
using Traceability.Domain;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Supervision;

/// <summary>
/// The register as a table: UTF-8, a line a region, first a line with the names of the columns, in any order: <c>code</c>,
/// <c>name</c>, <c>nameEn</c> and, where wanted, <c>parent</c>, <c>validFrom</c>, <c>validTo</c>, <c>successor</c>, <c>longitude</c> and
/// <c>latitude</c> of a point in it. A value that has commas or quotation marks stands in quotation marks, a mark in it twice (RFC 4180); none goes over a line.
/// </summary>
public static class RegionsCsv
{
    private const string Code = "code", Name = "name", NameEn = "nameEn", Parent = "parent", ValidFrom = "validFrom", ValidTo = "validTo", Successor = "successor", Longitude = "longitude", Latitude = "latitude";

    /// <summary>Enough to mend a file by.</summary>
    private const int MostFlaws = 20;

    private static readonly string[] Needed = [Code, Name, NameEn];
    private static readonly string[] Optional = [Parent, ValidFrom, ValidTo, Successor, Longitude, Latitude];

    public static Result<IReadOnlyList<RegionRow>> Read(ReadOnlySpan<byte> file)
    {
        if (CsvTable.Read(file, Needed, Optional, RegionFileProblems.NotUtf8, RegionFileProblems.Columns(string.Join(", ", [.. Needed, .. Optional]))) is var read && read.Failed(out var table))
            return read.Problem;
        var rows = new List<RegionRow>(table.Lines.Count);
        var flaws = new List<Problem>();
        foreach (var line in table.Lines.TakeWhile(_ => flaws.Count < MostFlaws))
        {
            if ((line.Cells is { } cells ? Row(cells) : RegionFileProblems.Line(0, $"A line has {table.Columns} values, as the first has names.")) is var made && made.Failed(out var row))
                flaws.Add(RegionFileProblems.Line(line.Number, made.Problem.Detail));
            else
                rows.Add(row);
        }

        return flaws.Count == 0 ? rows : RegionFileProblems.Lines(flaws);
    }

    /// <summary>A problem of a row named by its line in the file.</summary>
    public static Problem ByLine(Problem problem) => CsvTable.ByLine(problem, "regions");

    private static Result<RegionRow> Row(IReadOnlyDictionary<string, string> cells)
    {
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
        var (longitude, latitude) = (Degrees(Longitude), Degrees(Latitude));
        if (!longitude.Good || !latitude.Good || longitude.Value is null != latitude.Value is null)
            return RegionFileProblems.Line(0, $"{Longitude}, {Latitude}: A point has both, in degrees as 114.72.");
        return new RegionRow(
            code, cells[Name], cells[NameEn], parent.Value, from.Value, to.Value, successor.Value, longitude.Value is { } east && latitude.Value is { } north ? new Coordinate(east, north) : null);

        (RegionCode? Value, IdentifierError? Error) Region(string column) =>
            cells.GetValueOrDefault(column) is not { Length: > 0 } text ? (null, null)
            : RegionCode.TryParse(text, out var value, out var broken) ? (value, null) : (null, broken);

        (DateOnly? Value, bool Good) Day(string column) =>
            cells.GetValueOrDefault(column) is not { Length: > 0 } text ? (null, true)
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, true) : (null, false);

        (decimal? Value, bool Good) Degrees(string column) =>
            cells.GetValueOrDefault(column) is not { Length: > 0 } text ? (null, true)
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees) ? (degrees, true) : (null, false);
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
