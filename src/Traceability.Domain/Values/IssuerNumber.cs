using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// A number that an issuer gives after no national form: letters, digits, Chinese characters, hyphens and brackets, four digits at
/// least among them, for instance <c>GI-演示-0001</c>. Approvals to use the special mark of a geographical indication (CNIPA, order 80)
/// and certificates of ended schemes have such numbers.
/// Rules: <c>issuer-number.form</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly partial record struct IssuerNumber : IIdentifier<IssuerNumber>
{
    private readonly string? _text;

    private IssuerNumber(string text) => _text = text;

    public static IssuerNumber Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out IssuerNumber value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = text is { Length: >= 4 and <= 30 } && Form().IsMatch(text) && text.Count(char.IsAsciiDigit) >= 4
            ? null
            : new("issuer-number.form", "An issuer's number is 4 to 30 letters, digits, Chinese characters, hyphens and brackets, four of them digits at least.");
        value = error is null ? new(text!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";

    [GeneratedRegex(@"^[A-Za-z0-9\u4E00-\u9FFF()〔〕（）-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
