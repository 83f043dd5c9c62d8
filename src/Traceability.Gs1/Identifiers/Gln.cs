using System.Diagnostics.CodeAnalysis;

namespace Traceability.Gs1.Identifiers;

/// <summary>
/// A Global Location Number: a party, AI (417), or a physical location, AI (414)
/// (GS1 General Specifications, section 3). 13 digits, the last a <see cref="Mod10"/> check digit.
/// Rules: <c>gln.length</c>, <c>gln.digits</c>, <c>gln.check-digit</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct Gln : IIdentifier<Gln>
{
    private readonly string? _digits;

    private Gln(string digits) => _digits = digits;

    /// <summary>Completes a GLN with its check digit.</summary>
    /// <param name="digits">GS1 company prefix and location reference, 12 digits together.</param>
    /// <returns>The GLN.</returns>
    /// <exception cref="FormatException">Not 12 digits.</exception>
    public static Gln Create(string digits) => Parse(digits + Mod10.CheckDigit(digits));

    /// <inheritdoc/>
    public static Gln Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    /// <summary>Reads a GLN that may be bad.</summary>
    /// <param name="text">13 digits.</param>
    /// <param name="value">The GLN, or the default "no value" when a rule is broken.</param>
    /// <returns>Whether the text is a GLN.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Gln value) => TryParse(text, out value, out _);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Gln value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = Mod10.Check(text, "gln", "GLN", 13);
        value = error is null ? new(text!) : default;
        return error is null;
    }

    /// <summary>The 13 digits; empty for the default value.</summary>
    /// <returns>13 digits, or an empty string.</returns>
    public override string ToString() => _digits ?? "";
}
