namespace Traceability.Tests.Documents;

/// <summary>docs/architecture.md names for each attack the tests that try it.</summary>
public sealed class AttacksTests
{
    private static readonly Dictionary<string, string> Sources = Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .GroupBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
        .ToDictionary(files => files.Key!, files => string.Concat(files.Select(File.ReadAllText)), StringComparer.Ordinal);

    [Fact]
    public void ArchitectureDocument_EveryAttack_HasATestThatIsThere()
    {
        var rows = Document.Read("docs", "architecture.md").Section("## Attacks").Rows().Select(row => (Attack: row[0], Tests: Document.Literals(row[1]).ToList())).ToList();

        Assert.NotEmpty(rows);
        Assert.Empty(rows.Where(row => row.Tests.Count == 0).Select(row => row.Attack));
        Assert.DoesNotContain(rows.SelectMany(row => row.Tests), test => !IsThere(test));
        Assert.False(IsThere("SignInTests.SignIn_OfSomebody_IsATestThatNobodyWrote"));
    }

    private static bool IsThere(string test) =>
        test.Split('.') is [var type, var method] && Sources.TryGetValue(type, out var source)
        && (source.Contains($"public async Task {method}(", StringComparison.Ordinal) || source.Contains($"public void {method}(", StringComparison.Ordinal));
}
