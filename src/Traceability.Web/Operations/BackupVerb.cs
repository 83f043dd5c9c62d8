using System.Globalization;
using Traceability.App.Archive;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

internal static class BackupVerb
{
    public static async Task<int> RunAsync(VerbArguments arguments, Settings settings, TextWriter output)
    {
        using var database = settings.OpenDatabase();
        var folder = KeyStore.FolderOf(settings.DataDirectory);
        if (!database.HoldsFacts() || !Directory.Exists(folder))
            throw new NotDoneException($"There is nothing to back up: {database.Description}, keys in {folder}.");
        var files = KeyFiles(folder, settings);
        if (!files.ContainsKey("log.key") || !files.ContainsKey("labels.key"))
            throw new NotDoneException($"Key files are missing in {folder}: a backup without them could not be used.");
        var sealing = new KeyStore(settings.DataDirectory, settings.EncryptionKey).Sealing;
        foreach (var (name, content) in files.Where(file => file.Key.EndsWith(".key", StringComparison.Ordinal)))
        {
            if (sealing.Open(Path.GetFileNameWithoutExtension(name), content) is null)
                throw new NotDoneException($"The key {Path.Combine(folder, name)} does not open: Keys__Encryption is another one, or the file was changed.");
        }

        var manifest = await ArchiveFile.WriteAsync(
            arguments.RequireFile(), settings.DataDirectory, file => new Backup(database, TimeProvider.System, sealing.BackupSeal()).WriteAsync(files, file, CancellationToken.None));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Backed up {manifest.Entries} entries of the log {manifest.Origin}, {manifest.Size} of them under its checkpoint, and {files.Count} key files. Keep Keys__Encryption apart from it: without it the backup is worth nothing."));
        return 0;
    }

    /// <summary>The encrypting key never goes with what it encrypts, but in a Development that has no other.</summary>
    private static Dictionary<string, byte[]> KeyFiles(string folder, Settings settings) =>
        new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => file.LinkTarget is null && (file.Extension == ".key" || (file.Name == KeyStore.DevelopmentFile && settings is { Development: true, EncryptionKey: null })))
            .ToDictionary(file => file.Name, file => File.ReadAllBytes(file.FullName), StringComparer.Ordinal);
}
