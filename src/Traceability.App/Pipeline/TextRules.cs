using System.Globalization;
using FluentValidation;

namespace Traceability.App.Pipeline;

/// <summary>Rules of form for free text: any script, right-to-left and combining characters included; no control characters, no lone surrogates.</summary>
internal static class TextRules
{
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(text => text is null || (text.Length <= longest && !string.IsNullOrWhiteSpace(text) && IsClean(text)))
            .WithErrorCode("text.form")
            .WithMessage($"A text has 1 to {longest} characters and no control characters.");

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.Control)
                return false;
        }

        return true;
    }
}
