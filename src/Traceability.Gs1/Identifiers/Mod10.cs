namespace Traceability.Gs1.Identifiers;

/// <summary>The check digit of GS1's numeric keys (GS1 General Specifications, section 7.9: weights 3 and 1 from the right).</summary>
public static class Mod10
{
    /// <summary>The check digit that completes a key.</summary>
    /// <param name="digits">The digits of the key without its check digit, ASCII '0' to '9', any length.</param>
    /// <returns>The check digit, '0' to '9'.</returns>
    /// <exception cref="FormatException">A character is not an ASCII digit.</exception>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i]))
            {
                throw new FormatException("A check digit is made of the ASCII digits 0 to 9 only.");
            }

            var fromRight = digits.Length - 1 - i;
            sum += (digits[i] - '0') * (fromRight % 2 == 0 ? 3 : 1);
        }

        return (char)('0' + (10 - sum % 10) % 10);
    }

    /// <summary>Whether all characters are digits, the last being the check digit of those before it, and so a key of the given length.</summary>
    internal static IdentifierError? Check(string? text, string name, string title, params ReadOnlySpan<int> lengths)
    {
        if (text is null || !lengths.Contains(text.Length))
        {
            return new($"{name}.length", $"A {title} has {string.Join(" or ", lengths.ToArray())} digits; this has {text?.Length ?? 0} characters.");
        }

        var stranger = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (stranger >= 0)
        {
            return new($"{name}.digits", $"A {title} holds the digits 0 to 9 only; character {stranger + 1} is another.");
        }

        var expected = CheckDigit(text.AsSpan(..^1));
        return text[^1] == expected
            ? null
            : new($"{name}.check-digit", $"The check digit should be {expected} and is {text[^1]}.");
    }
}
