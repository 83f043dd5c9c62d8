using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// The number of a green food product, <c>LB-XX-YYMMPPNNNNA</c>: product group 01 to 57, year and month of the grant, province,
/// serial, level A or AA (绿色食品标志许可, China Green Food Development Center).
/// Rules: <c>green-food.form</c>, <c>green-food.month</c>, <c>green-food.group</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly partial record struct GreenFoodNumber : IIdentifier<GreenFoodNumber>
{
    private readonly string? _text;

    private GreenFoodNumber(string text) => _text = text;

    public static GreenFoodNumber Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out GreenFoodNumber value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = Check(text);
        value = error is null ? new(text!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";

    private static IdentifierError? Check(string? text)
    {
        if (text is not { Length: <= 20 } || Form().Match(text) is not { Success: true } match)
            return new("green-food.form", "A green food number is LB-, two digits, a hyphen, ten digits and A or AA, for instance LB-15-2508990001A.");
        if (string.CompareOrdinal(match.Groups["group"].Value, "01") < 0 || string.CompareOrdinal(match.Groups["group"].Value, "57") > 0)
            return new("green-food.group", "The product group of a green food number is 01 to 57.");
        return string.CompareOrdinal(match.Groups["month"].Value, "01") < 0 || string.CompareOrdinal(match.Groups["month"].Value, "12") > 0
            ? new("green-food.month", "The month in a green food number is 01 to 12.")
            : null;
    }

    [GeneratedRegex(@"^LB-(?<group>[0-9]{2})-[0-9]{2}(?<month>[0-9]{2})[0-9]{6}(A|AA)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
