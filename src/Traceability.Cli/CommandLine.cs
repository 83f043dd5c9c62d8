namespace Traceability.Cli;

/// <summary>Finds the command and runs it.</summary>
internal static class CommandLine
{
    public static async Task<ExitCode> RunAsync(string[] args, Surroundings surroundings, CancellationToken ct)
    {
        if (args is ["help" or "--help" or "-h"] or ["verify", "--help" or "-h"])
        {
            await surroundings.Output.WriteLineAsync(Usage(surroundings.OriginsFile));
            return ExitCode.Valid;
        }

        if (args is not ["verify", .. var rest])
        {
            return await RefuseAsync(args is [var command, ..] ? $"there is no command \"{command}\"" : "no command", surroundings);
        }

        return VerifyArguments.TryParse(rest, out var arguments, out var error)
            ? await VerifyCommand.RunAsync(arguments, surroundings, ct)
            : await RefuseAsync(error, surroundings);
    }

    private static async Task<ExitCode> RefuseAsync(string problem, Surroundings surroundings)
    {
        await surroundings.Error.WriteLineAsync(Printable.Text(problem) + ". Try: verify --help");
        return ExitCode.CouldNotCheck;
    }

    private static string Usage(string origins) => $"""
        Checks a proof bundle without trusting whoever made it.

        usage: verify FILE [options]

          FILE                the bundle; - reads it from standard input
          --key KEY           the log's verifier key, which you know from elsewhere; may be given several times.
                              A bundle that none of them signed is not valid.
          --origins FILE      a file of verifier keys you trust, one a line;
                              without --key and --origins: {origins}
          --rpc URL           asks this Ethereum node whether the anchors are on the chain
          --confirmations N   how many blocks an anchor needs, its own counted (default 2)

        exit code: 0 valid, 1 not valid, 2 could not check
        """;
}
