using System.Diagnostics;

namespace Traceability.EndToEnd.Processes;

/// <summary>A program that ran to its end.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Everything it said, for the message of an assertion.</summary>
    public string Said => $"exit code {ExitCode}\n{Output}\n{Errors}";

    public static async Task<Finished> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Longest);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end.", e);
        }

        return new Finished(process.ExitCode, await output, await errors);
    }

    public void AssertDone() => Assert.True(ExitCode == 0, Said);
}
