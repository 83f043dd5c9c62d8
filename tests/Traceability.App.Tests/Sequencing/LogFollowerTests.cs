using Microsoft.Extensions.Logging.Abstractions;
using Traceability.App.Data;
using Traceability.App.Sequencing;

namespace Traceability.App.Tests.Sequencing;

public sealed class LogFollowerTests(Databases databases)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Look_AnotherNodeLeads_KnowsItsNameAndItsCheckpoint(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, 5);
        await app.Get<Sequencer>().TakeOverAsync(Token);
        var grown = await app.Get<Sequencer>().RunOnceAsync(Token);
        app.Head.Leads = false;

        await Follower(app).LookAsync(Token);

        Assert.Equal((grown!.Size, grown.Root, grown.Note), (app.Head.State.Size, app.Head.State.Root, app.Head.State.Note));
        Assert.Equal(new LogHolder(app.Get<LogIdentity>().Node, 1), app.Head.Holder);
        Assert.Null(app.Head.WriteTrouble);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_DatabaseThatIsOlderThanWhatWasSeen_KeepsWhatWasSeenAndSaysSo(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, 5);
        await app.Get<Sequencer>().TakeOverAsync(Token);
        var grown = (await app.Get<Sequencer>().RunOnceAsync(Token))!;
        var follower = Follower(app);

        foreach (var seen in new[] { grown with { Size = 6 }, grown with { Root = Ledger.MerkleHashing.EmptyRoot } })
        {
            app.Head.State = seen;
            app.Head.WriteTrouble = null;
            await follower.LookAsync(Token);
            Assert.Same(seen, app.Head.State);
            Assert.Contains("older than what this node has already seen", app.Head.WriteTrouble, StringComparison.Ordinal);
        }

        app.Head.State = grown;
        await follower.LookAsync(Token);
        Assert.Null(app.Head.WriteTrouble);

        app.Head.Holder = new LogHolder("node9", 7);
        await follower.LookAsync(Token);
        Assert.NotNull(app.Head.WriteTrouble);
    }

    private static LogFollower Follower(TestApp app) =>
        new(app.Get<IDatabase>(), app.Get<ReadPool>(), app.Head, app.Clock, NullLogger<LogFollower>.Instance);
}
