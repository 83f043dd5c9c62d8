using System.Buffers;
using System.Globalization;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.DigitalLink;

/// <summary>A part of an application identifier's data: its characters, its length and the checks of its content.</summary>
internal sealed class DataComponent
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> CharacterSet39 = SearchValues.Create("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Base64Url =
        SearchValues.Create("-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly SearchValues<char> _characters;
    private readonly bool _isVariable;
    private readonly int _length;
    private readonly string[] _checks;

    private DataComponent(char type, bool isVariable, int length, bool isOptional, string[] checks)
    {
        _characters = type switch
        {
            'N' => Digits,
            'X' => CharacterSet82.Characters,
            'Y' => CharacterSet39,
            'Z' => Base64Url,
            _ => throw new FormatException($"The syntax dictionary has an unknown type {type}."),
        };
        _isVariable = isVariable;
        _length = length;
        IsOptional = isOptional;
        _checks = checks;
    }

    public bool IsOptional { get; }

    /// <summary>Reads the dictionary's notation, for instance <c>N13,csum</c> or <c>[X..17]</c>.</summary>
    public static DataComponent Parse(string text)
    {
        var parts = text.Split(',');
        var isOptional = parts[0][0] == '[';
        var format = parts[0].Trim('[', ']');
        var isVariable = format.Contains("..", StringComparison.Ordinal);
        var length = int.Parse(format[(isVariable ? 3 : 1)..], CultureInfo.InvariantCulture);
        return new(format[0], isVariable, length, isOptional, parts[1..]);
    }

    /// <summary>How many characters of the rest are this component's; 0 when there are too few.</summary>
    public int LengthIn(ReadOnlySpan<char> rest)
    {
        var length = Math.Min(rest.Length, _length);
        return _isVariable || length == _length ? length : 0;
    }

    public IdentifierError? Check(ReadOnlySpan<char> value, string ai)
    {
        if (value.IndexOfAnyExcept(_characters) is >= 0 and var stranger)
        {
            return new("digital-link.character", $"Character {stranger + 1} of this part of ({ai}) is not one that may stand there.");
        }

        foreach (var check in _checks)
        {
            if (check == "csum" && Mod10.CheckDigit(value[..^1]) != value[^1])
            {
                return new("digital-link.check-digit", $"The check digit of ({ai}) should be {Mod10.CheckDigit(value[..^1])} and is {value[^1]}.");
            }

            if (check is "yymmd0" or "yymmdd" or "yyyymmdd" && !IsDate(value, mayBeWholeMonth: check == "yymmd0"))
            {
                return new("digital-link.date", $"The date of ({ai}) is not in the calendar.");
            }
        }

        return null;
    }

    public override string ToString() => $"{(IsOptional ? "0 or " : "")}{(_isVariable ? "1 to " : "")}{_length}";

    // Two digits of a year suffice for its days: of the centuries within GS1's window only 1900 is no leap year, and 00 is 2000.
    private static bool IsDate(ReadOnlySpan<char> value, bool mayBeWholeMonth)
    {
        var year = value.Length == 8 ? Number(value[..4]) : 2000 + Number(value[..2]);
        var month = Number(value[^4..^2]);
        var day = Number(value[^2..]);
        return year >= 1
            && month is >= 1 and <= 12
            && (day >= 1 || mayBeWholeMonth)
            && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
