using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using BigInteger = System.Numerics.BigInteger;
using BcInteger = Org.BouncyCastle.Math.BigInteger;

namespace Traceability.Ethereum;

/// <summary>An account whose private key is at hand. The key goes in and never comes out again.</summary>
public sealed class EthereumAccount
{
    private const int KeySize = 32;

    private static readonly ECDomainParameters Curve = new(CustomNamedCurves.GetByName("secp256k1"));
    private static readonly BcInteger HalfOrder = Curve.N.ShiftRight(1);

    private readonly ECPrivateKeyParameters _privateKey;
    private readonly ECPoint _publicKey;

    /// <param name="privateKey">32 bytes, big-endian, between 1 and the order of secp256k1 less 1.</param>
    public EthereumAccount(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != KeySize)
        {
            throw new ArgumentException("A private key is exactly 32 bytes.", nameof(privateKey));
        }

        var d = new BcInteger(1, privateKey);
        if (d.SignValue == 0 || d.CompareTo(Curve.N) >= 0)
        {
            throw new ArgumentException("A private key lies between 1 and the order of secp256k1.", nameof(privateKey));
        }

        _privateKey = new ECPrivateKeyParameters(d, Curve);
        _publicKey = new FixedPointCombMultiplier().Multiply(Curve.G, d).Normalize();
        var encoded = _publicKey.GetEncoded(compressed: false);
        Address = new EthereumAddress(Keccak256.Hash(encoded.AsSpan(1)).AsSpan(^EthereumAddress.Size..));
    }

    public EthereumAddress Address { get; }

    /// <summary>Takes the account of <c>0x</c> and 64 hexadecimal digits. The error does not repeat what was given.</summary>
    public static EthereumAccount Parse(string privateKey)
    {
        if (!Hex.TryData(privateKey, KeySize, out var bytes))
        {
            throw new FormatException("A private key is 0x and 64 hexadecimal digits.");
        }

        return new EthereumAccount(bytes);
    }

    public override string ToString() => Address.ToString();

    /// <summary>
    /// Signs a hash of 32 bytes with a nonce derived from it (RFC 6979), s in the lower half of the order (EIP-2).
    /// </summary>
    internal EthereumSignature Sign(ReadOnlySpan<byte> hash)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, _privateKey);
        var digest = hash.ToArray();
        var pair = signer.GenerateSignature(digest);
        var (r, s) = (pair[0], pair[1].CompareTo(HalfOrder) > 0 ? Curve.N.Subtract(pair[1]) : pair[1]);

        // Verifying leads to the curve point of the nonce, whose y the signature has to tell; and a signature spoilt by
        // a fault, which could give the key away, does not leave this method.
        var inverse = s.ModInverse(Curve.N);
        var u1 = new BcInteger(1, digest).Multiply(inverse).Mod(Curve.N);
        var u2 = r.Multiply(inverse).Mod(Curve.N);
        var point = ECAlgorithms.SumOfTwoMultiplies(Curve.G, u1, _publicKey, u2).Normalize();
        var x = point.AffineXCoord.ToBigInteger();
        if (!x.Mod(Curve.N).Equals(r))
        {
            throw new InvalidOperationException("A signature just made does not verify.");
        }

        // x is not reduced with a chance of 2^-127; Ethereum has no value for it but in the oldest transactions.
        if (!x.Equals(r))
        {
            throw new InvalidOperationException("The nonce's x coordinate exceeds the order of the curve.");
        }

        return new EthereumSignature(ToNumber(r), ToNumber(s), point.AffineYCoord.TestBitZero());
    }

    private static BigInteger ToNumber(BcInteger value) =>
        new(value.ToByteArrayUnsigned(), isUnsigned: true, isBigEndian: true);
}

/// <summary>An ECDSA signature on secp256k1 with the parity of its nonce's y, from which the signer can be recovered.</summary>
internal readonly record struct EthereumSignature(BigInteger R, BigInteger S, bool YIsOdd)
{
    public BigInteger YParity => YIsOdd ? BigInteger.One : BigInteger.Zero;
}
