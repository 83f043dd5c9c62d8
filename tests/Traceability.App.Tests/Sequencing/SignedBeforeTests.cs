using Traceability.App.Anchoring;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.App.Tests.Anchoring;
using Traceability.Ledger;

namespace Traceability.App.Tests.Sequencing;

public sealed class SignedBeforeTests(Databases databases)
{
    private const int Size = 300;

    private static readonly Ledger.Tests.NaiveTree Tree = new(Inbox.Leaves(Size + 50));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Look_DatabaseOlderThanWhatWasLastSigned_RefusesAndSaysWhatToDo(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: false);
        await using var app = new TestApp(database);
        Remember(app, Size + 1);

        var refusal = await LookAsync(app);

        Assert.Contains("This server has signed a tree of 301 entries", refusal, StringComparison.Ordinal);
        Assert.Contains("Restore the newest backup.", refusal, StringComparison.Ordinal);
        Assert.Contains("another Ledger__Origin", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_EmptyDatabaseWhereSomethingWasSigned_Refuses(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        Remember(app, 5);

        Assert.Contains("has signed a tree of 5 entries", await LookAsync(app), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_AnotherTreeThanWasLastSigned_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: false);
        await using var app = new TestApp(database);
        Remember(app, Size - 1, Tree.Root(7));

        Assert.Contains("this is another history", await LookAsync(app), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_FileOfAnotherLog_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: false);
        await using var app = new TestApp(database);
        foreach (var content in new[] { "", "x", TestApp.Log(seed: 2).Signer.Sign(new Checkpoint(TestApp.Origin, Size, Tree.Root(Size))) })
        {
            await File.WriteAllTextAsync(app.Get<LastCheckpoint>().Path, content, Token);

            Assert.Contains("was not signed by the key of this log", await LookAsync(app), StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Look_NeverRestored_SignsWhetherOrNotTheFileIsThere(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: false);
        await using var app = new TestApp(database);
        Assert.Null(await LookAsync(app));
        app.Get<LastCheckpoint>().Begin();
        Remember(app, Size - 9);

        Assert.Null(await LookAsync(app));
    }

    [Theory]
    [OnDatabases]
    public async Task Look_RestoredWithNobodyToAsk_RefusesUntilTheOperatorSaysSo(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: true);
        await using var app = new TestApp(database);

        var refusal = await LookAsync(app);

        Assert.Contains("The database was restored from a backup of 300 entries. Nothing shows that no more were signed before", refusal, StringComparison.Ordinal);
        Assert.Contains("there is no chain to ask", refusal, StringComparison.Ordinal);
        Assert.Contains("restore --nothing-was-signed-since", refusal, StringComparison.Ordinal);

        Assert.True(await app.Get<IWriteLane>().RunAsync(connection => ValueTask.FromResult((RestoredMark.Remove(connection.Prepared), Keep: true)), Token));
        Assert.Null(await LookAsync(app));
    }

    [Theory]
    [OnDatabases]
    public async Task Look_RestoredAndExactlyWhatWasLastSigned_SignsWhereOnlyOneProcessCouldHaveSigned(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: true);
        await using var app = new TestApp(database);
        app.Get<LastCheckpoint>().Begin();
        Remember(app, Size);
        File.WriteAllText(app.Get<LastCheckpoint>().Path + ".may-be-behind", "");
        Assert.Contains("Nothing shows", await LookAsync(app), StringComparison.Ordinal);
        app.Get<LastCheckpoint>().End();

        Assert.Equal(database.Database.IsShared, await LookAsync(app) is not null);
        Assert.Equal(database.Database.IsShared, await LookAsync(app) is not null);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_RestoredAndTheChainHoldsMore_RefusesAsOlder(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: true);
        await using var app = new TestApp(database);
        var chain = new FakeChain();
        chain.Hold(Size + 50, Tree.Root(Size + 50));
        app.Get<AnchorTarget>().Set(chain, FakeChain.Contract);

        Assert.Contains("the chain holds a tree of 350: the backup is older. Restore the newest backup.", await LookAsync(app), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_RestoredAndTheChainHoldsThisVeryTree_Signs(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: true);
        await using var app = new TestApp(database);
        var chain = new FakeChain();
        app.Get<AnchorTarget>().Set(chain, FakeChain.Contract);
        chain.Hold(Size - 50, Tree.Root(Size - 50));
        Assert.Contains("the chain holds a tree of 250 entries, which does not say", await LookAsync(app), StringComparison.Ordinal);
        chain.Trouble = new AnchorChainException("away", transient: true);
        Assert.Contains("the chain cannot be asked (away)", await LookAsync(app), StringComparison.Ordinal);
        chain.Trouble = null;
        chain.Hold(Size, Tree.Root(Size));

        Assert.Null(await LookAsync(app));
        app.Get<AnchorTarget>().Unset("gone");
        Assert.Null(await LookAsync(app));
    }

    [Theory]
    [OnDatabases]
    public async Task Look_RestoredAndTheChainHoldsAnotherTreeOfItsSize_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider, restored: true);
        await using var app = new TestApp(database);
        var chain = new FakeChain();
        chain.Hold(Size, Tree.Root(7));
        app.Get<AnchorTarget>().Set(chain, FakeChain.Contract);

        Assert.NotNull(await LookAsync(app));
    }

    [Theory]
    [OnDatabases]
    public async Task LastCheckpoint_OfARunningSequencer_FollowsAndIsExactAfterAnOrderlyStop(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var last = app.Get<LastCheckpoint>();
        using var stop = new CancellationTokenSource();
        var running = new SequencerService(
            app.Get<Sequencer>(), app.Get<LogGuard>(), last, app.Head, database.Database, app.Get<IWriteLane>(), app.Get<LedgerOptions>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<SequencerService>.Instance).RunAsync(stop.Token);
        await app.Get<IWriteLane>().FillAsync(0, 40);
        while (last.Note is null || SizeOf(last) < 40)
            await Task.Delay(20, Token);
        Assert.False(last.IsExact);
        await app.Get<IWriteLane>().FillAsync(40, 2);
        while (app.Head.State.Size < 42)
            await Task.Delay(5, Token);

        await stop.CancelAsync();
        await running;

        Assert.True(last.IsExact);
        Assert.Equal(42, SizeOf(last));
    }

    private static long SizeOf(LastCheckpoint last) => TestApp.Log(1).VerifierKey.TryOpen(last.Note, out var checkpoint) ? checkpoint.Size : -1;

    private static async Task<string?> LookAsync(TestApp app) => (await app.Get<LogGuard>().LookAsync(Token)).Refusal;

    private static void Remember(TestApp app, int size, MerkleHash? root = null) =>
        File.WriteAllText(app.Get<LastCheckpoint>().Path, TestApp.Log(1).Signer.Sign(new Checkpoint(TestApp.Origin, size, root ?? Tree.Root(size))));

    private async Task<TestDatabase> LoggedAsync(Provider provider, bool restored)
    {
        var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, Size);
        await app.SequenceAsync();
        if (restored)
            await app.Get<IWriteLane>().RunAsync(
                connection =>
                {
                    RestoredMark.Set(connection.Prepared, Size);
                    return ValueTask.FromResult((true, Keep: true));
                },
                Token);
        return database;
    }
}
