using System.Xml.Linq;
using Traceability.Tests.Rules;

namespace Traceability.Tests;

/// <summary>The parts of the product and the only ways in which they may know each other.</summary>
public sealed class ProjectTests
{
    private static readonly ProjectFile[] Law =
    [
        new("Ledger", [], ["NSec.Cryptography"], []),
        new("Gs1", [], [], []),
        new("Domain", ["Gs1"], [], []),
        new(
            "App",
            ["Domain", "Gs1", "Ledger"],
            ["Mediator.Abstractions", "Mediator.SourceGenerator", "Microsoft.EntityFrameworkCore.Relational", "EFCore.NamingConventions", "FluentValidation", "QRCoder"],
            ["Microsoft.AspNetCore.App"]),
        new("Sqlite", ["App"], ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.Design"], []),
        new("Postgres", ["App"], ["Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.Design"], []),
        new("Ethereum", ["Ledger"], ["BouncyCastle.Cryptography"], []),
        new(
            "Web",
            ["App", "Sqlite", "Postgres", "Ethereum"],
            ["OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Instrumentation.AspNetCore", "Swashbuckle.AspNetCore"],
            ["Microsoft.AspNetCore.App"]),
        new("Cli", ["Ledger", "Ethereum"], [], []),
        new("Client", [], ["NSwag.MSBuild"], []),
    ];

    private static string Sources => Path.Combine(TestFiles.Root, "src");

    [Fact]
    public void Projects_AsTheyAreWritten_KeepTheLaw()
    {
        var found = Directory.EnumerateFiles(Sources, "*.csproj", SearchOption.AllDirectories)
            .Select(path => ProjectFile.Parse(Path.GetFileNameWithoutExtension(path).Replace("Traceability.", "", StringComparison.Ordinal), File.ReadAllText(path)));

        Assert.Empty(ProjectFile.Compare(Law, found));
    }

    [Fact]
    public void Projects_InTheLaw_AreWhatTheOtherRulesLookAt() =>
        Assert.Equal(Law.Select(p => $"Traceability.{p.Name}").Order(StringComparer.Ordinal), Code.ProductProjects.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("""<ItemGroup><ProjectReference Include="../../src/Traceability.Gs1/Traceability.Gs1.csproj" /></ItemGroup>""", new string[0])]
    [InlineData("", new[] { "Domain → Gs1 is not used" })]
    [InlineData(
        """<ItemGroup><ProjectReference Include="..\Traceability.Gs1\Traceability.Gs1.csproj" /><ProjectReference Include="../Traceability.Ledger/Traceability.Ledger.csproj" /></ItemGroup>""",
        new[] { "Domain → Ledger is not in the law" })]
    [InlineData(
        """<ItemGroup><ProjectReference Include="../Traceability.Gs1/Traceability.Gs1.csproj" /></ItemGroup><ItemGroup Condition="'a' == 'b'"><PackageReference Include="Dapper" /></ItemGroup>""",
        new[] { "Domain → Dapper is not in the law" })]
    [InlineData(
        """<ItemGroup><ProjectReference Include="../Traceability.Gs1/Traceability.Gs1.csproj" /><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>""",
        new[] { "Domain → Microsoft.AspNetCore.App is not in the law" })]
    public void Law_OnPlantedProjects_FindsWhatBreaksIt(string body, string[] expected)
    {
        var planted = ProjectFile.Parse("Domain", $"""<Project Sdk="Microsoft.NET.Sdk">{body}</Project>""");

        Assert.Equal(expected, ProjectFile.Compare(Law.Where(p => p.Name == "Domain"), [planted]));
    }

    [Fact]
    public void Law_OnAProjectMoreAndOneLess_NamesBoth()
    {
        ProjectFile[] planted = [.. Law.Where(p => p.Name != "Cli"), ProjectFile.Parse("Extra", """<Project Sdk="Microsoft.NET.Sdk.Web" />""")];

        Assert.Equal(["Extra is not in the law", "Cli is not there"], ProjectFile.Compare(Law, planted));
    }

    /// <summary>What every project gets from the root must not reach what they build on: analyzers and, for tests, the runner.</summary>
    [Fact]
    public void Root_PackagesForEveryProject_AreForTheBuildOnly()
    {
        var props = XDocument.Load(Path.Combine(TestFiles.Root, "Directory.Build.props"));
        var forAll = props.Descendants("PackageReference")
            .Where(p => !((string?)p.Parent!.Attribute("Condition") ?? "").Contains("IsTestProject", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(forAll);
        Assert.All(forAll, p => Assert.Equal("all", (string?)p.Attribute("PrivateAssets")));
        Assert.Empty(Directory.EnumerateFiles(Sources, "Directory.Build.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Solution_EveryProjectOnDisk_IsInIt()
    {
        var solution = File.ReadAllText(Path.Combine(TestFiles.Root, "Traceability.sln")).Replace('\\', '/');
        var projects = Directory.EnumerateFiles(Sources, "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "tests"), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(TestFiles.Root, path).Replace('\\', '/')).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, path => Assert.Contains(path, solution, StringComparison.Ordinal));
    }
}
