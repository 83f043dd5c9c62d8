using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Traceability.Gs1.Identifiers;
using Traceability.Ledger;

namespace Traceability.App.Labels;

/// <summary>
/// The serials of one run: number ↔ serial under a secret of the run. A serial is 16 base-32 characters: the number hidden by
/// a mask, and 56 bits of an HMAC that nobody can make without the secret. Nothing is stored for a serial, and none can be guessed.
/// </summary>
public sealed class SerialCodec : IDisposable
{
    /// <summary>The number has 24 bits.</summary>
    public const int MaxCount = 1 << 24;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int NumberBytes = 3;
    private const int TagBytes = 7;
    private const int Characters = 16;

    private readonly IncrementalHash _hmac;

    internal SerialCodec(ReadOnlySpan<byte> secret) => _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);

    public SerialNumber Serial(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, MaxCount);
        Span<byte> bytes = stackalloc byte[NumberBytes + TagBytes];
        var tag = bytes[NumberBytes..];
        Tag(number, tag);
        Mask(number, tag, bytes[..NumberBytes]);
        return SerialNumber.Parse(Encode(bytes));
    }

    /// <summary>The number behind a serial of this run, or null when the run never made it.</summary>
    public int? Number(SerialNumber serial, int count)
    {
        Span<byte> bytes = stackalloc byte[NumberBytes + TagBytes];
        if (!TryDecode(serial.ToString(), bytes))
            return null;
        var tag = bytes[NumberBytes..];
        Span<byte> unmasked = stackalloc byte[NumberBytes];
        Mask((bytes[0] << 16) | (bytes[1] << 8) | bytes[2], tag, unmasked);
        var number = (unmasked[0] << 16) | (unmasked[1] << 8) | unmasked[2];
        Span<byte> expected = stackalloc byte[TagBytes];
        Tag(number, expected);
        return CryptographicOperations.FixedTimeEquals(tag, expected) && number < count ? number : null;
    }

    /// <summary>RFC 9162 Merkle root over SHA-256 of each serial, in the order of the numbers.</summary>
    public async ValueTask<MerkleHash> RootAsync(int count, CancellationToken ct)
    {
        var leaves = new MerkleHash[count];
        for (var i = 0; i < count; i++)
            leaves[i] = MerkleHashing.Leaf(SHA256.HashData(Encoding.ASCII.GetBytes(Serial(i).ToString())));
        return (await TiledTree.AppendAsync(0, leaves, NoTiles.Instance, ct)).Root;
    }

    public void Dispose() => _hmac.Dispose();

    private void Tag(int number, Span<byte> tag)
    {
        Span<byte> message = stackalloc byte[5];
        message[0] = (byte)'n';
        BinaryPrimitives.WriteInt32BigEndian(message[1..], number);
        Hmac(message, tag);
    }

    private void Mask(int number, ReadOnlySpan<byte> tag, Span<byte> masked)
    {
        Span<byte> message = stackalloc byte[1 + TagBytes];
        message[0] = (byte)'m';
        tag.CopyTo(message[1..]);
        Hmac(message, masked);
        masked[0] ^= (byte)(number >> 16);
        masked[1] ^= (byte)((number >> 8) & 0xFF);
        masked[2] ^= (byte)(number & 0xFF);
    }

    private void Hmac(ReadOnlySpan<byte> message, Span<byte> start)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hmac.AppendData(message);
        _hmac.GetHashAndReset(hash);
        hash[..start.Length].CopyTo(start);
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Characters];
        for (var i = 0; i < Characters; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < (i * 5) + 5; bit++)
                value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
            text[i] = Alphabet[value];
        }

        return text.ToString();
    }

    private static bool TryDecode(string text, Span<byte> bytes)
    {
        if (text.Length != Characters)
            return false;
        bytes.Clear();
        for (var i = 0; i < Characters; i++)
        {
            var value = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0)
                return false;
            for (var k = 0; k < 5; k++)
            {
                var bit = (i * 5) + k;
                bytes[bit / 8] |= (byte)(((value >> (4 - k)) & 1) << (7 - (bit % 8)));
            }
        }

        return true;
    }

    private sealed class NoTiles : ITileReader
    {
        public static readonly NoTiles Instance = new();

        public ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(int level, long number, CancellationToken ct) =>
            throw new InvalidOperationException("A new tree has no tile to read.");
    }
}
