using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>
/// Commitments of an entry to values that are kept elsewhere: SHA-256("traceability-commit/v1" ‖ 0x00 ‖
/// JCS([field, base64 of the salt, value])). Without the salt nothing can be learnt about the value; with it, only the
/// one value fits.
/// </summary>
public static class Commitments
{
    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltSize = 32;

    private const int Base64SaltLength = 44;

    private static ReadOnlySpan<byte> Context => "traceability-commit/v1\0"u8;

    /// <summary>A new salt: 32 bytes from the system's cryptographic random numbers. One for each value, never used twice.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltSize);

    /// <summary>The commitment to one value.</summary>
    /// <param name="field">The field's name, as in the entry's <c>commitments</c>.</param>
    /// <param name="salt">Exactly <see cref="SaltSize"/> bytes.</param>
    /// <param name="value">The value; at most 63 arrays and objects deep, decimals as strings.</param>
    /// <exception cref="ArgumentException">The salt has another length.</exception>
    /// <exception cref="FormatException">The value has no canonical form, see <see cref="CanonicalJson"/>.</exception>
    public static MerkleHash Compute(string field, ReadOnlySpan<byte> salt, JsonNode? value)
    {
        if (salt.Length != SaltSize)
        {
            throw new ArgumentException("A salt is exactly 32 bytes.", nameof(salt));
        }

        Span<char> base64 = stackalloc char[Base64SaltLength];
        Convert.TryToBase64Chars(salt, base64, out _);
        var input = new CanonicalJsonWriter();
        try
        {
            input.WriteRaw(Context);
            input.WriteByte((byte)'[');
            input.WriteString(field);
            input.WriteByte((byte)',');
            input.WriteString(base64);
            input.WriteByte((byte)',');
            input.WriteNode(value, depth: 1);
            input.WriteByte((byte)']');
            Span<byte> hash = stackalloc byte[MerkleHash.Size];
            SHA256.HashData(input.Written, hash);
            return new MerkleHash(hash);
        }
        finally
        {
            input.Dispose();
        }
    }
}
