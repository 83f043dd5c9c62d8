using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Durability;

/// <summary>A first start that is cut off while it loads the demonstration.</summary>
[Trait("Category", "Kill")]
public sealed class FirstStartKillTests
{
    [Fact]
    public async Task FirstStart_KilledAgainAndAgain_EndsWithOneWholeDemonstration()
    {
        await using var whole = await Deployment.StartedBeforeAsync();
        var undisturbed = await whole.StartAsync();
        await KillTests.WaitUntilLoggedAsync(undisturbed);
        await undisturbed.StopAsync();
        var expected = Facts(whole);

        await using var deployment = new Deployment();
        foreach (var part in new[] { 0.2, 0.5, 0.8 })
        {
            var cutOff = deployment.Launch();
            await WaitUntilRecordedAsync(deployment, (int)(part * expected.Count));
            await cutOff.KillAsync();
            Assert.True(LedgerFile.Read(deployment).Count < expected.Count, "The demonstration was whole before the kill: this run has shown nothing.");
        }

        var server = await deployment.StartAsync();
        foreach (var role in new[] { "cooperative", "logistics", "seller", "supervisor", "operator" })
            Assert.StartsWith("trk_", await deployment.KeyOfAsync(role), StringComparison.Ordinal);
        await KillTests.WaitUntilLoggedAsync(server);
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(expected, Facts(deployment));
        await KillTests.AssertSoundAsync(deployment, "at the end");
    }

    private static Task WaitUntilRecordedAsync(Deployment deployment, int entries) =>
        Wait.UntilAsync($"{entries} entries are recorded", TimeSpan.FromMinutes(1), () => Task.FromResult(LedgerFile.Count(deployment) >= entries), TimeSpan.FromMilliseconds(1));

    /// <summary>What was recorded, without the ids and moments that differ from one deployment to the next.</summary>
    private static List<string> Facts(Deployment deployment) =>
        [.. LedgerFile.Read(deployment).Select(row => $"{row.Index} {row.Envelope.Type} {row.Envelope.Organisation} {row.Envelope.Public["lot"]}")];
}
