using System.Diagnostics;

namespace Traceability.Web.DevChain;

/// <summary>Node.js and npm as they are found on a search path.</summary>
internal sealed class NodeJs(ILogger logger, string workingFolder, string searchPath)
{
    private const int OldestMajorVersion = 20;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>Null when Node.js is there and new enough, else the reason why not.</summary>
    public async Task<string?> WhyNotUsableAsync(CancellationToken ct)
    {
        if (FindOnPath("node") is null)
        {
            return $"Node.js is not installed (node is not on the path); version {OldestMajorVersion} or newer is needed.";
        }

        var (exitCode, output) = await RunAsync("node", ["--version"], ct);
        var version = output.Trim().TrimStart('v').Split('-')[0];
        return exitCode == 0 && Version.TryParse(version, out var parsed) && parsed.Major >= OldestMajorVersion
            ? null
            : $"Node.js {version} is too old; version {OldestMajorVersion} or newer is needed.";
    }

    /// <summary>Runs a tool to its end and returns its exit code and the last line that it said.</summary>
    public async Task<(int ExitCode, string LastLine)> RunAsync(string tool, string[] arguments, CancellationToken ct)
    {
        using var process = Create(tool, arguments);
        var lastLine = "";
        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
            {
                Interlocked.Exchange(ref lastLine, line.Data);
                logger.LogDebug("{Tool}: {Line}", tool, line.Data);
            }
        }

        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(LongestRun);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return (-1, $"stopped after {LongestRun.TotalMinutes:0} minutes");
        }

        return (process.ExitCode, lastLine);
    }

    /// <summary>A process that is not started yet, all three streams redirected.</summary>
    public Process Create(string tool, string[] arguments)
    {
        var start = new ProcessStartInfo(FindOnPath(tool) ?? throw new FileNotFoundException($"{tool} is not on the path."), arguments)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The server's settings, secrets among them, are none of the tools' business.
        foreach (var setting in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(setting);
        }

        start.Environment["HARDHAT_DISABLE_TELEMETRY_PROMPT"] = "true";
        start.Environment["NO_COLOR"] = "1";
        return new Process { StartInfo = start };
    }

    private string? FindOnPath(string tool)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{tool}.exe", $"{tool}.cmd"] : [tool];
        var folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
