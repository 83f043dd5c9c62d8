using System.Text.RegularExpressions;

namespace Traceability.Tests.Rules;

/// <param name="Path">From the folder of the features: <c>Batches/RegisterHarvest.cs</c>.</param>
internal sealed record FeatureFile(string Path, string Text)
{
    public int Lines => Text.TrimEnd('\n').Split('\n').Length;

    public bool Declares(string kind, string name) =>
        Regex.IsMatch(Text, $@"^(public|internal) [a-z ]*{kind} {Regex.Escape(name)}\b", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}

/// <param name="Area">The feature it belongs to: <c>Batches</c>.</param>
/// <param name="Commands">Whether it is a command, which has a validator and a route.</param>
internal sealed record UseCase(string Area, string Name, bool Commands)
{
    public static UseCase Of(Type message) => new(message.Namespace!.Split('.')[^1], message.Name, ShapeRules.IsCommand(message));
}

/// <summary>One use case, one file, short enough to be read in one go.</summary>
internal static class FeatureFiles
{
    public const int MostLines = 160;

    public static IReadOnlyList<string> TooLong(IEnumerable<FeatureFile> files) =>
        [.. files.Where(f => f.Lines > MostLines).Select(f => $"{f.Path} has {f.Lines} lines")];

    /// <summary>Every message has the file of its name with all its parts, and no file has two.</summary>
    public static IReadOnlyList<string> Misplaced(IReadOnlyList<FeatureFile> files, IReadOnlyList<UseCase> useCases) =>
    [
        .. useCases.SelectMany(u => WhatIsMissing(u, files.SingleOrDefault(f => f.Path == $"{u.Area}/{u.Name}.cs"))),
        .. files.Select(f => (f.Path, Messages: useCases.Where(u => f.Declares("record", u.Name)).Select(u => u.Name).ToList()))
            .Where(x => x.Messages.Count > 1)
            .Select(x => $"{x.Path} has several use cases: {string.Join(", ", x.Messages)}"),
    ];

    private static IEnumerable<string> WhatIsMissing(UseCase useCase, FeatureFile? file)
    {
        if (file is null)
            return [$"{useCase.Name} has no file {useCase.Area}/{useCase.Name}.cs"];
        (string Kind, string Name)[] parts =
        [
            ("record", useCase.Name),
            ("class", $"{useCase.Name}Handler"),
            .. useCase.Commands ? [("class", $"{useCase.Name}Validator"), ("class", $"{useCase.Name}Route")] : Array.Empty<(string, string)>(),
        ];
        return parts.Where(p => !file.Declares(p.Kind, p.Name)).Select(p => $"{file.Path} does not declare {p.Name}");
    }
}
