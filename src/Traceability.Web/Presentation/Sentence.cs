using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Traceability.Web.Presentation;

/// <summary>A text with gaps <c>{0}</c>, <c>{1}</c> …: markup goes in as it is, everything else isolated and encoded.</summary>
internal sealed class Sentence(string text, IReadOnlyList<object> gaps) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var rest = text;
        for (var open = rest.IndexOf('{', StringComparison.Ordinal); open >= 0; open = rest.IndexOf('{', StringComparison.Ordinal))
        {
            var close = rest.IndexOf('}', open);
            encoder.Encode(writer, rest[..open]);
            Content(gaps[int.Parse(rest.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture)]).WriteTo(writer, encoder);
            rest = rest[(close + 1)..];
        }

        encoder.Encode(writer, rest);
    }

    private static IHtmlContent Content(object gap) => gap as IHtmlContent ?? new Isolated((string)gap);
}
