using System.Text.RegularExpressions;

namespace Traceability.Tests.Documents;

/// <summary>A document that names a file which is not there sends its reader nowhere.</summary>
public sealed partial class PathsTests
{
    [Fact]
    public void Documents_LinksAmongThemselves_LeadToFiles()
    {
        var broken = Document.All().SelectMany(d => Link().Matches(d.Text)
            .Select(m => m.Groups["target"].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal) && !Exists(Path.Combine(Path.GetDirectoryName(d.Name)!, link)))
            .Select(link => $"{d.Name}: {link}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Documents_PathsOfTheSources_AreThere()
    {
        var named = Document.All().SelectMany(d => Document.Literals(d.Text).Where(IsPath).Select(path => (d.Name, Path: path))).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Where(x => !Exists(x.Path)).Select(x => $"{x.Name}: {x.Path}"));
    }

    private static bool IsPath(string literal) => SourcePath().IsMatch(literal);

    private static bool Exists(string path)
    {
        var full = Path.Combine(TestFiles.Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    // Pictures are made by the browser test and are looked for by it.
    [GeneratedRegex(@"(?<!!\[[^\]]*)\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(src|tests|docs|contracts-sol)/[A-Za-z0-9_./-]+$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex SourcePath();
}
