using System.Xml.Linq;

namespace Traceability.Tests.Rules;

/// <summary>What a project may build on, and what it does build on.</summary>
/// <param name="Projects">Without the common first word: <c>Gs1</c>.</param>
/// <param name="Frameworks">Shared frameworks beyond that of .NET itself.</param>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    private const string WebSdk = "Microsoft.NET.Sdk.Web";
    private const string WebFramework = "Microsoft.AspNetCore.App";

    public static ProjectFile Parse(string name, string xml)
    {
        var project = XDocument.Parse(xml).Root!;
        string[] Items(string item) => [.. project.Descendants(item).Select(e => (string)e.Attribute("Include")!)];
        return new ProjectFile(
            name,
            [.. Items("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("Traceability.", "", StringComparison.Ordinal))],
            Items("PackageReference"),
            [.. Items("FrameworkReference"), .. (string?)project.Attribute("Sdk") == WebSdk ? [WebFramework] : Array.Empty<string>()]);
    }

    /// <summary>Every difference between what is built on and the law, in words.</summary>
    public static IReadOnlyList<string> Compare(IEnumerable<ProjectFile> law, IEnumerable<ProjectFile> found)
    {
        var (allowed, actual) = (law.ToDictionary(p => p.Name, StringComparer.Ordinal), found.ToDictionary(p => p.Name, StringComparer.Ordinal));
        return
        [
            .. actual.Keys.Except(allowed.Keys).Select(name => $"{name} is not in the law"),
            .. allowed.Keys.Except(actual.Keys).Select(name => $"{name} is not there"),
            .. allowed.Keys.Intersect(actual.Keys).SelectMany(name => Differences(allowed[name], actual[name])),
        ];
    }

    private static IEnumerable<string> Differences(ProjectFile law, ProjectFile found) =>
    [
        .. Differences(law.Name, law.Projects, found.Projects),
        .. Differences(law.Name, law.Packages, found.Packages),
        .. Differences(law.Name, law.Frameworks, found.Frameworks),
    ];

    private static IEnumerable<string> Differences(string name, IReadOnlyList<string> law, IReadOnlyList<string> found) =>
    [
        .. found.Except(law).Select(f => $"{name} → {f} is not in the law"),
        .. law.Except(found).Select(l => $"{name} → {l} is not used"),
    ];
}
