using CsCheck;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.Ledger;
using Traceability.Ledger.Tests;

namespace Traceability.App.Tests.Sequencing;

public sealed class SequencerTests(Databases databases)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Run_InboxesOfAnySize_GiveTheNaiveTreeWithEveryEntryOnceInOrder(Provider provider) =>
        await Gen.Int[1, 700].Array[1, 4].SampleAsync(
            async inboxes =>
            {
                await using var database = await databases.EmptyAsync(provider);
                await using var app = new TestApp(database);
                var size = 0;
                foreach (var count in inboxes)
                {
                    await app.Get<IWriteLane>().FillAsync(size, count);
                    size += count;
                    await app.SequenceAsync();
                    await AssertTreeAsync(database, app, size);
                }
            },
            iter: 6,
            threads: 1);

    [Theory]
    [OnDatabases]
    public async Task Run_MoreThanOneTurnHolds_TakesTheRestInTheNext(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, 2_500);
        var sequencer = app.Get<Sequencer>();
        await sequencer.TakeOverAsync(Token);

        var sizes = new List<long>();
        while (await sequencer.RunOnceAsync(Token) is { } state)
            sizes.Add(state.Size);

        Assert.Equal([1_024, 2_048, 2_500], sizes);
        app.Head.State = app.Head.State with { Size = 2_500 };
        await AssertTreeAsync(database, app, 2_500);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EmptyInbox_WritesNothing(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<Sequencer>().TakeOverAsync(Token);

        Assert.Null(await app.Get<Sequencer>().RunOnceAsync(Token));

        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM log_checkpoint"));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EachTurn_SignsACheckpointOfItsTree(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, 5);
        await app.SequenceAsync();
        await app.Get<IWriteLane>().FillAsync(5, 2);
        await app.SequenceAsync();

        var notes = database.Rows("SELECT size, note FROM log_checkpoint ORDER BY size");

        Assert.Equal([5L, 7L], notes.Select(n => (long)n[0]!));
        var tree = new NaiveTree(Inbox.Leaves(7));
        foreach (var note in notes)
        {
            Assert.True(app.Get<LogIdentity>().VerifierKey.TryOpen((string)note[1]!, out var checkpoint));
            Assert.Equal((TestApp.Origin, (long)note[0]!, tree.Root((int)(long)note[0]!)), (checkpoint.Origin, checkpoint.Size, checkpoint.Root));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Run_AfterAnotherTookOver_IsFencedAndWritesNothing(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lane = app.Get<IWriteLane>();
        var old = new Sequencer(lane, app.Get<LogIdentity>(), app.Clock);
        var young = new Sequencer(lane, app.Get<LogIdentity>(), app.Clock);
        await lane.FillAsync(0, 10);
        await old.TakeOverAsync(Token);
        await old.RunOnceAsync(Token);
        await lane.FillAsync(10, 5);
        await young.TakeOverAsync(Token);
        var before = Log(database);

        await Assert.ThrowsAsync<LogFencedException>(() => old.RunOnceAsync(Token));

        Assert.Equal(before, Log(database));
        Assert.Equal(15, (await young.RunOnceAsync(Token))!.Size);
        await Assert.ThrowsAsync<LogFencedException>(() => old.RunOnceAsync(Token));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ThatNeverTookOver_IsFenced(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, 1);
        await new Sequencer(app.Get<IWriteLane>(), app.Get<LogIdentity>(), app.Clock).TakeOverAsync(Token);

        await Assert.ThrowsAsync<LogFencedException>(() => new Sequencer(app.Get<IWriteLane>(), app.Get<LogIdentity>(), app.Clock).RunOnceAsync(Token));

        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM log_leaf"));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_AfterARestart_GoesOnWhereItStopped(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using (var first = new TestApp(database))
        {
            await first.Get<IWriteLane>().FillAsync(0, 300);
            await first.SequenceAsync();
        }

        await using var second = new TestApp(database);
        await second.Get<IWriteLane>().FillAsync(300, 7);
        await second.SequenceAsync();

        await AssertTreeAsync(database, second, 307);
    }

    private static async Task AssertTreeAsync(TestDatabase database, TestApp app, int size)
    {
        var tree = new NaiveTree(Inbox.Leaves(size));
        Assert.Equal(size, app.Head.State.Size);
        Assert.Equal(tree.Root(size).ToArray(), database.Rows("SELECT root FROM log_head")[0][0]);
        Assert.Equal(Enumerable.Range(0, size).Select(i => (long)i), database.Rows("SELECT \"index\" FROM log_leaf ORDER BY \"index\"").Select(r => (long)r[0]!));
        Assert.Equal(
            Enumerable.Range(0, size).Select(Inbox.Bytes),
            database.Rows("SELECT e.bytes FROM log_leaf l JOIN log_entry e ON e.sequence = l.sequence ORDER BY l.\"index\"").Select(r => (byte[])r[0]!));
        using var lease = app.Get<ReadPool>().Rent();
        Assert.Equal(tree.Root(size), await TiledTree.RootAsync(size, lease.Tiles(), Token));
    }

    private static List<string> Log(TestDatabase database) =>
        [.. new[] { "log_head", "log_leaf", "log_tile", "log_checkpoint" }.SelectMany(t => database.Rows($"SELECT * FROM {t}")).Select(row => System.Text.Json.JsonSerializer.Serialize(row))];
}
