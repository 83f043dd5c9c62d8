namespace Traceability.EndToEnd.Processes;

/// <summary>Programs of this machine, and what a test does where one is not there.</summary>
internal static class SearchPath
{
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>The program's path. Without it the test is skipped with the reason, and fails where CI=true promises it.</summary>
    public static string Require(string program, string package)
    {
        if (Find(program) is { } path)
            return path;
        var reason = $"{program} is not installed (Debian's package {package}).";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Fail(reason);
        return reason;
    }
}
