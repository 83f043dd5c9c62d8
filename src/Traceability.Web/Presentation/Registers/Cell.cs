using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Traceability.Web.Presentation.Registers;

/// <summary>What stands in a cell of a register. Every text is encoded; what comes from outside is isolated as well.</summary>
public static class Cell
{
    /// <summary>A text of ours.</summary>
    public static IHtmlContent Of(string text) => new StringHtmlContent(text);

    /// <summary>A text from outside.</summary>
    public static IHtmlContent Given(string text) => new Isolated(text);

    /// <summary>A number of ours, of GS1 or of an authority.</summary>
    public static IHtmlContent Code(string code) => new Tagged("bdi", "code", new StringHtmlContent(code));

    /// <summary>With a smaller line under it.</summary>
    public static IHtmlContent With(IHtmlContent text, IHtmlContent? under) => under is null ? text : new HtmlContentBuilder().AppendHtml(text).AppendHtml(new Tagged("small", null, under));

    public static IHtmlContent Day(DateOnly day, Wording text) => Time(Wording.Machine(day), text.Date(day));

    /// <param name="moment">As the clocks of the place show it.</param>
    public static IHtmlContent Day(DateTimeOffset moment, Wording text) => Time(Wording.Machine(moment), text.Date(moment));

    public static IHtmlContent Moment(DateTimeOffset moment, Wording text) => Time(Wording.Machine(moment), text.Moment(moment));

    /// <summary>A state: its colour, its shape and its word.</summary>
    /// <param name="tone"><c>good</c>, <c>look</c>, <c>stop</c> or <c>unknown</c>.</param>
    public static IHtmlContent Mark(string tone, string word) => new Tagged("span", $"mark {tone}", new HtmlContentBuilder()
        .AppendHtml($"<svg class=\"icon\"><use href=\"#{HtmlEncoder.Default.Encode(tone)}\" /></svg>").Append(word));

    private static Tagged Time(string machine, string words) => new("time", null, new StringHtmlContent(words), ("datetime", machine));

    private sealed class Tagged(string tag, string? names, IHtmlContent content, params (string Name, string Value)[] attributes) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var built = new TagBuilder(tag);
            if (names is not null)
                built.AddCssClass(names);
            foreach (var (name, value) in attributes)
                built.Attributes[name] = value;
            built.InnerHtml.AppendHtml(content);
            built.WriteTo(writer, encoder);
        }
    }
}
