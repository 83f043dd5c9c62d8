using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Traceability.Tests.Documents;

/// <summary>docs/operations.md lists every setting that the server reads, with the value that it ships with.</summary>
public sealed partial class SettingsTests
{
    private static readonly string Web = Path.Combine(TestFiles.Root, "src", "Traceability.Web");

    private static Dictionary<string, string[]> Rows { get; } = Document.Read("docs", "operations.md").Section("## Settings").Rows()
        .ToDictionary(row => row[0].Trim('`'), StringComparer.Ordinal);

    [Fact]
    public void OperationsDocument_Settings_AreThoseThatAreRead()
    {
        var code = Directory.EnumerateFiles(Path.Combine(Web, "Hosting"), "*Settings.cs")
            .SelectMany(file => Read().Matches(File.ReadAllText(file))).Select(m => m.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal));

        Assert.Equal(code.Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("appsettings.json", 1)]
    [InlineData("appsettings.Development.json", 2)]
    public void OperationsDocument_Defaults_AreThoseOfTheFile(string file, int column)
    {
        var shipped = Flatten(JsonNode.Parse(File.ReadAllText(Path.Combine(Web, file)))!, "").Where(s => !s.Name.StartsWith("Logging__", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(shipped);
        Assert.Empty(shipped.Where(s => !Rows[s.Name][column].Contains($"`{s.Value}`", StringComparison.Ordinal)).Select(s => $"{s.Name} is {s.Value}"));
    }

    private static IEnumerable<(string Name, string Value)> Flatten(JsonNode node, string path) => node is JsonObject members
        ? members.SelectMany(m => Flatten(m.Value!, path.Length == 0 ? m.Key : $"{path}__{m.Key}"))
        : [(path, node.ToString())];

    [GeneratedRegex("""(read\.(Text|Required|Span|Number|Bool|Choice|Url|List)\(|const string Name = )"(?<name>[A-Za-z:_]+)["]""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Read();
}
