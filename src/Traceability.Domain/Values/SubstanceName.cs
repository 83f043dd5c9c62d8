using System.Globalization;
using System.Text;

namespace Traceability.Domain.Values;

/// <summary>The name of a substance as one looks for it: width, case, white space, hyphens and what cannot be seen make no other substance.</summary>
public static class SubstanceName
{
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.NonSpacingMark))
                key.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        return key.ToString();
    }
}
