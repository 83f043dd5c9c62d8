using System.Diagnostics;
using System.Globalization;

namespace Traceability.EndToEnd.Processes;

/// <summary>The system's processes, as Linux shows them under /proc.</summary>
internal static class ProcessTable
{
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent)];

    /// <summary>SIGKILL to a process that one of our servers started.</summary>
    public static async Task KillAsync(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public static bool IsRunning(int process) => ParentOf(process) is not null;

    // A zombie has ended; it only waits to be counted.
    private static int? ParentOf(int process)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status");
            return Field(lines, "State:").StartsWith('Z') ? null : int.Parse(Field(lines, "PPid:"), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Field(string[] lines, string name) =>
        lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
}
