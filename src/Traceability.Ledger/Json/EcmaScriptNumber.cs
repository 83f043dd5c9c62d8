using System.Buffers.Text;
using System.Globalization;

namespace Traceability.Ledger;

/// <summary>Numbers as ECMAScript writes them (ECMA-262, Number::toString with radix 10), which RFC 8785 demands.</summary>
internal static class EcmaScriptNumber
{
    private const long LargestSafeInteger = (1L << 53) - 1;

    /// <summary>Writes the number; the destination must have room for 25 bytes.</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="FormatException">The number is infinite or not a number.</exception>
    public static int Format(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("A number that is not finite.");
        }

        if (Math.Abs(value) <= LargestSafeInteger && Math.Truncate(value) == value)
        {
            Utf8Formatter.TryFormat((long)value, destination, out var count);
            return count;
        }

        // .NET finds the same shortest digits; only where the point and the exponent stand differs.
        Span<byte> shortest = stackalloc byte[32];
        value.TryFormat(shortest, out var length, default, CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[32];
        var (digitCount, pointAt) = Take(shortest[..length], digits);
        var written = 0;
        if (value < 0)
        {
            destination[written++] = (byte)'-';
        }

        return written + Place(digits[..digitCount], pointAt, destination[written..]);
    }

    /// <summary>The double that equals the integer.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static double Exactly(long value) =>
        (Int128)(double)value == value
            ? value
            : throw new FormatException("An integer that no double equals; write it as a string.");

    /// <summary>The double whose shortest decimal form is the decimal.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static double Exactly(decimal value)
    {
        var number = (double)value;
        Span<byte> text = stackalloc byte[32];
        var length = Format(number, text);
        return decimal.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var back) && back == value
            ? number
            : throw new FormatException("A decimal that no double equals; write it as a string.");
    }

    /// <summary>Takes the significant digits out of .NET's form and says before which of them the point stands.</summary>
    private static (int Count, int PointAt) Take(ReadOnlySpan<byte> shortest, Span<byte> digits)
    {
        var count = 0;
        var pointAt = 0;
        var beforePoint = true;
        for (var i = 0; i < shortest.Length; i++)
        {
            var c = shortest[i];
            if (c == '.')
            {
                beforePoint = false;
            }
            else if (c == 'E')
            {
                pointAt += int.Parse(shortest[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else if (c != '-')
            {
                var leadingZero = count == 0 && c == '0';
                if (!leadingZero)
                {
                    digits[count++] = c;
                }

                pointAt += beforePoint && !leadingZero ? 1 : !beforePoint && leadingZero ? -1 : 0;
            }
        }

        while (count > 1 && digits[count - 1] == '0')
        {
            count--;
        }

        return (count, pointAt);
    }

    private static int Place(ReadOnlySpan<byte> digits, int pointAt, Span<byte> destination)
    {
        if (pointAt is > 21 or <= -6)
        {
            return PlaceWithExponent(digits, pointAt - 1, destination);
        }

        if (pointAt >= digits.Length)
        {
            digits.CopyTo(destination);
            destination[digits.Length..pointAt].Fill((byte)'0');
            return pointAt;
        }

        if (pointAt > 0)
        {
            digits[..pointAt].CopyTo(destination);
            destination[pointAt] = (byte)'.';
            digits[pointAt..].CopyTo(destination[(pointAt + 1)..]);
            return digits.Length + 1;
        }

        "0."u8.CopyTo(destination);
        destination.Slice(2, -pointAt).Fill((byte)'0');
        digits.CopyTo(destination[(2 - pointAt)..]);
        return 2 - pointAt + digits.Length;
    }

    private static int PlaceWithExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        destination[0] = digits[0];
        var at = 1;
        if (digits.Length > 1)
        {
            destination[at++] = (byte)'.';
            digits[1..].CopyTo(destination[at..]);
            at += digits.Length - 1;
        }

        destination[at++] = (byte)'e';
        destination[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), destination[at..], out var count);
        return at + count;
    }
}
