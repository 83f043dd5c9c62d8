using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Traceability.Ethereum;

/// <summary>The two hexadecimal forms of Ethereum's JSON-RPC: quantities without leading zeros, data in whole bytes.</summary>
internal static class Hex
{
    private const string Prefix = "0x";
    private const int LongestQuantity = 64;

    public static string Data(ReadOnlySpan<byte> bytes) => Prefix + Convert.ToHexStringLower(bytes);

    public static string Quantity(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return Prefix + (digits.Length == 0 ? "0" : digits);
    }

    public static bool TryData(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length % 2 != 0)
        {
            return false;
        }

        var buffer = new byte[(text.Length - Prefix.Length) / 2];
        if (Convert.FromHexString(text.AsSpan(Prefix.Length), buffer, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        bytes = buffer;
        return true;
    }

    public static bool TryData(string? text, int length, out byte[] bytes) => TryData(text, out bytes) && bytes.Length == length;

    public static bool TryQuantity(string? text, out BigInteger value)
    {
        value = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var digits = text.AsSpan(Prefix.Length);
        var canonical = digits.Length is >= 1 and <= LongestQuantity && (digits[0] != '0' || digits.Length == 1);
        return canonical
            && !digits.ContainsAnyExcept(HexDigits)
            && BigInteger.TryParse($"0{digits}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
