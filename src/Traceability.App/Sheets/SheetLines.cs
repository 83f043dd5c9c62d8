using System.Globalization;
using System.Text;

namespace Traceability.App.Sheets;

/// <summary>A line of text as a drawing in the font's units, on its base line.</summary>
internal sealed record SheetLine(string Content, decimal Width, decimal Bottom, decimal Top);

/// <summary>A text in at most two lines that fit, in the largest type that lets them; what fits in no type is cut off with dots.</summary>
internal sealed class SheetLines
{
    private const int MostLines = 2;
    private const string CutOff = "…";

    private readonly OutlineFont _font;

    /// <param name="room">Width in points, likewise the sizes of type.</param>
    public SheetLines(OutlineFont font, string text, decimal room, decimal largest, decimal smallest)
    {
        _font = font;
        IReadOnlyList<string> lines;
        for (Type = largest; ; Type -= 0.5m)
        {
            lines = Break(text, room / Type * font.UnitsPerEm, out var whole);
            if (whole || Type <= smallest)
                break;
        }

        Lines = [.. lines.Select(Draw)];
    }

    public IReadOnlyList<SheetLine> Lines { get; }

    /// <summary>Its size in points.</summary>
    public decimal Type { get; }

    /// <summary>From the font's units to points.</summary>
    public decimal Scale => Type / _font.UnitsPerEm;

    private List<string> Break(string text, decimal room, out bool whole)
    {
        var lines = new List<string>();
        var (line, width) = (new StringBuilder(), 0m);
        foreach (var character in text.EnumerateRunes())
        {
            var advance = _font.Advance(_font.Glyph(character));
            if (width + advance > room && line.Length > 0)
            {
                if (lines.Count == MostLines - 1)
                {
                    line.Length = Math.Max(0, line.Length - 1);
                    lines.Add(line + CutOff);
                    whole = false;
                    return lines;
                }

                lines.Add(line.ToString());
                (line, width) = (new StringBuilder(), 0m);
            }

            line.Append(character);
            width += advance;
        }

        lines.Add(line.ToString());
        whole = true;
        return lines;
    }

    private SheetLine Draw(string text)
    {
        var (content, x) = (new StringBuilder(), 0);
        foreach (var character in text.EnumerateRunes())
        {
            var glyph = _font.Glyph(character);
            if (glyph != 0 && _font.Outline(glyph) is { Length: > 0 } outline)
                content.Append(CultureInfo.InvariantCulture, $"q 1 0 0 1 {x} 0 cm\n{outline}f Q\n");
            x += _font.Advance(glyph);
        }

        return new SheetLine(content.ToString(), Math.Max(x, 1), -_font.UnitsPerEm, _font.UnitsPerEm);
    }
}
