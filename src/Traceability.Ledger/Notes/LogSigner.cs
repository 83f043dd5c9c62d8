using NSec.Cryptography;

namespace Traceability.Ledger;

/// <summary>
/// The signing key of a log: signs its checkpoints as C2SP signed notes with Ed25519. Holds the key in memory that is
/// wiped on <see cref="Dispose"/>. May be used from several threads at once.
/// </summary>
public sealed class LogSigner : IDisposable
{
    /// <summary>The length of a seed in bytes.</summary>
    public const int SeedSize = 32;

    private readonly Key _key;

    private LogSigner(Key key, LogVerifierKey verifierKey)
    {
        _key = key;
        VerifierKey = verifierKey;
    }

    /// <summary>The public key that opens what this signer signs.</summary>
    public LogVerifierKey VerifierKey { get; }

    /// <summary>Makes the signer of a log.</summary>
    /// <param name="origin">The log's origin, see <see cref="Checkpoint.Origin"/>.</param>
    /// <param name="seed32">The Ed25519 seed of RFC 8032 section 5.1.5: 32 secret random bytes.</param>
    /// <exception cref="ArgumentException">The origin cannot name a log, or the seed is not 32 bytes.</exception>
    public static LogSigner Create(string origin, ReadOnlySpan<byte> seed32)
    {
        if (!SignedNote.IsName(origin))
        {
            throw new ArgumentException(
                "An origin is 1 to 256 characters without white space, control characters or '+'.", nameof(origin));
        }

        if (seed32.Length != SeedSize)
        {
            throw new ArgumentException("A seed is exactly 32 bytes.", nameof(seed32));
        }

        var key = Key.Import(SignatureAlgorithm.Ed25519, seed32, KeyBlobFormat.RawPrivateKey);
        return LogVerifierKey.TryCreate(origin, key.PublicKey.Export(KeyBlobFormat.RawPublicKey), out var verifierKey)
            ? new LogSigner(key, verifierKey)
            : throw new ArgumentException("The seed makes no usable key.", nameof(seed32));
    }

    /// <summary>Signs a checkpoint of this log.</summary>
    /// <returns>The signed note: the body, an empty line and one signature line.</returns>
    /// <exception cref="ArgumentException">The checkpoint is of another log, or has a negative size.</exception>
    public string Sign(Checkpoint checkpoint)
    {
        if (!string.Equals(checkpoint.Origin, VerifierKey.Name, StringComparison.Ordinal) || checkpoint.Size < 0)
        {
            throw new ArgumentException("A log signs only its own checkpoints.", nameof(checkpoint));
        }

        var body = checkpoint.ToBody();
        var signature = SignatureAlgorithm.Ed25519.Sign(_key, SignedNote.Utf8.GetBytes(body));
        return SignedNote.Format(body, VerifierKey.Name, VerifierKey.Hash, signature);
    }

    /// <summary>Wipes the key. Signing afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _key.Dispose();
}
