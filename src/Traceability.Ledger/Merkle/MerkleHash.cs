using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Traceability.Ledger;

/// <summary>
/// A SHA-256 value of the Merkle tree of RFC 9162 section 2.1: a leaf, an inner node or a root. Exactly 32 bytes,
/// held inline, compared byte for byte.
/// </summary>
/// <remarks>
/// <c>default</c> is 32 zero bytes: "no hash". No input is known whose SHA-256 is that, so it never equals a real
/// leaf, node or root; the root of the empty tree is <see cref="MerkleHashing.EmptyRoot"/>, not <c>default</c>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct MerkleHash : IEquatable<MerkleHash>
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Size = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Takes a hash from its bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentException">The span is not exactly <see cref="Size"/> bytes long.</exception>
    public MerkleHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException("A hash is exactly 32 bytes.", nameof(bytes));
        }

        this = MemoryMarshal.Read<MerkleHash>(bytes);
    }

    /// <summary>Writes the 32 bytes to the start of <paramref name="destination"/>.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Size"/>.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size)
        {
            throw new ArgumentException("The destination must hold 32 bytes.", nameof(destination));
        }

        MemoryMarshal.Write(destination, in this);
    }

    /// <summary>The 32 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits, no prefix.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>44 characters of base64 with padding (RFC 4648 section 4).</summary>
    public string ToBase64()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads 64 hexadecimal digits of either case, without a prefix.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static MerkleHash Parse(string hex) =>
        TryParse(hex, out var hash) ? hash : throw new FormatException("A hash is 64 hexadecimal digits.");

    /// <summary>Reads 64 hexadecimal digits of either case, without a prefix.</summary>
    /// <returns>False, and <c>default</c>, when the text is anything else.</returns>
    public static bool TryParse([NotNullWhen(true)] string? hex, out MerkleHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (hex is not { Length: Size * 2 }
            || Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            hash = default;
            return false;
        }

        hash = new MerkleHash(bytes);
        return true;
    }

    /// <summary>
    /// Reads the one canonical base64 form of 32 bytes: 44 characters with padding, unused bits zero, no white space.
    /// </summary>
    /// <returns>False, and <c>default</c>, when the text is anything else.</returns>
    public static bool TryParseBase64([NotNullWhen(true)] string? base64, out MerkleHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (base64 is not { Length: 44 } || !StrictBase64.TryDecode(base64, bytes, out var written) || written != Size)
        {
            hash = default;
            return false;
        }

        hash = new MerkleHash(bytes);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(MerkleHash other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MerkleHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    /// <summary>Whether all 32 bytes are equal.</summary>
    public static bool operator ==(MerkleHash left, MerkleHash right) => left.Equals(right);

    /// <summary>Whether any of the 32 bytes differ.</summary>
    public static bool operator !=(MerkleHash left, MerkleHash right) => !left.Equals(right);
}
