using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Traceability.App.Archive;

/// <summary>A backup opened for reading. Nothing in it is believed until it was checked against the seal and the manifest.</summary>
public sealed class BackupArchive : IDisposable
{
    private const int MostParts = 200;
    private const int LongestManifest = 1024 * 1024;
    private const int LongestKeyFile = 4096;

    /// <summary>Lines of ours shrink to a third, an empty field to a tenth; only what was made to fill a disk shrinks further.</summary>
    private const long MostShrinking = 200;

    private readonly ZipArchive _zip;
    private readonly byte[] _text;

    private BackupArchive(ZipArchive zip)
    {
        _zip = zip;
        RefuseForeignMembers();
        _text = Small(BackupManifest.FileName, LongestManifest);
        Manifest = Parse(_text);
        KeyFiles = Manifest.Parts.Where(part => part.KeyFile is not null).ToDictionary(part => part.KeyFile!, part => Small(part.Name, LongestKeyFile), StringComparer.Ordinal);
    }

    public BackupManifest Manifest { get; }

    /// <summary>The sealed key files, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> KeyFiles { get; }

    /// <exception cref="FoundWrongException">It is no backup.</exception>
    public static BackupArchive Open(Stream file)
    {
        try
        {
            return new BackupArchive(new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new FoundWrongException($"This is no backup, or it is cut off: {e.Message}");
        }
    }

    /// <summary>Checks the seal over the manifest, and the key files against the manifest.</summary>
    /// <exception cref="FoundWrongException">It was sealed by another key, or was changed.</exception>
    public void CheckSeal(ReadOnlySpan<byte> seal)
    {
        var given = Encoding.ASCII.GetString(Small(BackupManifest.SealName, 2 * HMACSHA256.HashSizeInBytes));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(seal, _text)))))
            throw new FoundWrongException("The backup's seal does not fit: it was changed, or made where Keys__Encryption was another one.");
        foreach (var part in Manifest.Parts.Where(part => part.KeyFile is not null))
        {
            if (part.Sha256 != Convert.ToHexStringLower(SHA256.HashData(KeyFiles[part.KeyFile!])))
                throw new FoundWrongException($"{part.Name}: it is not what the manifest says.");
        }
    }

    /// <summary>Reads one part to its end, and checks it against the manifest.</summary>
    /// <exception cref="FoundWrongException">The part is not what the manifest says, or what the reading says of it.</exception>
    internal async Task ReadPartAsync(string name, Func<LineReader, Task> read)
    {
        var part = Manifest.Parts.FirstOrDefault(part => part.Name == name) ?? throw new FoundWrongException($"{name}: the backup has no such part.");
        await using var stream = new PartStream(Member(name).Open(), part.Bytes);
        try
        {
            await read(new LineReader(stream, name));
        }
        catch (InvalidDataException e)
        {
            throw new FoundWrongException($"{name}: {e.Message}");
        }

        if (stream.Bytes != part.Bytes || stream.Hash() != part.Sha256)
            throw new FoundWrongException($"{name}: it is not what the manifest says.");
    }

    internal bool Has(string name) => Manifest.Parts.Any(part => part.Name == name);

    public void Dispose() => _zip.Dispose();

    private static BackupManifest Parse(byte[] text)
    {
        var manifest = JsonSerializer.Deserialize<BackupManifest>(text, BackupManifest.Json) ?? throw new JsonException("The manifest is empty.");
        if (manifest.Format != BackupManifest.CurrentFormat)
            throw new FoundWrongException($"The backup's format is {ShownText.Of(manifest.Format)}; this version reads {BackupManifest.CurrentFormat}.");
        if (manifest.Parts.Any(part => part is null) || manifest.Parts.DistinctBy(part => part.Name).Count() != manifest.Parts.Count)
            throw new JsonException("The manifest names a part twice.");
        return manifest;
    }

    /// <summary>No name of a member ever becomes a path; one that is none of ours means that the file is none of ours.</summary>
    private void RefuseForeignMembers()
    {
        if (_zip.Entries.Count > MostParts)
            throw new InvalidDataException("It has too many parts.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in _zip.Entries)
        {
            if (!BackupPart.IsName(member.FullName))
                throw new FoundWrongException($"The backup has a part {ShownText.Of(member.FullName)}, which none of ours has.");
            if (!names.Add(member.FullName))
                throw new FoundWrongException($"{member.FullName}: the part is there twice.");
            if (member.Length > 1024 * 1024 && member.Length / MostShrinking > member.CompressedLength)
                throw new FoundWrongException($"{member.FullName}: it would unpack to more than {MostShrinking} times its size, which no part of ours does.");
        }
    }

    private ZipArchiveEntry Member(string name) => _zip.GetEntry(name) ?? throw new FoundWrongException($"{name}: the part is missing.");

    private byte[] Small(string name, int longest)
    {
        using var stream = Member(name).Open();
        var buffer = new byte[longest + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= longest ? buffer[..length] : throw new FoundWrongException($"{name}: it is too long.");
    }
}
