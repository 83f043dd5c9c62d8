using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Traceability.Ethereum;

/// <summary>The address of an account or contract: 20 bytes. <c>default</c> is the zero address.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EthereumAddress
{
    public const int Size = 20;

    private readonly UInt128 _high;
    private readonly uint _low;

    public EthereumAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException("An address is exactly 20 bytes.", nameof(bytes));
        }

        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>Reads <c>0x</c> and 40 hexadecimal digits; digits of both cases must carry the checksum of EIP-55.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EthereumAddress address)
    {
        address = default;
        if (!Hex.TryData(text, Size, out var bytes))
        {
            return false;
        }

        address = new EthereumAddress(bytes);
        var digits = text!.AsSpan(2);
        var mixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        if (mixed && !string.Equals(text, address.ToString(), StringComparison.Ordinal))
        {
            address = default;
            return false;
        }

        return true;
    }

    public static EthereumAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new FormatException("An address is 0x and 40 hexadecimal digits; mixed case must be its EIP-55 checksum.");

    /// <summary>The address of the contract that an account creates with its transaction of this nonce.</summary>
    public static EthereumAddress OfContract(EthereumAddress creator, long nonce)
    {
        var hash = Keccak256.Hash(Rlp.List(Rlp.Bytes(creator.ToArray()), Rlp.Number(new BigInteger(nonce))));
        return new EthereumAddress(hash.AsSpan(^Size..));
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), _low);
        return bytes;
    }

    /// <summary><c>0x</c> and 40 lower-case digits, the form in which addresses are stored and compared.</summary>
    public string ToHex() => Hex.Data(ToArray());

    /// <summary><c>0x</c> and 40 digits whose case is the checksum of EIP-55, the form for people.</summary>
    public override string ToString()
    {
        var digits = ToHex().ToCharArray();
        var hash = Convert.ToHexStringLower(Keccak256.Hash(Encoding.ASCII.GetBytes(digits, 2, Size * 2)));
        for (var i = 0; i < Size * 2; i++)
        {
            if (hash[i] >= '8')
            {
                digits[i + 2] = char.ToUpperInvariant(digits[i + 2]);
            }
        }

        return new string(digits);
    }
}
