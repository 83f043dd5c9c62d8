using System.Text.Json.Nodes;
using Traceability.EndToEnd.Durability;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Operations;

/// <summary>The operator's verbs as processes, beside servers and after kills.</summary>
public sealed class VerbTests
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
        Task[] recording = [.. clients.Select(client => client.RecordUntilServerIsGoneAsync(server.Http))];
        await Wait.UntilAsync("some are recorded", TimeSpan.FromMinutes(1), () => Task.FromResult(clients.All(client => client.Acknowledged.Count > 5)));
        RecordedHarvest[] before = [.. clients.SelectMany(client => client.Acknowledged)];

        AssertDone(await deployment.RunAsync("backup", backup));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(backup) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(2, (await deployment.RunAsync("backup", backup)).ExitCode);
        Assert.Equal(2, (await deployment.RunAsync("restore", backup)).ExitCode);
        await Task.Delay(1500, Ct);
        await server.StopAsync();
        await Task.WhenAll(recording);

        await using var restored = deployment.Elsewhere();
        AssertDone(await restored.RunAsync("restore", backup));
        AssertDone(await restored.RunAsync("audit"));
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
        AssertDone(await restored.RunAsync("restore", "--nothing-was-signed-since"));
        var third = restored.Launch();
        Assert.Contains("it is older. Restore the newest backup.", await TroubleAsync(third), StringComparison.Ordinal);
        await third.StopAsync();
        File.Delete(Path.Combine(restored.DataFolder, "last-checkpoint"));
        await (await restored.StartAsync()).StopAsync();
        AssertDone(await restored.RunAsync("audit"));
    }

    [Fact]
    public async Task BackupAfterAnOrderlyStop_WithLastCheckpointBesideIt_ComesBackWithoutCeremony()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        AssertDone(await deployment.RunAsync("backup", folder.File("backup.zip")));

        await using var restored = deployment.Elsewhere();
        AssertDone(await restored.RunAsync("restore", folder.File("backup.zip")));
        File.Copy(Path.Combine(deployment.DataFolder, "last-checkpoint"), Path.Combine(restored.DataFolder, "last-checkpoint"));

        await (await restored.StartAsync()).StopAsync();
        AssertDone(await restored.RunAsync("audit"));
    }

    [Fact]
    public async Task Backup_KilledInTheMiddle_LeavesNoFileOfThatNameAndIsTakenAgain()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        for (var kill = 0; kill < 5; kill++)
        {
            var verb = deployment.Launch("backup", folder.File("backup.zip"));
            await Task.Delay(500 + (250 * kill), Ct);
            await verb.KillAsync();
            if (File.Exists(folder.File("backup.zip")))
                break;
        }

        File.Delete(folder.File("backup.zip"));
        AssertDone(await deployment.RunAsync("backup", folder.File("backup.zip")));
    }

    [Fact]
    public async Task Restore_KilledInTheMiddle_LeavesNothingThatAServerStartsOnAndIsRunAgain()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        AssertDone(await deployment.RunAsync("backup", folder.File("backup.zip")));
        await using var restored = deployment.Elsewhere();
        for (var kill = 0; ; kill++)
        {
            var verb = restored.Launch("restore", folder.File("backup.zip"));
            await Wait.UntilAsync("the restore has claimed the database", TimeSpan.FromSeconds(60), () => Task.FromResult(LedgerFile.IsBeingFilled(restored)), TimeSpan.FromMilliseconds(2));
            await verb.KillAsync();
            if (LedgerFile.IsBeingFilled(restored))
                break;
            // It was done before it was killed.
            Assert.True(kill < 10, "No kill hit the restore: this run has shown nothing.");
            Directory.Delete(restored.DataFolder, recursive: true);
        }

        Assert.Contains("was cut off", await EndsAsync(restored.Launch()), StringComparison.Ordinal);
        AssertDone(await restored.RunAsync("restore", folder.File("backup.zip")));
        AssertDone(await restored.RunAsync("audit"));
    }

    [Fact]
    public async Task ExportAndImport_UnderAnotherName_BeginsALogWithTheSameEntries()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        var server = await deployment.StartAsync();
        AssertDone(await deployment.RunAsync("export", folder.File("whole.jsonl")));
        AssertDone(await deployment.RunAsync("export", folder.File("public.jsonl"), "--public"));
        await server.StopAsync();
        await using var imported = deployment.Elsewhere();
        Assert.Equal(2, (await imported.RunAsync("import", folder.File("whole.jsonl"))).ExitCode);
        imported.Settings["Ledger__Origin"] = "log.example/next";
        Assert.Equal(2, (await imported.RunAsync("import", folder.File("public.jsonl"))).ExitCode);
        Assert.Equal(1, (await imported.RunAsync("import", folder.Cut("whole.jsonl"))).ExitCode);

        AssertDone(await imported.RunAsync("import", folder.File("whole.jsonl")));

        imported.Settings["Demo__Load"] = "false";
        await (await imported.StartAsync()).StopAsync();
        AssertDone(await imported.RunAsync("audit"));
        Assert.Equal(LedgerFile.Read(deployment).Select(row => (row.Index, row.Id)), LedgerFile.Read(imported).Select(row => (row.Index, row.Id)));
    }

    [Fact]
    public async Task Verbs_FilesThatMustNotBeUsed_AreRefusedInWords()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        AssertDone(await deployment.RunAsync("backup", folder.File("good.zip")));
        File.CreateSymbolicLink(folder.File("link.zip"), folder.File("elsewhere.zip"));
        File.CreateSymbolicLink(folder.File("link-to-good.zip"), folder.File("good.zip"));
        Directory.CreateSymbolicLink(folder.File("data"), deployment.DataFolder);
        Directory.CreateDirectory(folder.File("directory"));
        foreach (var (arguments, exitCode, says) in new (string[], int, string)[]
        {
            (["backup"], 2, "Name a FILE."),
            (["backup", "a", "b"], 2, "Exactly one FILE is named."),
            (["backup", folder.File("new.zip"), "--all"], 2, "The option '--all' is not known here"),
            (["backup", folder.File("link.zip")], 2, "is a symbolic link"),
            (["backup", Path.Combine(deployment.DataFolder, "backup.zip")], 2, "is inside the data directory"),
            (["backup", Path.Combine(folder.File("data"), "backup.zip")], 2, "is inside the data directory"),
            (["backup", Path.Combine(folder.File("directory"), "..", "data", "keys", "backup.zip")], 2, "is inside the data directory"),
            (["backup", folder.File("nowhere/backup.zip")], 2, "There is no directory"),
            (["backup", folder.File("directory")], 2, "is there already"),
            (["backup", folder.File("good.zip")], 2, "is there already"),
            (["export", folder.File("good.zip")], 2, "is there already"),
            (["restore", folder.File("link-to-good.zip")], 2, "is a symbolic link"),
            (["restore", folder.File("directory")], 2, "is a directory"),
            (["restore", folder.File("nothing.zip")], 2, "cannot be used"),
            (["restore", Path.Combine(deployment.DataFolder, "traceability.db")], 2, "is inside the data directory"),
            (["restore", folder.File("good.zip")], 2, "The database is not empty"),
            (["import", folder.File("good.zip")], 2, "The database is not empty"),
            (["erase", folder.File("good.zip")], 2, "'erase' is not known"),
        })
        {
            var finished = await deployment.RunAsync(arguments);

            Assert.True(finished.ExitCode == exitCode && finished.Output.Contains(says, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {finished.Said}");
        }

        Assert.Equal(0, (await deployment.RunAsync("--help")).ExitCode);
        Assert.Equal(["data", "directory", "good.zip", "link-to-good.zip", "link.zip"], folder.Names);
    }

    private static void AssertDone(Finished finished) => Assert.True(finished.ExitCode == 0, finished.Said);

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

    /// <summary>What a server said that ended by itself; null where it runs.</summary>
    private static async Task<string?> EndsAsync(ServerProcess server)
    {
        try
        {
            await server.WaitUntilReadyAsync();
            return null;
        }
        catch (InvalidOperationException)
        {
            return server.Log;
        }
    }

    /// <summary>A folder for the files of a test.</summary>
    private sealed class Scratch : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-e2e-files-");

        public IEnumerable<string> Names => _folder.EnumerateFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal);

        public string File(string name) => Path.Combine(_folder.FullName, name);

        /// <summary>The same file without its last line.</summary>
        public string Cut(string name)
        {
            System.IO.File.WriteAllLines(File("cut-" + name), System.IO.File.ReadAllLines(File(name))[..^1]);
            return File("cut-" + name);
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
