using System.Security.Cryptography;
using System.Text;

namespace Traceability.App.Access;

/// <summary>How a secret of 256 random bits is recognised without being kept. No slow hash: nobody guesses such a secret.</summary>
internal static class SecretHash
{
    /// <returns>SHA-256, lower hex.</returns>
    public static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
