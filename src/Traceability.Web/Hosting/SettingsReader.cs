using System.Globalization;

namespace Traceability.Web.Hosting;

/// <summary>
/// Reads settings by name and remembers which there are. What is wrong is gathered, not thrown, so that an operator is told everything
/// at once; so is a name in a section of ours that nothing reads: it is most likely misspelt, and would be without effect in silence.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly SortedDictionary<string, string?> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _mistakes = [];

    /// <summary>Every setting that was asked for, as <c>Section:Name</c>, with what counts where it is not set.</summary>
    public IReadOnlyDictionary<string, string?> Known => _known;

    /// <summary>A text; null where it is not set or empty.</summary>
    public string? Text(string name, string? byDefault = null)
    {
        _known[name] = byDefault;
        return configuration[name] is { Length: > 0 } text ? text : byDefault;
    }

    public string Required(string name, string meaning)
    {
        if (Text(name) is { } text)
            return text;
        Wrong(name, $"is missing: {meaning}");
        return "";
    }

    public TimeSpan Span(string name, TimeSpan byDefault, TimeSpan least, TimeSpan most)
    {
        if (Text(name, byDefault.ToString("c", CultureInfo.InvariantCulture)) is var text && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= least && span <= most)
            return span;
        Wrong(name, $"is '{text}'; it is a time from {least:c} to {most:c}, as hours:minutes:seconds.");
        return byDefault;
    }

    public int Number(string name, int byDefault, int least, int most)
    {
        if (Text(name, byDefault.ToString(CultureInfo.InvariantCulture)) is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(name, string.Create(CultureInfo.InvariantCulture, $"is '{text}'; it is a whole number from {least:N0} to {most:N0}."));
        return byDefault;
    }

    public bool Bool(string name, bool byDefault)
    {
        if (bool.TryParse(Text(name, byDefault ? "true" : "false"), out var value))
            return value;
        Wrong(name, $"is '{configuration[name]}'; it is true or false.");
        return byDefault;
    }

    /// <summary>One of several words, in any case.</summary>
    public string Choice(string name, params string[] words)
    {
        var text = Text(name, words[0]);
        if (Array.Find(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } chosen)
            return chosen;
        Wrong(name, $"is '{text}'; it is {string.Join(" or ", words)}.");
        return words[0];
    }

    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0)
            return uri;
        // Whatever it is, it may hold a password.
        Wrong(name, "is no http or https address without query.");
        return null;
    }

    /// <summary>The parts of a text between semicolons or commas.</summary>
    public IReadOnlyList<string> List(string name, string? byDefault = null) =>
        Text(name, byDefault)?.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public void Wrong(string name, string sentence) => _mistakes.Add($"{Shown(name)} {sentence}");

    /// <exception cref="SettingsException">Something is wrong: all of it, a line each.</exception>
    public void Judge()
    {
        _mistakes.AddRange(Unknown());
        if (_mistakes.Count > 0)
            throw new SettingsException(string.Join(Environment.NewLine, _mistakes));
    }

    private IEnumerable<string> Unknown()
    {
        var sections = _known.Keys.Where(name => name.Contains(':', StringComparison.Ordinal)).Select(SectionOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in configuration.AsEnumerable().Where(s => s.Value is not null).Select(s => s.Key).Where(name => name.Contains(':', StringComparison.Ordinal) && !_known.ContainsKey(name)))
        {
            var nearest = _known.Keys.MinBy(known => Distance(known, name))!;
            // Another program's settings may be in the same environment: a foreign section counts only where it is nearly one of ours.
            var ours = sections.Contains(SectionOf(name));
            if (ours || Distance(nearest, name) <= 2)
                yield return $"{Shown(name)} is no setting. The nearest is {Shown(nearest)}.";
        }
    }

    private static string SectionOf(string name) => name[..name.IndexOf(':', StringComparison.Ordinal)];

    private static string Shown(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Levenshtein's, in any case.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
