using Traceability.Tests.Rules;

namespace Traceability.Tests;

/// <summary>A use case is one file, and a file one sitting.</summary>
public sealed class FeatureFileTests
{
    private static readonly UseCase[] UseCases = [.. Code.Product.Types.Where(ShapeRules.IsMessage).Select(UseCase.Of)];

    private static IReadOnlyList<FeatureFile> Files
    {
        get
        {
            var folder = Path.Combine(TestFiles.Root, "src", "Traceability.App", "Features");
            return
            [
                .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    .Select(path => new FeatureFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path))),
            ];
        }
    }

    [Fact]
    public void Files_OfFeatures_AreShort() => Assert.Empty(FeatureFiles.TooLong(Files));

    [Fact]
    public void UseCases_OfTheProduct_HaveAFileEach()
    {
        Assert.NotEmpty(UseCases);
        Assert.Empty(FeatureFiles.Misplaced(Files, UseCases));
    }

    [Theory]
    [InlineData(160, 0)]
    [InlineData(161, 1)]
    public void TooLong_AtTheBound_CountsLines(int lines, int found) =>
        Assert.Equal(found, FeatureFiles.TooLong([new("A/B.cs", string.Concat(Enumerable.Repeat("x\n", lines)))]).Count);

    [Theory]
    [InlineData("A/Tell.cs", "public sealed record Tell(int X);\ninternal sealed class TellHandler;\ninternal sealed class TellValidator;\npublic static class TellRoute", new string[0])]
    [InlineData("B/Tell.cs", "public sealed record Tell;", new[] { "Tell has no file A/Tell.cs" })]
    [InlineData(
        "A/Tell.cs", "public sealed record Tell;\ninternal sealed class TellHandlers;\npublic static class TellRoute",
        new[] { "A/Tell.cs does not declare TellHandler", "A/Tell.cs does not declare TellValidator" })]
    [InlineData(
        "A/Tell.cs", "public sealed record Tell;\npublic sealed record Ask : IQuery;\ninternal sealed class TellHandler;\ninternal sealed class TellValidator;\npublic static class TellRoute",
        new[] { "A/Tell.cs has several use cases: Tell, Ask" })]
    public void Misplaced_OnPlantedFiles_FindsWhatBreaksTheRule(string path, string text, string[] expected)
    {
        UseCase[] useCases = [new("A", "Tell", Commands: true), new("A", "Ask", Commands: false)];
        var ask = new FeatureFile("A/Ask.cs", "public sealed record Ask;\ninternal sealed class AskHandler");
        FeatureFile[] files = text.Contains("record Ask", StringComparison.Ordinal) ? [new(path, text)] : [new(path, text), ask];

        var found = FeatureFiles.Misplaced(files, useCases).Where(f => f != "Ask has no file A/Ask.cs");

        Assert.Equal(expected, found);
    }
}
