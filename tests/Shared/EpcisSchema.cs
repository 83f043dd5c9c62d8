using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Tests;

/// <summary>
/// GS1's JSON schema of EPCIS 2.0, applied by ajv to many documents in one process of Node. A test that uses it is
/// reported as skipped without the vectors, and without Node or its packages, where a CI run fails instead.
/// </summary>
internal static class EpcisSchema
{
    private static readonly string Folder = Path.Combine(TestFiles.Root, "tests", "Traceability.Gs1.Tests", "ajv");

    /// <summary>One verdict a document, in order: null when it is valid, else the schema's first complaint.</summary>
    public static async Task<IReadOnlyList<string?>> CheckAsync(IEnumerable<JsonNode> documents)
    {
        var schema = TestFiles.Vector("epcis", "EPCIS-JSON-Schema.json");
        await InstallAsync();
        var lines = documents.Select(document => document.ToJsonString()).ToList();
        var (exitCode, output, errors) = await RunAsync("node", ["validate.mjs", schema], string.Join('\n', lines));
        Assert.True(exitCode == 0, errors);
        var verdicts = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Count, verdicts.Length);
        return [.. verdicts.Select(verdict => verdict == "valid" ? null : verdict)];
    }

    /// <summary>Fails with every complaint of the schema.</summary>
    public static async Task AssertValidAsync(IEnumerable<JsonNode> documents)
    {
        var list = documents.ToList();
        var verdicts = await CheckAsync(list);
        Assert.Empty(list.Zip(verdicts).Where(pair => pair.Second is not null).Select(pair => $"{pair.Second}: {pair.First.ToJsonString()}"));
    }

    private static async Task InstallAsync()
    {
        if (IsInstalled())
        {
            return;
        }

        // Test projects run beside each other: one installs, the others wait.
        await using var turn = await TakeTurnAsync();
        if (IsInstalled())
        {
            return;
        }

        var (exitCode, _, errors) = await RunAsync("npm", ["ci", "--ignore-scripts"], "");
        if (exitCode != 0)
        {
            CannotRun($"npm ci: {errors}");
        }
    }

    private static bool IsInstalled() => File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json"));

    private static void CannotRun(string reason)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Skip(reason);
    }

    private static async Task<FileStream> TakeTurnAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(
                    Path.Combine(Path.GetTempPath(), "traceability-ajv.lock"),
                    FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Start(new(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        });
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception)
        {
            CannotRun($"{info.FileName} is not installed.");
            throw;
        }
    }
}
