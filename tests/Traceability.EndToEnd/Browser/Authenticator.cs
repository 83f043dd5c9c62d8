using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Traceability.EndToEnd.Browser;

/// <summary>What a phone's app does with the secret that it was given (RFC 6238); written apart from the product's own.</summary>
internal static class Authenticator
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string CodeNow(string key)
    {
        var bits = string.Concat(key.Where(Base32.Contains).Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // As the standard has it.
        var mac = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
