using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// The number of an organic certificate: three digits of the body, <c>OP</c>, two of the year, five of the serial, and for a part of
/// one a hyphen and its number (有机产品认证实施规则, CNCA). The 17 digits on each pack are another thing: they belong to the sale unit.
/// Rules: <c>organic.form</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly partial record struct OrganicCertificateNumber : IIdentifier<OrganicCertificateNumber>
{
    private readonly string? _text;

    private OrganicCertificateNumber(string text) => _text = text;

    public static OrganicCertificateNumber Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out OrganicCertificateNumber value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = text is { Length: <= 16 } && Form().IsMatch(text)
            ? null
            : new("organic.form", "The number of an organic certificate is three digits, OP and seven digits, for instance 000OP2600001; the 17 digits on a pack are not it.");
        value = error is null ? new(text!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";

    [GeneratedRegex(@"^[0-9]{3}OP[0-9]{7}(-[0-9]{1,2})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
