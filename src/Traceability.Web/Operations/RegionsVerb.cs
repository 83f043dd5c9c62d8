using System.Text.Json;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Supervision;
using Traceability.App.Json;
using Traceability.App.Replay;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary>
/// <c>regions FILE [EDITION]</c>: imports the register of regions from a file, JSON as the API takes it or CSV, in the operator's
/// name. It takes the database as a server does, so on SQLite no server may run.
/// </summary>
internal static class RegionsVerb
{
    private const string Usage = "Say which file: regions FILE [EDITION]. FILE ends in .csv or .json.";

    /// <returns>0 imported, 1 refused, 2 not started.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> all, Settings settings, TextWriter output)
    {
        // Settings are given as --Name=value and are none of the verb's.
        string[] arguments = [.. all.Where(a => !(a.StartsWith("--", StringComparison.Ordinal) && a.Contains('=', StringComparison.Ordinal)))];
        if (arguments.Length is < 1 or > 2)
            return await SayAsync(output, Usage, 2);
        var path = arguments[0];
        await using var file = ArchiveFile.Open(path, settings.DataDirectory);
        // What a device holds has no length before it is read.
        var content = new byte[ImportRegionsRoute.LargestFile + 1];
        var length = await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false);
        if (length > ImportRegionsRoute.LargestFile)
            return await SayAsync(output, $"{path} is larger than {ImportRegionsRoute.LargestFile / 1024 / 1024} MiB.", 2);

        var isTable = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var read = Read(content[..length], isTable, arguments.ElementAtOrDefault(1) ?? Path.GetFileNameWithoutExtension(path));
        if (read.Failed(out var command))
            return await RefuseAsync(output, read.Problem);
        var result = await ImportAsync(command, settings);
        if (result.Failed(out var answer))
            return await RefuseAsync(output, isTable ? RegionsCsv.ByLine(result.Problem) : result.Problem);
        return await SayAsync(output, $"{answer.Count} regions were imported as {command.Edition}: entry {answer.Receipts[0].Entry}. A server gives it its place in the log.", 0);
    }

    private static Result<ImportRegions> Read(byte[] file, bool isTable, string edition)
    {
        if (isTable)
            return RegionsCsv.Read(file) is var table && table.Failed(out var rows) ? table.Problem : new ImportRegions(edition, rows);
        try
        {
            return JsonSerializer.Deserialize<ImportRegions>(file, AppJson.Api) ?? throw new JsonException("The file holds nothing.");
        }
        catch (JsonException e)
        {
            return RegionFileProblems.Line((int)(e.LineNumber ?? 0) + 1, e is BrokenRuleException ? e.Message : $"It is not as the API takes it: {e.Message}");
        }
    }

    private static async Task<Result<RegionsAnswer>> ImportAsync(ImportRegions command, Settings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        Composition.AddServices(services, settings);
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<IDatabase>();
        database.Hold();
        await database.MigrateAsync(CancellationToken.None);
        await DerivedTables.RenewAfterMigrationAsync(provider.GetRequiredService<IWriteLane>(), CancellationToken.None);

        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = await OperatorAsync(provider);
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(command);
    }

    private static async Task<Actor> OperatorAsync(ServiceProvider provider)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<TraceDb>>().CreateDbContextAsync();
        var account = await db.ApiKeys.Where(k => k.Operator).OrderBy(k => k.CreatedAt).Select(k => k.Account).FirstOrDefaultAsync()
            ?? throw new SettingsException("There is no operator yet: start the server once before.");
        return new Actor(account, [Role.Operator], Organisation: null, []);
    }

    private static async Task<int> RefuseAsync(TextWriter output, Problem problem)
    {
        await output.WriteLineAsync($"Nothing was imported ({problem.Code}).");
        if (problem.Facts is { } facts && facts.TryGetValue("rows", out var rows) && rows is IEnumerable<string> texts)
        {
            foreach (var text in texts)
                await output.WriteLineAsync(text);
            return 1;
        }

        return await SayAsync(output, problem.Field is null ? problem.Detail : $"{problem.Field}: {problem.Detail}", 1);
    }

    private static async Task<int> SayAsync(TextWriter output, string sentence, int code)
    {
        await output.WriteLineAsync(sentence);
        return code;
    }
}
