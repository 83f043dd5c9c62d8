using Traceability.App.Archive;

namespace Traceability.Web.Operations;

/// <summary>What stands behind a verb: a file, and options of that verb; settings given as <c>--Name=value</c> are none of them.</summary>
internal sealed record VerbArguments(string? File, IReadOnlySet<string> Options)
{
    /// <exception cref="NotDoneException">There is something that the verb does not know.</exception>
    public static VerbArguments Parse(IEnumerable<string> arguments, params ReadOnlySpan<string> known)
    {
        string? file = null;
        var options = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal) && argument.Contains('=', StringComparison.Ordinal))
                continue;
            if (!argument.StartsWith('-'))
                file = file is null && argument.Length > 0 ? argument : throw new NotDoneException("Exactly one FILE is named.");
            else if (!known.Contains(argument) || !options.Add(argument))
                throw new NotDoneException($"The option {ShownText.Of(argument)} is not known here, or stands twice.");
        }

        return new VerbArguments(file, options);
    }

    /// <exception cref="NotDoneException">No file was named.</exception>
    public string RequireFile() => File ?? throw new NotDoneException("Name a FILE.");
}
