using System.Diagnostics;

namespace Traceability.Web.Tests.Limits;

/// <summary>The program as a process.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Program_ForeignSettingsInTheCurrentFolder_AreNotRead()
    {
        var (exit, output, errors) = await RunAsync("""{ "Database": { "Provider": "Oracle" }, "Chain": { "Nonsense": 1 } }""", ("Labels__BaseUrl", "https://id.example"));

        Assert.Contains("There is no database to audit", output, StringComparison.Ordinal);
        Assert.Equal((2, ""), (exit, errors));
    }

    [Fact]
    public async Task Program_WrongSettings_EndsWithALineForEach()
    {
        var (exit, output, errors) = await RunAsync("{}", ("Labels__BaseUrl", "nowhere"), ("Chain__RpcURI", "http://127.0.0.1:8545"));

        Assert.Equal((2, ""), (exit, output));
        Assert.Equal(["Chain__RpcURI is no setting. The nearest is Chain__RpcUrl.", "Labels__BaseUrl is no http or https address without query."], errors.Trim().Split(Environment.NewLine).Order(StringComparer.Ordinal));
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string foreign, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("traceability-program-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), foreign, TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "audit"]) { UseShellExecute = false, WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
            start.Environment["Data__Directory"] = Path.Combine(folder.FullName, "data");
            start.Environment["Keys__Encryption"] = Convert.ToBase64String(new byte[32]);
            start.Environment["Ledger__Origin"] = "trace.example/program";
            foreach (var (name, value) in settings)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
