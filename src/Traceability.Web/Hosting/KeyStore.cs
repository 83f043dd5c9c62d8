using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Traceability.Web.Hosting;

/// <summary>
/// The deployment's secrets as files in the data directory, each encrypted with AES-256-GCM under a key that HKDF makes from
/// <c>Keys__Encryption</c>. A missing file is made; a file that does not open stops the start.
/// </summary>
internal sealed class KeyStore
{
    private const int SecretBytes = 32;

    private readonly string _folder;
    private readonly byte[] _encryption;

    public KeyStore(string dataDirectory, byte[]? encryption)
    {
        _folder = Path.Combine(dataDirectory, "keys");
        PrivateFiles.CreateDirectory(_folder);
        _encryption = encryption ?? DevelopmentEncryption();
    }

    /// <summary>32 secret bytes under a name.</summary>
    /// <param name="mayMake">False where a lost secret must not be replaced by another in silence.</param>
    /// <exception cref="SettingsException">The file is missing and may not be made, or does not open.</exception>
    public byte[] Secret(string name, bool mayMake)
    {
        var path = Path.Combine(_folder, name + ".key");
        if (!File.Exists(path))
        {
            if (!mayMake)
                throw new SettingsException($"The key {path} is missing, and the data needs that very key. Bring it back from the backup.");
            var made = RandomNumberGenerator.GetBytes(SecretBytes);
            PrivateFiles.Write(path, JsonSerializer.SerializeToUtf8Bytes(Seal(name, made)));
            return made;
        }

        try
        {
            var sealedKey = JsonSerializer.Deserialize<SealedKey>(File.ReadAllBytes(path))!;
            var secret = new byte[sealedKey.Data.Length];
            using var aes = new AesGcm(KeyFor(name), AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(sealedKey.Nonce, sealedKey.Data, sealedKey.Tag, secret, Encoding.UTF8.GetBytes(name));
            return secret;
        }
        catch (Exception e) when (e is CryptographicException or JsonException or ArgumentException or NullReferenceException)
        {
            throw new SettingsException($"The key {path} does not open: Keys__Encryption is another one, or the file was changed.");
        }
    }

    private SealedKey Seal(string name, byte[] secret)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var (data, tag) = (new byte[secret.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
        using var aes = new AesGcm(KeyFor(name), AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce, secret, data, tag, Encoding.UTF8.GetBytes(name));
        return new SealedKey(nonce, data, tag);
    }

    private byte[] KeyFor(string name) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _encryption, SecretBytes, info: Encoding.UTF8.GetBytes("traceability-key-file/v1/" + name));

    /// <summary>Development needs no ceremony: the encrypting key lies beside what it encrypts, and its name says what that is worth.</summary>
    private byte[] DevelopmentEncryption()
    {
        var path = Path.Combine(_folder, "development-only.encryption");
        if (!File.Exists(path))
            PrivateFiles.Write(path, RandomNumberGenerator.GetBytes(SecretBytes));
        return File.ReadAllBytes(path);
    }

    private sealed record SealedKey(byte[] Nonce, byte[] Data, byte[] Tag);
}
