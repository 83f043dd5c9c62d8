using Traceability.Ledger;

namespace Traceability.Cli;

/// <summary>Checks one bundle and prints each step.</summary>
internal static class VerifyCommand
{
    public static async Task<ExitCode> RunAsync(VerifyArguments arguments, Surroundings surroundings, CancellationToken ct)
    {
        try
        {
            var options = new VerifyOptions(
                await TrustedKeysAsync(arguments, surroundings.OriginsFile, ct),
                arguments.Rpc is { } rpc ? surroundings.Connect(rpc) : null,
                arguments.Confirmations)
            {
                SignerMustBeTrusted = arguments.Keys.Count > 0,
            };
            var bundle = await ReadAsync(arguments.File, surroundings.Input, ct);
            var report = await BundleVerifier.VerifyAsync(bundle, options, ct);
            await PrintAsync(report, surroundings.Output);
            return report.Outcome switch
            {
                VerificationOutcome.Valid => ExitCode.Valid,
                VerificationOutcome.NotValid => ExitCode.NotValid,
                _ => ExitCode.CouldNotCheck,
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return await GiveUpAsync(problem.Message, surroundings.Error);
        }
        catch (OperationCanceledException)
        {
            return await GiveUpAsync("stopped", surroundings.Error);
        }
    }

    private static async Task<IReadOnlyCollection<LogVerifierKey>> TrustedKeysAsync(
        VerifyArguments arguments, string defaultOrigins, CancellationToken ct)
    {
        var keys = arguments.Origins is { } named ? await OriginsFile.ReadAsync(named, ct)
            : arguments.Keys.Count == 0 && File.Exists(defaultOrigins) ? await OriginsFile.ReadAsync(defaultOrigins, ct)
            : [];
        return [.. arguments.Keys, .. keys];
    }

    /// <summary>Reads at most one byte more than the largest bundle: enough to see that it is too large.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string file, Stream input, CancellationToken ct)
    {
        await using var opened = file == VerifyArguments.StandardInput ? null : File.OpenRead(file);
        var source = opened ?? input;
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (read.Length <= ProofBundle.MaxBytes && await source.ReadAsync(buffer, ct) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    private static async Task PrintAsync(VerificationReport report, TextWriter output)
    {
        foreach (var step in report.Steps)
        {
            var word = step.Status switch
            {
                StepStatus.Ok => "OK",
                StepStatus.Failed => "FAILED",
                _ => "NOT CHECKED",
            };
            await output.WriteLineAsync($"{word,-11}  {Printable.Text(step.Name)}: {Printable.Text(step.Sentence)}");
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync(Printable.Text(report.Conclusion));
    }

    private static async Task<ExitCode> GiveUpAsync(string problem, TextWriter error)
    {
        await error.WriteLineAsync($"Could not check: {Printable.Text(problem)}");
        return ExitCode.CouldNotCheck;
    }
}
