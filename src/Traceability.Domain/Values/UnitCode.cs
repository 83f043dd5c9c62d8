using System.Diagnostics.CodeAnalysis;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// A unit of measure by its UN/CEFACT code (Recommendation 20), of the closed set that is traded here: KGM, GRM, TNE and EA.
/// Rule: <c>unit.unknown</c>. The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct UnitCode : IIdentifier<UnitCode>
{
    public static readonly UnitCode Kilogram = new("KGM");
    public static readonly UnitCode Gram = new("GRM");
    public static readonly UnitCode Tonne = new("TNE");
    public static readonly UnitCode Each = new("EA");

    private readonly string? _code;

    private UnitCode(string code) => _code = code;

    public static IReadOnlyList<UnitCode> All { get; } = [Kilogram, Gram, Tonne, Each];

    /// <summary>Whether it measures mass; the other kind counts pieces.</summary>
    public bool IsMass => this == Kilogram || this == Gram || this == Tonne;

    public static UnitCode Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out UnitCode value) => TryParse(text, out value, out _);

    public static bool TryParse([NotNullWhen(true)] string? text, out UnitCode value, [NotNullWhen(false)] out IdentifierError? error)
    {
        value = All.FirstOrDefault(unit => unit._code == text);
        error = value == default ? new("unit.unknown", $"The unit is one of {string.Join(", ", All)}.") : null;
        return error is null;
    }

    public override string ToString() => _code ?? "";
}
