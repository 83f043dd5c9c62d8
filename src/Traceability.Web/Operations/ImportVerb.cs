using System.Globalization;
using Traceability.App.Archive;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.Ledger;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

internal static class ImportVerb
{
    public static async Task<int> RunAsync(VerbArguments arguments, Settings settings, TextWriter output)
    {
        await using var file = ArchiveFile.Open(arguments.RequireFile(), settings.DataDirectory);
        Traceability.App.PrivateFiles.CreateDirectory(settings.DataDirectory);
        using var database = settings.OpenDatabase();
        database.Hold();
        if (database.HoldsFacts())
            throw new NotDoneException($"The database is not empty: {database.Description}. An import goes into an empty one only.");
        await database.MigrateAsync(CancellationToken.None);

        var folder = KeyStore.FolderOf(settings.DataDirectory);
        var before = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        try
        {
            var keys = new KeyStore(settings.DataDirectory, settings.EncryptionKey);
            // Made where it is missing, as a first start would: no label of this deployment was printed yet.
            keys.Secret("labels", mayMake: true);
            using var signer = LogSigner.Create(settings.Origin, keys.Secret("log", mayMake: true));
            await using var services = VerbServices.Make(database);
            var imported = await new Import(services.GetRequiredService<IWriteLane>(), new LogIdentity(settings.Origin, signer, settings.Node)).RunAsync(file, CancellationToken.None);
            await SayAsync(imported, settings, before.Length > 0, output);
            return 0;
        }
        catch
        {
            foreach (var made in Directory.Exists(folder) ? Directory.GetFiles(folder).Except(before, StringComparer.Ordinal) : [])
                File.Delete(made);
            throw;
        }
    }

    private static async Task SayAsync(Imported imported, Settings settings, bool hadKeys, TextWriter output)
    {
        var header = imported.Header;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Imported {header.Entries} entries of the log {header.Origin}, {header.Size} of them under its checkpoint. Run the audit."));
        await output.WriteLineAsync(imported.ContinuesLog
            ? "The log's key is here: the same log goes on, once it is seen that nothing more was signed (last-checkpoint in the data directory, the chain, or restore --nothing-was-signed-since)."
            : $"The key of {header.Origin} is not here: that log has ended, and {settings.Origin} begins with the same entries. Tell its verifier key to those who pinned the old one.");
        if (!hadKeys)
            await output.WriteLineAsync("The label key is a new one: serials printed before are not known here, unless you bring back labels.key and import again.");
        await output.WriteLineAsync("API keys, passwords and anchors are in no export; the first start gives the operator a new key.");
    }
}
