using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Files;
using Traceability.App.Json;
using Traceability.Domain;
using Traceability.Domain.Reference;

namespace Traceability.App.Features.Reference;

/// <summary>
/// Reference data as a table, see <see cref="CsvTable"/>: a column is a member of the row as the API takes it in JSON. An empty value is
/// one that is left out, a yes is <c>true</c>.
/// </summary>
internal static class ReferenceCsv
{
    private static readonly HashSet<string> Numbers = ["value", "days"];
    private static readonly HashSet<string> Flags = ["exclusive", "verify"];

    public static Result<IReadOnlyList<TRow>> Read<TRow>(ReadOnlySpan<byte> file, IReadOnlyList<string> needed, IReadOnlyList<string> optional)
    {
        if (CsvTable.Read(file, needed, optional, ReferenceFileProblems.NotUtf8, ReferenceFileProblems.Columns(string.Join(", ", needed), string.Join(", ", optional))) is var read && read.Failed(out var table))
            return read.Problem;
        var rows = new List<TRow>(table.Lines.Count);
        var flaws = new List<Problem>();
        foreach (var line in table.Lines.TakeWhile(_ => flaws.Count < ReferenceProblems.MostFlaws))
        {
            try
            {
                var cells = line.Cells ?? throw new JsonException($"A line has {table.Columns} values, as the first has names.");
                rows.Add(Json(cells).Deserialize<TRow>(AppJson.Api)!);
            }
            catch (JsonException e)
            {
                flaws.Add(ReferenceFileProblems.Line(line.Number, Sentence(e)));
            }
        }

        return flaws.Count == 0 ? rows : ReferenceFileProblems.Lines(flaws);
    }

    private static JsonObject Json(IReadOnlyDictionary<string, string> cells)
    {
        var row = new JsonObject();
        foreach (var (name, text) in cells)
        {
            if (text.Length > 0)
                row[name] = Numbers.Contains(name) ? Number(name, text) : Flags.Contains(name) ? Flag(name, text) : JsonValue.Create(text);
        }

        return row;
    }

    private static JsonValue Number(string name, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? JsonValue.Create(value) : throw new JsonException($"{name}: A number is written 0.05.");

    private static JsonValue Flag(string name, string text) => text switch
    {
        "true" => JsonValue.Create(value: true),
        "false" => JsonValue.Create(value: false),
        _ => throw new JsonException($"{name}: It is true, false or left out."),
    };

    private static string Sentence(JsonException e) => e switch
    {
        BrokenRuleException => $"{e.Path?.TrimStart('$', '.')}: {e.Message}",
        { Path: null } => e.Message,
        _ when e.Message.Contains("required properties", StringComparison.Ordinal) => $"It lacks {e.Message[(e.Message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}.",
        _ => $"{e.Path.TrimStart('$', '.')}: The value is not of the kind that is expected here.",
    };
}

public static class ReferenceFileProblems
{
    public static Problem NotUtf8 { get; } = new("reference.encoding", ProblemKind.Malformed, "The file is no UTF-8: save it as \"CSV UTF-8\".");

    public static Problem Edition { get; } = new("reference.edition", ProblemKind.Malformed, "The address says which edition of the data it is: ?edition=…") { Field = "edition" };

    public static Problem Columns(string needed, string optional) =>
        new("reference.columns", ProblemKind.Malformed, $"The first line names the columns, each once: {needed} and, where wanted, {optional}.") { Field = "line 1" };

    public static Problem Line(int line, string sentence) => new("reference.line", ProblemKind.Malformed, sentence) { Field = string.Create(CultureInfo.InvariantCulture, $"line {line}") };

    /// <summary>The first of what is wrong, and the place of each.</summary>
    public static Problem Lines(IReadOnlyList<Problem> flaws) => flaws[0] with
    {
        Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["rows"] = flaws.Select(f => $"{f.Field}: {f.Detail}").ToList() },
    };
}
