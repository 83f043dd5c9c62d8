using System.Data.Common;
using System.Globalization;
using Traceability.App.Archive;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary>What an operator runs instead of the server: <c>dotnet run --project src/Traceability.Web -- audit</c>.</summary>
internal static class Verbs
{
    public const string Help =
        """
        Without a verb: the server. Verbs, with the same settings as the server:

          audit                                   holds the database against itself
          backup FILE                             writes database and key files as one archive
          restore FILE [--nothing-was-signed-since]
                                                  puts a backup into an empty database
          restore --nothing-was-signed-since      lets a restored log sign again
          export FILE [--public]                  writes the entries as JSON Lines; with --public only what everybody may know
          import FILE                             makes an empty deployment from an export
          regions FILE [EDITION]                  imports the register of regions, .csv or .json
          reference limits|pesticides FILE [EDITION]
                                                  imports limits, or bans and intervals of pesticides, .csv or .json

        audit, backup and export may run beside a server; the others not on the same SQLite file.
        Exit codes: 0 done, 1 something is wrong with what was read, 2 not done.
        """;

    private const int Done = 0;
    private const int FoundWrong = 1;
    private const int NotDone = 2;

    /// <summary>The verb among a program's arguments; null where the server is meant.</summary>
    public static string? Of(string[] args) => args is [var first, ..] && (first is "--help" or "-h" || (!first.StartsWith('-') && !first.Contains('=', StringComparison.Ordinal))) ? first : null;

    public static bool AsksForHelp(string[] args) => Of(args) is { } verb && (verb is "--help" or "-h" or "help" || args.Contains("--help") || args.Contains("-h"));

    public static async Task<int> RunAsync(string verb, IEnumerable<string> arguments, Settings settings, TextWriter output)
    {
        try
        {
            return verb switch
            {
                "audit" => await AuditAsync(arguments, settings, output),
                "backup" => await BackupVerb.RunAsync(VerbArguments.Parse(arguments), settings, output),
                "restore" => await RestoreVerb.RunAsync(VerbArguments.Parse(arguments, RestoreVerb.NothingWasSignedSince), settings, output),
                "regions" => await RegionsVerb.RunAsync(arguments, settings, output),
                "reference" => await ReferenceVerb.RunAsync(arguments, settings, output),
                "export" => await ExportAsync(VerbArguments.Parse(arguments, "--public"), settings, output),
                "import" => await ImportVerb.RunAsync(VerbArguments.Parse(arguments), settings, output),
                _ => throw new NotDoneException($"{ShownText.Of(verb)} is not known. Known: audit, backup, restore, export, import, regions, reference; --help says more."),
            };
        }
        catch (FoundWrongException e)
        {
            await output.WriteLineAsync(e.Message);
            return FoundWrong;
        }
        catch (Exception e) when (e is NotDoneException or DatabaseUnavailableException or IOException)
        {
            await output.WriteLineAsync(e.Message);
            return NotDone;
        }
        catch (DbException e)
        {
            await output.WriteLineAsync($"The database cannot be used: {e.Message}");
            return NotDone;
        }
    }

    private static async Task<int> AuditAsync(IEnumerable<string> arguments, Settings settings, TextWriter output)
    {
        if (VerbArguments.Parse(arguments).File is not null)
            throw new NotDoneException("audit takes no FILE.");
        using var database = settings.OpenDatabase();
        if (!database.HoldsFacts())
            throw new NotDoneException($"There is no database to audit: {database.Description}.");
        var findings = await new Audit(database).RunAsync(CancellationToken.None);
        foreach (var finding in findings.Problems)
            await output.WriteLineAsync(finding);
        await output.WriteLineAsync(findings.Summary);
        return findings.Problems.Count == 0 ? Done : FoundWrong;
    }

    private static async Task<int> ExportAsync(VerbArguments arguments, Settings settings, TextWriter output)
    {
        using var database = settings.OpenDatabase();
        if (!database.HoldsFacts())
            throw new NotDoneException($"There is nothing to export: {database.Description}.");
        var header = await ArchiveFile.WriteAsync(
            arguments.RequireFile(), settings.DataDirectory, file => new Export(database).WriteAsync(arguments.Options.Contains("--public"), file, CancellationToken.None));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Exported {header.Entries} entries of the log {header.Origin}, {header.Size} of them under its checkpoint. {(header.IsPublic ? "Everybody may have the file." : "The file holds personal data: keep it like the database.")}"));
        return Done;
    }
}
