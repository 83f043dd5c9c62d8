using System.Numerics;

namespace Traceability.Ethereum;

/// <summary>Recursive length prefix, the serialisation of transactions (Ethereum yellow paper, appendix B).</summary>
internal static class Rlp
{
    private const byte StringOffset = 0x80;
    private const byte ListOffset = 0xc0;
    private const int LongestShortPayload = 55;

    public static byte[] Bytes(ReadOnlySpan<byte> value) =>
        value is [< StringOffset] ? value.ToArray() : [.. Prefix(StringOffset, value.Length), .. value];

    /// <summary>A number is its big-endian bytes without leading zeros; zero is the empty string.</summary>
    public static byte[] Number(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return Bytes(value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <summary>A list of items that are encoded already.</summary>
    public static byte[] List(params IEnumerable<byte[]> encodedItems)
    {
        byte[] payload = [.. encodedItems.SelectMany(item => item)];
        return [.. Prefix(ListOffset, payload.Length), .. payload];
    }

    private static byte[] Prefix(byte offset, int length)
    {
        if (length <= LongestShortPayload)
        {
            return [(byte)(offset + length)];
        }

        var lengthBytes = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(offset + LongestShortPayload + lengthBytes.Length), .. lengthBytes];
    }
}
