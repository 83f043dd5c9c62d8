using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Sqlite;
using Traceability.Tests.Rules;

namespace Traceability.Tests.Documents;

/// <summary>docs/architecture.md names the parts and their edges, and every table under its kind.</summary>
public sealed class ArchitectureTests
{
    private static readonly Document Architecture = Document.Read("docs", "architecture.md");

    [Fact]
    public void ArchitectureDocument_Parts_AreTheProjectsWithTheirEdges()
    {
        var code = Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => ProjectFile.Parse(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)))
            .Select(p => $"`src/{p.Name}`: {(p.Projects.Count == 0 ? "nothing" : string.Join(", ", p.Projects))}");

        // Of a library that builds on no part, the cell may go on about its packages.
        var documented = Architecture.Section("## The parts").Rows().Select(row => $"{row[0]}: {row[2].Split(" but ")[0]}");

        Assert.Equal(code.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ArchitectureDocument_Tables_AreThoseOfTheModelUnderTheirKind()
    {
        using var database = new SqliteDatabase("Data Source=never-opened.db");
        var options = new DbContextOptionsBuilder<TraceDb>();
        database.Configure(options, connection: null);
        using var db = new TraceDb(options.Options);
        var code = db.Model.GetEntityTypes().Select(e => $"{e.FindAnnotation(TraceDb.KindAnnotation)!.Value!.ToString()!.ToLowerInvariant()} {e.GetTableName()}");

        var documented = Architecture.Section("## Tables").Rows().SelectMany(row => Document.Literals(row[2]).Select(table => $"{row[0]} {table}"));

        Assert.Equal(code.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }
}
