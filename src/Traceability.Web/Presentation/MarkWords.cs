using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>Marks in words, for the places where there is no room for markup.</summary>
internal static class MarkWords
{
    /// <summary>A brand by its name, a certificate by its scheme and number.</summary>
    public static string PlainMark(this Wording text, MarkView mark) => mark switch
    {
        { Kind: MarkKind.Brand, Name: { } name } => text.PlainName(name),
        { Kind: MarkKind.Brand } => text["mark.brand"],
        { Number: { } number } => $"{text[$"scheme.{mark.Scheme}"]} {number}",
        _ => text[$"scheme.{mark.Scheme}"],
    };

    /// <summary>What is wrong with the marks that hold no more.</summary>
    public static string Lapsed(this Wording text, IReadOnlyList<MarkView> marks) =>
        text.List([.. marks.Select(m => string.Format(System.Globalization.CultureInfo.InvariantCulture, text["mark.lapsed"], text.PlainMark(m), text[$"mark.state.{m.Now}"]))]);

    /// <summary>Colour and shape of a mark's state: nothing that lapsed is green.</summary>
    public static string Tone(MarkState state) => state == MarkState.Valid ? "good" : "look";
}
