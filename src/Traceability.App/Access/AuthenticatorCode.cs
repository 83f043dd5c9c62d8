using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Traceability.App.Access;

/// <summary>Codes of authenticators: RFC 6238 with SHA-1, 30 seconds and 6 digits, which is what the apps know.</summary>
public static class AuthenticatorCode
{
    public const int Digits = 6;

    private const int KeyBytes = 20;
    private const int StepSeconds = 30;

    /// <summary>A clock may be this many steps off, either way.</summary>
    private const int Drift = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code that an authenticator shows at a moment.</summary>
    /// <param name="key">Base32 without padding.</param>
    public static string At(string key, DateTimeOffset moment) => OfStep(Decode(key), Step(moment));

    /// <returns>The time step whose code it is, or null when it is none of now.</returns>
    internal static long? StepOf(string key, string code, DateTimeOffset now)
    {
        var (secret, present) = (Decode(key), Step(now));
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(OfStep(secret, step)), System.Text.Encoding.UTF8.GetBytes(code)))
                return step;
        }

        return null;
    }

    private static long Step(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / StepSeconds;

    private static string OfStep(byte[] secret, long step)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
#pragma warning disable CA5350 // RFC 6238 as every authenticator app has it; HMAC does not need a hash without collisions.
        var mac = HMACSHA1.HashData(secret, message);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadUInt32BigEndian(mac.AsSpan(mac[^1] & 0xF)) & int.MaxValue;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string key)
    {
        var bytes = new List<byte>(KeyBytes);
        var (buffer, bits) = (0, 0);
        foreach (var character in key)
        {
            (buffer, bits) = ((buffer << 5) | Base32.IndexOf(character, StringComparison.Ordinal), bits + 5);
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
