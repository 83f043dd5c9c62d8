using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Traceability.Gs1.Identifiers;

/// <summary>
/// A Serial Shipping Container Code, AI (00) (GS1 General Specifications, section 3): one logistic unit.
/// 18 digits: extension digit, GS1 company prefix, serial reference, <see cref="Mod10"/> check digit.
/// Rules: <c>sscc.length</c>, <c>sscc.digits</c>, <c>sscc.check-digit</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct Sscc : IIdentifier<Sscc>
{
    private const int Length = 18;
    private const int MinPrefix = 4;
    private const int MaxPrefix = 12;

    private readonly string? _digits;

    private Sscc(string digits) => _digits = digits;

    /// <summary>Builds an SSCC from its parts and completes it with its check digit.</summary>
    /// <param name="extensionDigit">0 to 9, of the company's own choice.</param>
    /// <param name="companyPrefix">The GS1 company prefix, 4 to 12 digits.</param>
    /// <param name="serialReference">The unit's number, not negative; it fills what the prefix leaves of 16 digits.</param>
    /// <returns>The SSCC.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The extension is not one digit, or the serial reference does not fit.</exception>
    /// <exception cref="FormatException">The prefix is not 4 to 12 digits.</exception>
    public static Sscc Create(int extensionDigit, string companyPrefix, long serialReference)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extensionDigit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extensionDigit, 9);
        ArgumentOutOfRangeException.ThrowIfNegative(serialReference);
        ArgumentNullException.ThrowIfNull(companyPrefix);
        if (companyPrefix.Length is < MinPrefix or > MaxPrefix)
        {
            throw new FormatException($"A GS1 company prefix has {MinPrefix} to {MaxPrefix} digits.");
        }

        var room = Length - 2 - companyPrefix.Length;
        var serial = serialReference.ToString(CultureInfo.InvariantCulture).PadLeft(room, '0');
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial.Length, room, nameof(serialReference));
        var digits = $"{(char)('0' + extensionDigit)}{companyPrefix}{serial}";
        return Parse(digits + Mod10.CheckDigit(digits));
    }

    /// <inheritdoc/>
    public static Sscc Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    /// <summary>Reads an SSCC that may be bad.</summary>
    /// <param name="text">18 digits.</param>
    /// <param name="value">The SSCC, or the default "no value" when a rule is broken.</param>
    /// <returns>Whether the text is an SSCC.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Sscc value) => TryParse(text, out value, out _);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Sscc value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = Mod10.Check(text, "sscc", "SSCC", Length);
        value = error is null ? new(text!) : default;
        return error is null;
    }

    /// <summary>The 18 digits; empty for the default value.</summary>
    /// <returns>18 digits, or an empty string.</returns>
    public override string ToString() => _digits ?? "";
}
