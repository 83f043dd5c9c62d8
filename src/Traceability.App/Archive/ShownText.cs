using System.Text;

namespace Traceability.App.Archive;

/// <summary>Text out of a file that may be hostile, made fit for a terminal.</summary>
public static class ShownText
{
    private const int Longest = 80;

    public static string Of(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Longest)))
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '?' : c);
        return shown.Append(text.Length > Longest ? "…'" : "'").ToString();
    }
}
