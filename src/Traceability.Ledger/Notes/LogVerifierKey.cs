using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NSec.Cryptography;

namespace Traceability.Ledger;

/// <summary>
/// The public key of a log: an Ed25519 verifier key of C2SP signed-note, written
/// <c>name+hash+base64(0x01 ‖ public key)</c>, where hash is the first four bytes of
/// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key) as eight lower-case hexadecimal digits. Its name is the log's origin.
/// </summary>
public sealed class LogVerifierKey : IEquatable<LogVerifierKey>
{
    private const int PublicKeySize = 32;
    private readonly PublicKey _key;
    private readonly uint _hash;
    private readonly string _text;

    private LogVerifierKey(string name, PublicKey key, byte[] bytes)
    {
        Name = name;
        _key = key;
        _hash = SignedNote.KeyHash(name, bytes);
        _text = string.Create(
            CultureInfo.InvariantCulture, $"{name}+{_hash:x8}+{Convert.ToBase64String([SignedNote.Ed25519, .. bytes])}");
    }

    /// <summary>The key's name, which is the origin of the log that signs with it.</summary>
    public string Name { get; }

    internal uint Hash => _hash;

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static LogVerifierKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("Not an Ed25519 verifier key in note format.");

    /// <summary>Reads the text form. Strict: the key hash must be right, the base64 canonical, nothing around it.</summary>
    /// <returns>False, and null, when the text is not such a key.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out LogVerifierKey? key)
    {
        key = null;
        if (text is not { Length: <= Checkpoint.MaxOriginLength + 64 }
            || text.Split('+', 3) is not [var name, _, var base64]
            || !SignedNote.IsName(name)
            || !StrictBase64.TryDecode(base64, 1 + PublicKeySize, out var bytes)
            || bytes is not [SignedNote.Ed25519, .. var publicKey]
            || !TryCreate(name, publicKey, out var read)
            || !string.Equals(read._text, text, StringComparison.Ordinal))
        {
            return false;
        }

        key = read;
        return true;
    }

    /// <summary>
    /// Opens a signed checkpoint of this key's log. The note must carry a signature by this key, every signature in it
    /// by this key must be right, and the checkpoint's origin must be the key's name. Signatures by other keys
    /// (witnesses) are ignored. At most 64 KiB and 64 signatures.
    /// </summary>
    /// <param name="note">The note's whole text.</param>
    /// <param name="checkpoint">The checkpoint, trustworthy as far as the key is; null when false.</param>
    /// <returns>False when the note is malformed, signed by somebody else, or changed.</returns>
    public bool TryOpen([NotNullWhen(true)] string? note, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!SignedNote.TryParse(note, out var text, out var signatures)
            || !Checkpoint.TryParse(text, out var read)
            || !string.Equals(read.Origin, Name, StringComparison.Ordinal))
        {
            return false;
        }

        var signed = SignedNote.Utf8.GetBytes(text);
        var found = false;
        foreach (var signature in signatures)
        {
            if (signature.KeyHash != _hash || !string.Equals(signature.Name, Name, StringComparison.Ordinal))
            {
                continue;
            }

            if (!SignatureAlgorithm.Ed25519.Verify(_key, signed, signature.Value.Span))
            {
                return false;
            }

            found = true;
        }

        checkpoint = found ? read : null;
        return found;
    }

    /// <summary>The text form, for publishing and pinning.</summary>
    public override string ToString() => _text;

    /// <summary>Whether name and public key are the same.</summary>
    public bool Equals(LogVerifierKey? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogVerifierKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    internal static bool TryCreate(string name, byte[] publicKey, [NotNullWhen(true)] out LogVerifierKey? key)
    {
        key = publicKey.Length == PublicKeySize
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var imported)
            && imported is not null
                ? new LogVerifierKey(name, imported, publicKey)
                : null;
        return key is not null;
    }
}
