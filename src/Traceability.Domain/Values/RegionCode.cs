using System.Diagnostics.CodeAnalysis;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// The code of an administrative region: 6 digits (GB/T 2260) for province <c>53 00 00</c>, prefecture <c>53 23 00</c> and
/// county <c>53 23 24</c>, 9 for a township and 12 for a village (GB/T 10114). Written as short as its level allows, so that
/// 532324000000 is 532324. A township may lie directly in a prefecture (441900003, Dongguan).
/// Rules: <c>region.length</c>, <c>region.digits</c>, <c>region.province</c>, <c>region.hierarchy</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it; it contains nothing and lies in nothing.
/// </summary>
public readonly record struct RegionCode : IIdentifier<RegionCode>
{
    private readonly string? _digits;

    private RegionCode(string digits) => _digits = digits;

    public RegionLevel Level => _digits switch
    {
        null => throw new InvalidOperationException("There is no region to have a level."),
        { Length: 12 } => RegionLevel.Village,
        { Length: 9 } => RegionLevel.Township,
        _ when _digits.EndsWith("0000", StringComparison.Ordinal) => RegionLevel.Province,
        _ when _digits.EndsWith("00", StringComparison.Ordinal) => RegionLevel.Prefecture,
        _ => RegionLevel.County,
    };

    /// <summary>The region one level up, or null for a province.</summary>
    public RegionCode? Parent => Level switch
    {
        RegionLevel.Village => new(_digits![..9]),
        RegionLevel.Township => new(_digits![..6]),
        RegionLevel.County => new(_digits![..4] + "00"),
        RegionLevel.Prefecture => new(_digits![..2] + "0000"),
        _ => null,
    };

    /// <summary>The digits that this region shares with all below it: 2, 4, 6, 9 or 12.</summary>
    public string Prefix => _digits is null ? "" : _digits[..(Level switch
    {
        RegionLevel.Province => 2,
        RegionLevel.Prefecture => 4,
        RegionLevel.County => 6,
        RegionLevel.Township => 9,
        _ => 12,
    })];

    public static RegionCode Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out RegionCode value) => TryParse(text, out value, out _);

    public static bool TryParse([NotNullWhen(true)] string? text, out RegionCode value, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = Check(text);
        value = error is null ? new(Shortest(text!)) : default;
        return error is null;
    }

    /// <summary>Whether the other region is this one or lies in it.</summary>
    public bool Contains(RegionCode other) =>
        _digits is not null && other._digits is not null && other._digits.StartsWith(Prefix, StringComparison.Ordinal);

    public override string ToString() => _digits ?? "";

    private static IdentifierError? Check(string? text)
    {
        if (text is not { Length: 6 or 9 or 12 })
        {
            return new("region.length", $"A region code has 6, 9 or 12 digits; this has {text?.Length ?? 0} characters.");
        }

        var stranger = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (stranger >= 0)
        {
            return new("region.digits", $"A region code holds the digits 0 to 9 only; character {stranger + 1} is another.");
        }

        if (text[0] is '0' or '9')
        {
            return new("region.province", "The first digit of a region is 1 to 8 (GB/T 2260).");
        }

        if (IsZero(text.AsSpan(2, 2)) && !IsZero(text.AsSpan(4)))
        {
            return new("region.hierarchy", "A county or township lies in a prefecture, and digits 3 and 4 are zero.");
        }

        return text.Length == 12 && IsZero(text.AsSpan(6, 3)) && !IsZero(text.AsSpan(9))
            ? new("region.hierarchy", "A village lies in a township, and digits 7 to 9 are zero.")
            : null;
    }

    private static string Shortest(string digits) => digits switch
    {
        { Length: 12 } when IsZero(digits.AsSpan(9)) => Shortest(digits[..9]),
        { Length: 9 } when IsZero(digits.AsSpan(6)) => digits[..6],
        _ => digits,
    };

    private static bool IsZero(ReadOnlySpan<char> digits) => !digits.ContainsAnyExcept('0');
}
