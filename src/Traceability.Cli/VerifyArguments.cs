using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Traceability.Ledger;

namespace Traceability.Cli;

/// <summary>What <c>verify</c> was asked to do.</summary>
internal sealed record VerifyArguments(
    string File, IReadOnlyList<LogVerifierKey> Keys, string? Origins, Uri? Rpc, int Confirmations)
{
    public const string StandardInput = "-";

    private const int DefaultConfirmations = 2;

    public static bool TryParse(
        ReadOnlySpan<string> args,
        [NotNullWhen(true)] out VerifyArguments? arguments,
        [NotNullWhen(false)] out string? error)
    {
        arguments = null;
        string? file = null;
        var keys = new List<LogVerifierKey>();
        string? origins = null;
        Uri? rpc = null;
        var confirmations = DefaultConfirmations;
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                if (file is not null)
                {
                    return Refuse($"one file at a time, not also \"{arg}\"", out error);
                }

                file = arg;
                continue;
            }

            var (option, value) = arg.Split('=', 2) is [var name, var given]
                ? (name, given)
                : (arg, i + 1 < args.Length ? args[++i] : null);
            if (value is null or "")
            {
                return Refuse($"{option} needs a value", out error);
            }

            switch (option)
            {
                case "--key" when LogVerifierKey.TryParse(value, out var key):
                    keys.Add(key);
                    break;
                case "--key":
                    return Refuse($"\"{value}\" is not a verifier key of the form name+hash+base64", out error);
                case "--origins" when origins is null:
                    origins = value;
                    break;
                case "--rpc" when rpc is null && Uri.TryCreate(value, UriKind.Absolute, out rpc) && IsHttp(rpc):
                    break;
                case "--rpc":
                    return Refuse($"\"{value}\" is not one http or https address", out error);
                case "--confirmations" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out confirmations)
                    && confirmations > 0:
                    break;
                case "--confirmations":
                    return Refuse($"\"{value}\" is not a number of confirmations from 1", out error);
                case "--log":
                    return Refuse("--log is not available in this version: nothing was checked", out error);
                default:
                    return Refuse($"there is no option {option}, or it was given twice", out error);
            }
        }

        if (file is null or "")
        {
            return Refuse("no file was named", out error);
        }

        error = null;
        arguments = new VerifyArguments(file, keys, origins, rpc, confirmations);
        return true;
    }

    private static bool IsHttp(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    private static bool Refuse(string problem, out string error)
    {
        error = problem;
        return false;
    }
}
