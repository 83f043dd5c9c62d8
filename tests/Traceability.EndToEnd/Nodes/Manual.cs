namespace Traceability.EndToEnd.Nodes;

/// <summary>What the operator's manual shows to be typed: the tests do what it says.</summary>
internal static class Manual
{
    /// <summary>The block of the manual that begins with this line, without it.</summary>
    public static string Block(string firstLine)
    {
        var manual = File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "operations.md"));
        var start = manual.IndexOf($"\n{firstLine}", StringComparison.Ordinal);
        Assert.True(start > 0, $"The manual has no block that begins with {firstLine}.");
        var rest = manual[(manual.IndexOf('\n', start + 1) + 1)..];
        return rest[..rest.IndexOf("```", StringComparison.Ordinal)];
    }

    /// <summary>What stands in quotes after <c>psql -U postgres -AtXc</c> on the line that holds this word.</summary>
    public static string Question(string word)
    {
        var line = File.ReadLines(Path.Combine(TestFiles.Root, "docs", "operations.md")).Single(l => l.TrimStart().StartsWith("psql ", StringComparison.Ordinal) && l.Contains(word, StringComparison.Ordinal));
        return line.Split('"')[1];
    }
}
