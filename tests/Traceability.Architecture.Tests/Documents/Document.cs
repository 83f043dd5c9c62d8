using System.Text.RegularExpressions;

namespace Traceability.Tests.Documents;

/// <summary>A document of the project as its tests read it: sections by heading, rows of tables by cell.</summary>
internal sealed partial record Document(string Name, string Text)
{
    public static Document Read(params string[] path)
    {
        var file = Path.Combine([TestFiles.Root, .. path]);
        return new(Path.GetRelativePath(TestFiles.Root, file).Replace('\\', '/'), File.ReadAllText(file));
    }

    /// <summary>Every document that people read: those at the root and those under docs.</summary>
    public static IEnumerable<Document> All() =>
        Directory.EnumerateFiles(TestFiles.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Read(Path.GetRelativePath(TestFiles.Root, path)));

    /// <summary>From a heading to the next of its own level or above.</summary>
    public Document Section(string heading)
    {
        var level = heading.TakeWhile(c => c == '#').Count();
        var lines = Text.Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !Regex.IsMatch(line, $"^#{{1,{level}}} ", RegexOptions.None, TimeSpan.FromSeconds(5)));
        return this with { Text = string.Join('\n', lines) };
    }

    public IEnumerable<string> Headings(int level) => Text.Split('\n').Where(line => line.StartsWith(new string('#', level) + " ", StringComparison.Ordinal));

    /// <summary>The rows of all tables, without their heads.</summary>
    public IEnumerable<string[]> Rows()
    {
        var lines = Text.Split('\n');
        return lines.Where((line, i) => line.StartsWith('|') && !IsRule(line) && !(i + 1 < lines.Length && IsRule(lines[i + 1])))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
    }

    /// <summary>What stands between grave accents.</summary>
    public static IEnumerable<string> Literals(string text) => Literal().Matches(text).Select(m => m.Groups["text"].Value);

    private static bool IsRule(string line) => line.StartsWith("|---", StringComparison.Ordinal) || line.StartsWith("| ---", StringComparison.Ordinal);

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Literal();
}
