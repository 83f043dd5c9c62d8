using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// The number of an agricultural product geographical indication, <c>AGI</c> + five digits (农产品地理标志管理办法).
/// Rules: <c>agi.form</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly partial record struct AgriculturalGiNumber : IIdentifier<AgriculturalGiNumber>
{
    private readonly string? _text;

    private AgriculturalGiNumber(string text) => _text = text;

    public static AgriculturalGiNumber Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out AgriculturalGiNumber value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = text is { Length: 8 } && Form().IsMatch(text)
            ? null
            : new("agi.form", "The number of an agricultural product geographical indication is AGI and five digits, for instance AGI01459.");
        value = error is null ? new(text!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";

    [GeneratedRegex(@"^AGI[0-9]{5}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
