using Org.BouncyCastle.Crypto.Digests;

namespace Traceability.Ethereum;

/// <summary>Ethereum's hash: Keccak with the padding from before FIPS 202, so it differs from SHA3-256.</summary>
internal static class Keccak256
{
    public const int Size = 32;

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new KeccakDigest(Size * 8);
        digest.BlockUpdate(data);
        var hash = new byte[Size];
        digest.DoFinal(hash);
        return hash;
    }
}
