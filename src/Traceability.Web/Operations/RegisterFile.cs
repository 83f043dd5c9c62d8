using System.Text.Json;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.App.Replay;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary>
/// A register that the operator imports from a file, JSON as the API takes it or CSV. It takes the database as a server does, so on
/// SQLite no server may run.
/// </summary>
/// <param name="Largest">Bytes.</param>
/// <param name="Read">A table.</param>
/// <param name="Place">Names the place of a table's problem by its line.</param>
/// <param name="NotJson">The answer to JSON that is not as the API takes it: line and sentence.</param>
/// <param name="Imported">The sentence of success.</param>
internal sealed record RegisterFile<TCommand, TAnswer>(
    int Largest, Func<byte[], string, Result<TCommand>> Read, Func<Problem, Problem> Place, Func<int, string, Problem> NotJson, Func<TCommand, TAnswer, string> Imported)
    where TCommand : class, IRecordingCommand<TAnswer>
    where TAnswer : class
{
    /// <returns>0 imported, 1 refused, 2 not started.</returns>
    public async Task<int> ImportAsync(string path, string? edition, Settings settings, TextWriter output)
    {
        await using var file = ArchiveFile.Open(path, settings.DataDirectory);
        // What a device holds has no length before it is read.
        var content = new byte[Largest + 1];
        var length = await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false);
        if (length > Largest)
            return await SayAsync(output, $"{path} is larger than {Largest / 1024 / 1024} MiB.", 2);

        var isTable = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var read = isTable ? Read(content[..length], edition ?? Path.GetFileNameWithoutExtension(path)) : ReadJson(content[..length]);
        if (read.Failed(out var command))
            return await RefuseAsync(output, read.Problem);
        var result = await SendAsync(command, settings);
        if (result.Failed(out var answer))
            return await RefuseAsync(output, isTable ? Place(result.Problem) : result.Problem);
        return await SayAsync(output, Imported(command, answer), 0);
    }

    private Result<TCommand> ReadJson(byte[] file)
    {
        try
        {
            return JsonSerializer.Deserialize<TCommand>(file, AppJson.Api) ?? throw new JsonException("The file holds nothing.");
        }
        catch (JsonException e)
        {
            return NotJson((int)(e.LineNumber ?? 0) + 1, e is BrokenRuleException ? e.Message : $"It is not as the API takes it: {e.Message}");
        }
    }

    private static async Task<Result<TAnswer>> SendAsync(TCommand command, Settings settings)
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
