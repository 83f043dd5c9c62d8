using System.Globalization;
using Traceability.App;
using Traceability.App.Archive;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.Ledger;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

internal static class RestoreVerb
{
    public const string NothingWasSignedSince = "--nothing-was-signed-since";

    public static async Task<int> RunAsync(VerbArguments arguments, Settings settings, TextWriter output)
    {
        var said = arguments.Options.Contains(NothingWasSignedSince);
        if (arguments.File is null && said)
            return await LetSignAsync(settings, output);

        using var file = ArchiveFile.Open(arguments.RequireFile(), settings.DataDirectory);
        using var backup = BackupArchive.Open(file);
        var sealing = new KeySealing(
            settings.EncryptionKey ?? backup.KeyFiles.GetValueOrDefault(KeyStore.DevelopmentFile)
            ?? throw new NotDoneException("The backup was made with Keys__Encryption: set it to the same value."));
        backup.CheckSeal(sealing.BackupSeal());
        var key = CheckLog(backup, sealing, settings);
        // The encrypting key of a Development is of no use where there is another.
        var keyFiles = backup.KeyFiles.Where(f => f.Key != KeyStore.DevelopmentFile || settings.EncryptionKey is null).ToList();
        var folder = KeyStore.FolderOf(settings.DataDirectory);
        var missing = keyFiles.Where(f => !IsThere(folder, f.Key, f.Value)).ToList();
        RefuseForeignKeys(folder, keyFiles);

        PrivateFiles.CreateDirectory(settings.DataDirectory);
        using var database = settings.OpenDatabase();
        database.Hold();
        await database.MigrateAsync(CancellationToken.None);
        await using (var services = VerbServices.Make(database))
        {
            await new Restore(services.GetRequiredService<IWriteLane>(), key).RunAsync(
                backup,
                said,
                keepKeys: () =>
                {
                    PrivateFiles.CreateDirectory(folder);
                    foreach (var (name, content) in missing)
                        PrivateFiles.Write(Path.Combine(folder, name), content);
                },
                dropKeys: () =>
                {
                    foreach (var (name, _) in missing)
                        File.Delete(Path.Combine(folder, name));
                },
                CancellationToken.None);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Restored {backup.Manifest.Entries} entries of the log {backup.Manifest.Origin}, {backup.Manifest.Size} of them under its checkpoint, as of {backup.Manifest.Taken:u}. Run the audit."));
        if (!said)
            await output.WriteLineAsync("The server records, and signs nothing until it has seen that no more was signed: by last-checkpoint in the data directory, or by the chain. Where neither can say so, /readyz says what to do.");
        return 0;
    }

    private static async Task<int> LetSignAsync(Settings settings, TextWriter output)
    {
        using var database = settings.OpenDatabase();
        database.Hold();
        await database.MigrateAsync(CancellationToken.None);
        await using var services = VerbServices.Make(database);
        var stood = await services.GetRequiredService<IWriteLane>().RunAsync(connection => ValueTask.FromResult((RestoredMark.Remove(connection.Prepared), Keep: true)), CancellationToken.None);
        await output.WriteLineAsync(stood ? "Noted: nothing was signed since the backup. The log goes on." : "This log does not wait for that: it was not restored, or goes on already.");
        return stood ? 0 : 2;
    }

    private static LogVerifierKey CheckLog(BackupArchive backup, KeySealing sealing, Settings settings)
    {
        if (backup.Manifest.Origin != settings.Origin)
            throw new NotDoneException($"The backup is of the log {ShownText.Of(backup.Manifest.Origin)}, and Ledger__Origin is '{settings.Origin}'. Set it to the same.");
        if (!backup.KeyFiles.TryGetValue("log.key", out var file) || sealing.Open("log", file) is not { } seed)
            throw new FoundWrongException("keys/log.key: it is missing, or does not open under Keys__Encryption.");
        using var signer = LogSigner.Create(settings.Origin, seed);
        return signer.VerifierKey.ToString() == backup.Manifest.Key ? signer.VerifierKey : throw new FoundWrongException("keys/log.key: it is not the key of the manifest.");
    }

    private static void RefuseForeignKeys(string folder, List<KeyValuePair<string, byte[]>> keyFiles)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => !path.EndsWith(PrivateFiles.Unfinished, StringComparison.Ordinal) && !keyFiles.Exists(f => IsThere(folder, f.Key, f.Value) && Path.GetFileName(path) == f.Key)) is { } foreign)
            throw new NotDoneException($"{foreign} is there, and is not of this backup. Move the key folder away, or set Data__Directory to another.");
    }

    private static bool IsThere(string folder, string name, byte[] content) => Path.Combine(folder, name) is var path && File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
}
