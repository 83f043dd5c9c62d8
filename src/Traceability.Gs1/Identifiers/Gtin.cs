using System.Diagnostics.CodeAnalysis;

namespace Traceability.Gs1.Identifiers;

/// <summary>
/// A Global Trade Item Number, AI (01) (GS1 General Specifications, section 3). Read from 8, 12, 13 or 14 digits,
/// held and written as 14 with leading zeros, the last a <see cref="Mod10"/> check digit.
/// Rules: <c>gtin.length</c>, <c>gtin.digits</c>, <c>gtin.check-digit</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct Gtin : IIdentifier<Gtin>
{
    private const int Length = 14;
    private const int VariableMeasureIndicator = 9;

    private readonly string? _digits;

    private Gtin(string digits) => _digits = digits;

    /// <summary>
    /// The first of the 14 digits: 0 for a GTIN-8, -12 or -13, 1 to 8 for a packaging level, 9 for a variable-measure item
    /// (GS1 General Specifications, section 2.1). 0 for the default value.
    /// </summary>
    public int Indicator => _digits is null ? 0 : _digits[0] - '0';

    /// <summary>Whether the item is sold by a quantity that differs from piece to piece (indicator 9).</summary>
    public bool IsVariableMeasure => Indicator == VariableMeasureIndicator;

    /// <summary>Completes a GTIN with its check digit.</summary>
    /// <param name="digits">A GTIN without its last digit: 7, 11, 12 or 13 digits.</param>
    /// <returns>The GTIN.</returns>
    /// <exception cref="FormatException">Not 7, 11, 12 or 13 digits.</exception>
    public static Gtin Create(string digits) => Parse(digits + Mod10.CheckDigit(digits));

    /// <inheritdoc/>
    public static Gtin Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    /// <summary>Reads a GTIN that may be bad.</summary>
    /// <param name="text">8, 12, 13 or 14 digits.</param>
    /// <param name="value">The GTIN, or the default "no value" when a rule is broken.</param>
    /// <returns>Whether the text is a GTIN.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Gtin value) => TryParse(text, out value, out _);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Gtin value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = Mod10.Check(text, "gtin", "GTIN", 8, 12, 13, Length);
        value = error is null ? new(text!.PadLeft(Length, '0')) : default;
        return error is null;
    }

    /// <summary>The GTIN of the same item at another packaging level: other indicator, new check digit.</summary>
    /// <param name="indicator">0 to 9; 9 is the variable-measure item.</param>
    /// <returns>The other GTIN.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The indicator is not one digit.</exception>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public Gtin WithIndicator(int indicator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(indicator);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(indicator, 9);
        var digits = _digits ?? throw new InvalidOperationException("There is no GTIN to give an indicator to.");
        return Create((char)('0' + indicator) + digits[1..^1]);
    }

    /// <summary>The 14 digits; empty for the default value.</summary>
    /// <returns>14 digits, or an empty string.</returns>
    public override string ToString() => _digits ?? "";
}
