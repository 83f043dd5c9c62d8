using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Traceability.Web.Presentation;

/// <summary>Text from outside: whatever direction marks it holds end with it.</summary>
/// <param name="language">Its language, where it is not the page's.</param>
internal sealed class Isolated(string text, string? language = null) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<bdi");
        if (language is not null)
        {
            writer.Write(" lang=\"");
            encoder.Encode(writer, language);
            writer.Write('"');
        }

        writer.Write('>');
        encoder.Encode(writer, text);
        writer.Write("</bdi>");
    }
}
