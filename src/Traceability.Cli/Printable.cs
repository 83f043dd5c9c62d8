using System.Globalization;
using System.Text;

namespace Traceability.Cli;

/// <summary>Text of strangers made fit for a terminal.</summary>
internal static class Printable
{
    /// <summary>Writes out what could move the cursor, turn the direction of writing or hide: controls and formats.</summary>
    public static string Text(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                printable.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x4}}}");
            }
            else
            {
                printable.Append(rune.ToString());
            }
        }

        return printable.ToString();
    }
}
