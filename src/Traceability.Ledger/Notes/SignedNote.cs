using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Traceability.Ledger;

/// <summary>
/// The text form of C2SP signed-note: a text that ends with a line feed, an empty line, and signature lines
/// <c>— name base64(key hash ‖ signature)</c>.
/// </summary>
internal static class SignedNote
{
    public const byte Ed25519 = 0x01;
    public const int MaxLength = 64 * 1024;
    public const int MaxSignatures = 64;
    private const int KeyHashSize = 4;
    private const int MaxSignatureSize = 8 * 1024;
    private const string LineStart = "\u2014 ";

    /// <summary>Strict UTF-8: a lone surrogate is an error, never a replacement character.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One signature line.</summary>
    public readonly record struct Signature(string Name, uint KeyHash, ReadOnlyMemory<byte> Value);

    /// <summary>Whether a text may name a key, and so a log.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > Checkpoint.MaxOriginLength)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '+' || char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return false;
            }

            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == name.Length || !char.IsLowSurrogate(name[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), big-endian.</summary>
    public static uint KeyHash(string name, ReadOnlySpan<byte> publicKey)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Utf8.GetBytes(name));
        hash.AppendData([(byte)'\n', Ed25519]);
        hash.AppendData(publicKey);
        return BinaryPrimitives.ReadUInt32BigEndian(hash.GetHashAndReset());
    }

    public static string Format(string text, string name, uint keyHash, ReadOnlySpan<byte> signature)
    {
        var value = new byte[KeyHashSize + signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(value, keyHash);
        signature.CopyTo(value.AsSpan(KeyHashSize));
        return $"{text}\n{LineStart}{name} {Convert.ToBase64String(value)}\n";
    }

    public static bool TryParse(
        [NotNullWhen(true)] string? note,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(true)] out IReadOnlyList<Signature>? signatures)
    {
        text = null;
        signatures = null;
        if (note is not { Length: > 0 and <= MaxLength }
            || note.LastIndexOf("\n\n", StringComparison.Ordinal) is not (> 0 and var split)
            || note[^1] != '\n')
        {
            return false;
        }

        var lines = note[(split + 2)..].Split('\n', MaxSignatures + 2);
        if (lines.Length is < 2 or > MaxSignatures + 1)
        {
            return false;
        }

        var read = new List<Signature>(lines.Length - 1);
        foreach (var line in lines.AsSpan()[..^1])
        {
            if (!TryParseLine(line, out var signature))
            {
                return false;
            }

            read.Add(signature);
        }

        text = note[..(split + 1)];
        signatures = read;
        return true;
    }

    private static bool TryParseLine(string line, out Signature signature)
    {
        signature = default;
        if (!line.StartsWith(LineStart, StringComparison.Ordinal)
            || line.IndexOf(' ', LineStart.Length) is not (> 0 and var space)
            || line[LineStart.Length..space] is var name && !IsName(name)
            || !StrictBase64.TryDecode(line[(space + 1)..], MaxSignatureSize, out var value)
            || value.Length <= KeyHashSize)
        {
            return false;
        }

        signature = new Signature(name, BinaryPrimitives.ReadUInt32BigEndian(value), value.AsMemory(KeyHashSize));
        return true;
    }
}
