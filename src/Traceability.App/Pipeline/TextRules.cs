using System.Buffers;
using System.Globalization;
using System.Text;
using FluentValidation;
using Traceability.App.Access;
using Traceability.Domain.Parties;

namespace Traceability.App.Pipeline;

/// <summary>
/// Rules of form for free text: one line of any script, right-to-left and combining characters included, with something to see in it;
/// no control characters, no lone surrogates.
/// </summary>
internal static class TextRules
{
    // Letters and a symbol by their category, and blank to the eye: the fillers of Hangul and the empty cell of Braille.
    private static readonly SearchValues<char> Blanks = SearchValues.Create("\u115F\u1160\u3164\uFFA0\u2800");

    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(text => text is null || (text.Length <= longest && IsOneLine(text) && HasSomethingToSee(text)))
            .WithErrorCode("text.form")
            .WithMessage($"A text is one line of 1 to {longest} characters, not all of them invisible, without control characters.");

    public static IRuleBuilderOptions<T, string?> UserName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(name => name is null || UserNames.IsWellFormed(name))
            .WithErrorCode("sign-in.user-name")
            .WithMessage("A user name is 2 to 50 letters, digits, dots, hyphens, underscores and @, and begins with a letter or digit.");

    public static IRuleBuilderOptions<T, string?> Telephone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches(@"^[+0-9][0-9 -]{2,30}\z").WithMessage("A telephone number is digits, spaces and hyphens.");

    public static IRuleBuilderOptions<T, IReadOnlyList<Role>> Roles<T>(this IRuleBuilder<T, IReadOnlyList<Role>> rule) =>
        rule.Must(r => r.Count > 0 && r.Distinct().Count() == r.Count).WithMessage("There is at least one role, and none is named twice.");

    private static bool IsOneLine(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.GetUnicodeCategory(text[i]) is UnicodeCategory.Surrogate or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                return false;
        }

        return true;
    }

    private static bool HasSomethingToSee(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsSeen(rune))
                return true;
        }

        return false;
    }

    /// <summary>A mark is seen only with the letter that carries it, so it is the letter that counts.</summary>
    private static bool IsSeen(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || Rune.IsSymbol(rune) || Rune.IsPunctuation(rune)) && !(rune.IsBmp && Blanks.Contains((char)rune.Value));
}
