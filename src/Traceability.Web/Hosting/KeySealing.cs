using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Traceability.Web.Hosting;

/// <summary>Seals secrets under <c>Keys__Encryption</c>: AES-256-GCM with a key that HKDF-SHA-256 makes from it and the secret's name.</summary>
internal sealed class KeySealing(byte[] encryption)
{
    private const int KeyBytes = 32;

    /// <summary>The secret that vouches for a backup: who has not <c>Keys__Encryption</c> cannot make or change one.</summary>
    public byte[] BackupSeal() => KeyFor("traceability-backup/v1");

    public byte[] Seal(string name, byte[] secret)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var (data, tag) = (new byte[secret.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
        using var aes = new AesGcm(FileKey(name), AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce, secret, data, tag, Encoding.UTF8.GetBytes(name));
        return JsonSerializer.SerializeToUtf8Bytes(new SealedKey(nonce, data, tag));
    }

    /// <returns>Null where it does not open: it was sealed under another key, or changed.</returns>
    public byte[]? Open(string name, byte[] file)
    {
        try
        {
            var sealedKey = JsonSerializer.Deserialize<SealedKey>(file)!;
            var secret = new byte[sealedKey.Data.Length];
            using var aes = new AesGcm(FileKey(name), AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(sealedKey.Nonce, sealedKey.Data, sealedKey.Tag, secret, Encoding.UTF8.GetBytes(name));
            return secret;
        }
        catch (Exception e) when (e is CryptographicException or JsonException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    private byte[] FileKey(string name) => KeyFor("traceability-key-file/v1/" + name);

    private byte[] KeyFor(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, encryption, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    private sealed record SealedKey(byte[] Nonce, byte[] Data, byte[] Tag);
}
