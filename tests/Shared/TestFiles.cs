namespace Traceability.Tests;

/// <summary>Where tests find the repository and the test vectors that lie beside it.</summary>
internal static class TestFiles
{
    public static string Root { get; } = FindRoot();

    private static string VectorsFolder { get; } =
        Environment.GetEnvironmentVariable("TRACEABILITY_VECTORS") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Root, "..", "shared", "vectors");

    public static bool HasVectors => Directory.Exists(VectorsFolder);

    /// <summary>The path of a vector; the test is reported as skipped where there are none.</summary>
    public static string Vector(params string[] path)
    {
        Assert.SkipUnless(HasVectors, "The test vectors are not here (TRACEABILITY_VECTORS).");
        return Path.Combine([VectorsFolder, .. path]);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Traceability.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
