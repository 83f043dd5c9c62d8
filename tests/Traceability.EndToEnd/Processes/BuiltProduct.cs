namespace Traceability.EndToEnd.Processes;

/// <summary>The product's programs as they were built beside these tests, in the same configuration.</summary>
internal static class BuiltProduct
{
    public static string Server { get; } = Program("Traceability.Web");

    public static string Cli { get; } = Program("Traceability.Cli");

    public static string Dotnet { get; } =
        SearchPath.Find("dotnet") ?? throw new InvalidOperationException("dotnet is not on the path.");

    private static string Program(string project)
    {
        // …/tests/Traceability.EndToEnd/bin/<configuration>/<framework>
        var mine = Path.Combine(TestFiles.Root, "tests", "Traceability.EndToEnd", "bin");
        var program = Path.Combine(TestFiles.Root, "src", project, "bin", Path.GetRelativePath(mine, AppContext.BaseDirectory), project + ".dll");
        return File.Exists(program) ? Path.GetFullPath(program) : throw new FileNotFoundException("The product is not built.", program);
    }
}
