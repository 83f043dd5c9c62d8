using System.Globalization;
using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>The answer at the top of a label's page: one colour, one shape, one word and its reason.</summary>
/// <param name="Tone">Class of the page's colour.</param>
/// <param name="Shape">Name of the icon.</param>
/// <param name="Call">Whether the reader should telephone.</param>
public sealed record Band(string Tone, string Shape, string Word, string Reason, bool Call = false)
{
    public static Band Of(Verdict verdict, Wording text) => verdict.State switch
    {
        VerdictState.Good => new("good", "good", text["verdict.good"], text["verdict.good.reason"]),
        VerdictState.LookHere => new("look", "look", text["verdict.look"], LookHere(verdict.Missing, text)),
        VerdictState.Stopped => new("stop", "stop", text["verdict.stop"], text["verdict.stop.reason"], Call: true),
        VerdictState.Unknown => Unknown(text),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict.State, message: null),
    };

    public static Band Unknown(Wording text) => new("unknown", "unknown", text["verdict.unknown"], text["verdict.unknown.reason"], Call: true);

    public static Band Malformed(Wording text) => new("unknown", "unknown", text["malformed"], text["malformed.reason"]);

    private static string LookHere(IReadOnlyList<FactKind> missing, Wording text) => missing.Count == 0
        ? text["verdict.look.reason"]
        : string.Format(CultureInfo.InvariantCulture, text["verdict.look.missing"], Kinds(missing, text));

    /// <summary>Kinds of fact as they are read out.</summary>
    public static string Kinds(IReadOnlyList<FactKind> kinds, Wording text) => text.List([.. kinds.Select(kind => text[$"fact.{kind}"])]);
}
