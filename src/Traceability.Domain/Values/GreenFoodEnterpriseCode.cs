using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// The code of an enterprise that may use the green food mark, <c>GF</c> + county (6 digits) + year (2) + serial (4)
/// (企业信息码, China Green Food Development Center).
/// Rules: <c>green-food.enterprise</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly partial record struct GreenFoodEnterpriseCode : IIdentifier<GreenFoodEnterpriseCode>
{
    private readonly string? _text;

    private GreenFoodEnterpriseCode(string text) => _text = text;

    public static GreenFoodEnterpriseCode Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out GreenFoodEnterpriseCode value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = text is { Length: 14 } && Form().IsMatch(text) && RegionCode.TryParse(text[2..8], out _)
            ? null
            : new("green-food.enterprise", "A green food enterprise code is GF, the six digits of a county, two of the year and four more, for instance GF130722259999.");
        value = error is null ? new(text!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";

    [GeneratedRegex(@"^GF[0-9]{12}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
