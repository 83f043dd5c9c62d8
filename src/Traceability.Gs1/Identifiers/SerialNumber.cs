using System.Diagnostics.CodeAnalysis;

namespace Traceability.Gs1.Identifiers;

/// <summary>
/// A serial number, AI (21) (GS1 General Specifications, section 3): unique only together with the GTIN it belongs to.
/// 1 to 20 characters of GS1 AI encodable character set 82, case-sensitive. The values "." and ".." are refused:
/// a URI cannot carry them as a path segment (RFC 3986, section 5.2.4).
/// Rules: <c>serial.length</c>, <c>serial.character</c>, <c>serial.dot-segment</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct SerialNumber : IIdentifier<SerialNumber>
{
    private readonly string? _text;

    private SerialNumber(string text) => _text = text;

    /// <inheritdoc/>
    public static SerialNumber Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    /// <summary>Reads a serial number that may be bad.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or the default "no value" when a rule is broken.</param>
    /// <returns>Whether the text is a serial number.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SerialNumber value) => TryParse(text, out value, out _);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out SerialNumber value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = CharacterSet82.Check(text, "serial", "serial number");
        value = error is null ? new(text!) : default;
        return error is null;
    }

    /// <summary>The text as it was read; empty for the default value.</summary>
    /// <returns>1 to 20 characters, or an empty string.</returns>
    public override string ToString() => _text ?? "";
}
