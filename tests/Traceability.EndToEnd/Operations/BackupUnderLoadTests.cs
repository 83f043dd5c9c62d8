using System.Text.Json.Nodes;
using Traceability.EndToEnd.Durability;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Operations;

/// <summary>A backup that is taken while others record, and what a deployment does that was restored from it.</summary>
public sealed class BackupUnderLoadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task BackupUnderLoad_RestoredElsewhere_SignsNothingUntilTheOperatorSaysSoAndGoesOnThen(Provider provider)
    {
        await using var deployment = provider == Provider.Sqlite ? await Deployment.StartedBeforeAsync() : new Deployment(provider);
        using var folder = new Scratch();
        var backup = folder.File("backup.zip");
        var server = await deployment.StartAsync();
        var apiKey = await deployment.KeyOfAsync("cooperative");
        RecordingClient[] clients = [.. Enumerable.Range(1, 4).Select(number => new RecordingClient(number, apiKey))];
        Task[] recording = [.. clients.Select(client => client.RecordUntilServerIsGoneAsync(server.Http, TimeSpan.FromMilliseconds(5)))];
        await Wait.UntilAsync("some are recorded", TimeSpan.FromMinutes(1), () => Task.FromResult(clients.All(client => client.Acknowledged.Count > 5)));
        RecordedHarvest[] before = [.. clients.SelectMany(client => client.Acknowledged)];

        (await deployment.RunAsync("backup", backup)).AssertDone();
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(backup) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(2, (await deployment.RunAsync("backup", backup)).ExitCode);
        Assert.Equal(2, (await deployment.RunAsync("restore", backup)).ExitCode);
        await Task.Delay(1500, Ct);
        await server.StopAsync();
        await Task.WhenAll(recording);

        await using var restored = deployment.Elsewhere();
        (await restored.RunAsync("restore", backup)).AssertDone();
        (await restored.RunAsync("audit")).AssertDone();
        var second = restored.Launch();
        var trouble = await TroubleAsync(second);
        Assert.Contains("Nothing shows that no more were signed before", trouble, StringComparison.Ordinal);
        Assert.Contains("restore --nothing-was-signed-since", trouble, StringComparison.Ordinal);
        foreach (var harvest in before)
            await harvest.AssertIsThereAsync(second.Http, apiKey);
        // A file of SQLite is one process's own.
        if (provider == Provider.Sqlite)
            Assert.Equal(2, (await restored.RunAsync("restore", "--nothing-was-signed-since")).ExitCode);
        await second.StopAsync();

        // The old deployment's memory says that the backup is older, whatever the operator says.
        File.Copy(Path.Combine(deployment.DataFolder, "last-checkpoint"), Path.Combine(restored.DataFolder, "last-checkpoint"));
        (await restored.RunAsync("restore", "--nothing-was-signed-since")).AssertDone();
        var third = restored.Launch();
        Assert.Contains("it is older. Restore the newest backup.", await TroubleAsync(third), StringComparison.Ordinal);
        await third.StopAsync();
        File.Delete(Path.Combine(restored.DataFolder, "last-checkpoint"));
        await (await restored.StartAsync()).StopAsync();
        (await restored.RunAsync("audit")).AssertDone();
    }

    private static async Task<string> TroubleAsync(ServerProcess server)
    {
        string? trouble = null;
        await Wait.UntilAsync("the server says why it signs nothing", TimeSpan.FromMinutes(2), async () =>
        {
            try
            {
                var readiness = JsonNode.Parse(await (await server.Http.GetAsync("/readyz", Ct)).Content.ReadAsStringAsync(Ct))!;
                trouble = readiness["logTrouble"]?.GetValue<string>();
                return trouble is not null;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return trouble!;
    }
}
