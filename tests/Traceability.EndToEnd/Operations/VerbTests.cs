using Traceability.EndToEnd.Durability;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Operations;

/// <summary>The operator's verbs as processes, beside servers and after kills.</summary>
public sealed class VerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BackupAfterAnOrderlyStop_WithLastCheckpointBesideIt_ComesBackWithoutCeremony()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        (await deployment.RunAsync("backup", folder.File("backup.zip"))).AssertDone();

        await using var restored = deployment.Elsewhere();
        (await restored.RunAsync("restore", folder.File("backup.zip"))).AssertDone();
        File.Copy(Path.Combine(deployment.DataFolder, "last-checkpoint"), Path.Combine(restored.DataFolder, "last-checkpoint"));

        await (await restored.StartAsync()).StopAsync();
        (await restored.RunAsync("audit")).AssertDone();
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
        (await deployment.RunAsync("backup", folder.File("backup.zip"))).AssertDone();
    }

    [Fact]
    public async Task Restore_KilledInTheMiddle_LeavesNothingThatAServerStartsOnAndIsRunAgain()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        (await deployment.RunAsync("backup", folder.File("backup.zip"))).AssertDone();
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
        (await restored.RunAsync("restore", folder.File("backup.zip"))).AssertDone();
        (await restored.RunAsync("audit")).AssertDone();
    }

    [Fact]
    public async Task ExportAndImport_UnderAnotherName_BeginsALogWithTheSameEntries()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        var server = await deployment.StartAsync();
        (await deployment.RunAsync("export", folder.File("whole.jsonl"))).AssertDone();
        (await deployment.RunAsync("export", folder.File("public.jsonl"), "--public")).AssertDone();
        await server.StopAsync();
        await using var imported = deployment.Elsewhere();
        Assert.Equal(2, (await imported.RunAsync("import", folder.File("whole.jsonl"))).ExitCode);
        imported.Settings["Ledger__Origin"] = "log.example/next";
        Assert.Equal(2, (await imported.RunAsync("import", folder.File("public.jsonl"))).ExitCode);
        Assert.Equal(1, (await imported.RunAsync("import", folder.Cut("whole.jsonl"))).ExitCode);

        (await imported.RunAsync("import", folder.File("whole.jsonl"))).AssertDone();

        imported.Settings["Demo__Load"] = "false";
        await (await imported.StartAsync()).StopAsync();
        (await imported.RunAsync("audit")).AssertDone();
        Assert.Equal(LedgerFile.Read(deployment).Select(row => (row.Index, row.Id)), LedgerFile.Read(imported).Select(row => (row.Index, row.Id)));
    }

    [Fact]
    public async Task Verbs_FilesThatMustNotBeUsed_AreRefusedInWords()
    {
        await using var deployment = await Deployment.StartedBeforeAsync();
        using var folder = new Scratch();
        await (await deployment.StartAsync()).StopAsync();
        (await deployment.RunAsync("backup", folder.File("good.zip"))).AssertDone();
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
}
