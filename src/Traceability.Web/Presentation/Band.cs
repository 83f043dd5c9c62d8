using System.Globalization;
using Traceability.App.Features.Trace;
using Traceability.Domain.Batches;

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
        VerdictState.LookHere => new("look", "look", text["verdict.look"], LookHere(verdict, text)),
        VerdictState.Stopped => new("stop", "stop", text["verdict.stop"], Stopped(verdict.Stops, text), Call: true),
        VerdictState.Unknown => Unknown(text),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict.State, message: null),
    };

    public static Band Unknown(Wording text) => new("unknown", "unknown", text["verdict.unknown"], text["verdict.unknown.reason"], Call: true);

    public static Band Malformed(Wording text) => new("unknown", "unknown", text["malformed"], text["malformed.reason"]);

    /// <summary>The gravest stop, in the words of who stopped it where there are some.</summary>
    private static string Stopped(IReadOnlyList<StopView> stops, Wording text)
    {
        if (stops.MaxBy(stop => (stop.Kind == StopKind.Recalled, stop.Kind == StopKind.Failed, stop.Own, stop.Since)) is not { } stop)
            return text["verdict.stop.reason"];
        var said = text[$"stopped.{stop.Kind}"];
        var which = stop.Own ? said : string.Format(CultureInfo.InvariantCulture, text["stopped.above"], said, stop.Lot);
        return string.Format(CultureInfo.InvariantCulture, text[stop.Reason is null ? "verdict.stop.plain" : "verdict.stop.because"], which, stop.Reason);
    }

    private static string LookHere(Verdict verdict, Wording text)
    {
        var concerns = verdict.Concerns.Select(concern => string.Format(CultureInfo.InvariantCulture, text[$"concern.{concern.Kind}"], concern.Of)).ToList();
        if (verdict.Missing.Count > 0)
            concerns.Add(string.Format(CultureInfo.InvariantCulture, text["verdict.look.missing"], Kinds(verdict.Missing, text)));
        if (verdict.Lapsed.Count > 0)
            concerns.Add(string.Format(CultureInfo.InvariantCulture, text["verdict.look.mark"], text.Lapsed(verdict.Lapsed)));
        return concerns.Count == 0 ? text["verdict.look.reason"] : string.Join(text["sentence.gap"], concerns);
    }

    /// <summary>Kinds of fact as they are read out.</summary>
    public static string Kinds(IReadOnlyList<FactKind> kinds, Wording text) => text.List([.. kinds.Select(kind => text[$"fact.{kind}"])]);
}
