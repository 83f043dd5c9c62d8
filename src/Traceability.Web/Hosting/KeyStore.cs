using System.Security.Cryptography;
using Traceability.App;

namespace Traceability.Web.Hosting;

/// <summary>
/// The deployment's secrets as sealed files in the data directory. A missing file is made; a file that does not open stops the start.
/// </summary>
internal sealed class KeyStore
{
    /// <summary>The encrypting key of a Development without one: it lies beside what it encrypts, and its name says what that is worth.</summary>
    public const string DevelopmentFile = "development-only.encryption";

    private const int SecretBytes = 32;

    private readonly string _folder;

    public KeyStore(string dataDirectory, byte[]? encryption)
    {
        _folder = FolderOf(dataDirectory);
        PrivateFiles.CreateDirectory(_folder);
        Sealing = new KeySealing(encryption ?? DevelopmentEncryption());
    }

    public KeySealing Sealing { get; }

    public static string FolderOf(string dataDirectory) => Path.Combine(dataDirectory, "keys");

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>32 secret bytes under a name.</summary>
    /// <param name="mayMake">False where a lost secret must not be replaced by another in silence.</param>
    /// <exception cref="SettingsException">The file is missing and may not be made, or does not open.</exception>
    public byte[] Secret(string name, bool mayMake)
    {
        var path = PathOf(name);
        if (File.Exists(path))
            return Sealing.Open(name, File.ReadAllBytes(path)) ?? throw new SettingsException($"The key {path} does not open: Keys__Encryption is another one, or the file was changed.");
        if (!mayMake)
            throw new SettingsException($"The key {path} is missing, and the data needs that very key. Bring it back from the backup.");
        var made = RandomNumberGenerator.GetBytes(SecretBytes);
        PrivateFiles.Write(path, Sealing.Seal(name, made));
        return made;
    }

    private string PathOf(string name) => Path.Combine(_folder, name + ".key");

    /// <summary>Development needs no ceremony: the encrypting key lies beside what it encrypts, and its name says what that is worth.</summary>
    private byte[] DevelopmentEncryption()
    {
        var path = Path.Combine(_folder, DevelopmentFile);
        if (!File.Exists(path))
            PrivateFiles.Write(path, RandomNumberGenerator.GetBytes(SecretBytes));
        return File.ReadAllBytes(path);
    }
}
