using Traceability.App.Anchoring;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Supervision;
using Traceability.App.Tests.Access;
using Traceability.App.Tests.Sequencing;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Ledger;
using Traceability.Ledger.Tests;

namespace Traceability.App.Tests.Anchoring;

public sealed class AnchorerTests(Databases databases)
{
    private const int Size = 20;

    private readonly FakeChain _chain = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Run_GrownLog_WritesTheIntentBeforeItSends(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        List<object?[]>? durable = null;
        _chain.Sending = _ => durable = database.Rows("SELECT \"transaction\", raw, nonce, state FROM anchor");

        Assert.True(await RunAsync(app));

        var sent = Assert.Single(_chain.Sent);
        Assert.Equal((Size, new NaiveTree(Inbox.Leaves(Size)).Root(Size)), (sent.TreeSize, sent.Root));
        Assert.Equal([sent.Transaction, sent.Raw.ToArray(), sent.Nonce, "Pending"], Assert.Single(durable!));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_AfterACrashBetweenSignAndSend_SendsTheSameBytesAgain(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using (var crashed = await LoggedAsync(database))
        {
            _chain.SendTrouble = new AnchorChainException("the power went", transient: true);
            await Assert.ThrowsAsync<AnchorChainException>(() => RunAsync(crashed));
        }

        _chain.SendTrouble = null;
        await using var restarted = new TestApp(database);
        restarted.Head.State = new(Size, new NaiveTree(Inbox.Leaves(Size)).Root(Size), null, null);
        await RunAsync(restarted);

        Assert.Equal(Assert.Single(_chain.Signed).Raw, Assert.Single(_chain.Sent).Raw);
        Assert.Equal([AnchorState.Pending], States(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_AsBlocksAreMined_GoesFromPendingToConfirmed(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);

        await RunAsync(app);
        Assert.Equal([AnchorState.Pending], States(database));
        _chain.Mine();
        Assert.True(await RunAsync(app));
        Assert.Equal([AnchorState.Mined], States(database));
        Assert.Equal(0, app.Head.Anchored.Size);
        _chain.Mine();
        await RunAsync(app);
        Assert.Equal([AnchorState.Mined], States(database));
        _chain.Mine();

        Assert.False(await RunAsync(app));

        Assert.Equal([AnchorState.Confirmed], States(database));
        Assert.Equal((Size, 31337L, FakeChain.Contract, _chain.Sent[0].Transaction, app.Clock.Now), Shown(app));
        Assert.Single(_chain.Signed);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_BlockThatVanishes_IsPendingAgainAndSentAgain(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        await RunAsync(app);
        _chain.Mine();
        await RunAsync(app);

        _chain.Drop(1);
        await RunAsync(app);

        Assert.Equal([AnchorState.Pending], States(database));
        Assert.Equal(2, _chain.Sent.Count);
        Assert.Equal(_chain.Sent[0].Raw, _chain.Sent[1].Raw);
        _chain.Mine(3);
        await RunAsync(app);
        Assert.Equal([AnchorState.Confirmed], States(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ConfirmedBlockThatVanishes_IsNotShownAsAnchoredUntilItIsAgain(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await ConfirmedAsync(database);

        _chain.Drop(3);
        _chain.Mine(5);
        Assert.True(await RunAsync(app));

        Assert.Equal(AnchoredNothing, app.Head.Anchored.Size);
        Assert.Equal([AnchorState.Pending], States(database));
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);
        Assert.Equal(Size, app.Head.Anchored.Size);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ConfirmedAnchorVanishesWithAnOlderOneStanding_TheOlderOneCounts(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await ConfirmedAsync(database);
        await GrowAsync(app, Size, 5);
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);
        Assert.Equal(Size + 5, app.Head.Anchored.Size);

        _chain.Drop(3);
        _chain.Mine(4);
        await RunAsync(app);
        await RunAsync(app);

        Assert.Equal(Size, app.Head.Anchored.Size);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ChainThatWasReset_GetsEverythingAnchoredAgain(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await ConfirmedAsync(database);
        await GrowAsync(app, Size, 5);
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);

        _chain.Reset();
        await RunAsync(app);
        Assert.Equal(AnchoredNothing, app.Head.Anchored.Size);
        for (var i = 0; i < 4; i++)
        {
            _chain.Mine(2);
            await RunAsync(app);
        }

        Assert.Equal(Size + 5, _chain.Slot.TreeSize);
        Assert.Equal(Size + 5, app.Head.Anchored.Size);
    }

    /// <summary>The same account, contract, tree and nonce: a development chain that starts anew takes a transaction that is known already.</summary>
    [Theory]
    [OnDatabases]
    public async Task Run_ChainThatWasResetAndALogThatDidNotGrow_AnchorsTheSameTransactionAgain(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await ConfirmedAsync(database);

        _chain.Reset();
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);

        Assert.Equal(_chain.Sent[0].Transaction, _chain.Sent[^1].Transaction);
        Assert.Equal((Size, _chain.Slot.TreeSize), (app.Head.Anchored.Size, (long)Size));
        Assert.Equal([AnchorState.Confirmed], States(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ChainAheadOfTheLog_RefusesAndStopsTheSigning(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        _chain.Hold(Size + 1, MerkleHashing.Leaf("other"u8));

        var refusal = await Assert.ThrowsAsync<AnchorChainException>(() => RunAsync(app));

        Assert.False(refusal.Transient);
        Assert.Equal(refusal.Message, app.Head.Refusal);
        Assert.Contains("The chain holds a tree of 21 entries and this log has 20", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_chain.Signed);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ChainHoldsAnotherTreeOfThatSize_Refuses(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        _chain.Hold(Size - 3, MerkleHashing.Leaf("other"u8));

        await Assert.ThrowsAsync<AnchorChainException>(() => RunAsync(app));

        Assert.Contains("this is another history", app.Head.Refusal, StringComparison.Ordinal);
        Assert.Empty(_chain.Signed);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ChainHoldsAnOlderTreeOfThisLog_AnchorsTheRest(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        _chain.Hold(Size - 3, new NaiveTree(Inbox.Leaves(Size)).Root(Size - 3));

        await RunAsync(app);

        Assert.Equal(Size, Assert.Single(_chain.Sent).TreeSize);
        Assert.Null(app.Head.Refusal);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_NothingNewOrNotYetDue_SignsNothing(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        Assert.False(await app.Get<Anchorer>().RunOnceAsync(_chain, FakeChain.Contract, due: false, Token));
        Assert.Empty(_chain.Signed);

        await RunAsync(app);
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);
        await RunAsync(app);

        Assert.Single(_chain.Signed);
    }

    /// <summary>A certificate, a hold and a recall are dated by the chain within seconds; a harvest waits for the interval.</summary>
    [Theory]
    [OnDatabases]
    public async Task Run_SomethingUrgent_IsAnchoredBeforeItsTime(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await County.ImportRegionsAsync(app);
        var county = await County.RecordAsync(app, "130722");
        await RunUrgentAsync(app, expected: true);
        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM log_urgent"));

        var harvest = await county.HarvestAsync(app, 10);
        await RunUrgentAsync(app, expected: false);

        var held = await app.RecordAsync(county.Grower, new HoldBatch("Mould in the store") { Batch = harvest.Batch });
        await RunUrgentAsync(app, expected: true);
        await county.HarvestAsync(app, 10);
        await RunUrgentAsync(app, expected: false);

        await app.RecordAsync(county.Supervisor, new ReleaseBatch(held.Stop, "Looked through") { Batch = harvest.Batch });
        await RunUrgentAsync(app, expected: true);
        await app.RecordAsync(county.Grower, new OpenRecall([harvest.Batch], RecallClass.Third, "wrong variety", HoldSiblings: false));
        await RunUrgentAsync(app, expected: true);
        await app.RecordAsync(county.Voucher, new SuspendCertificate("Not inspected in time") { Certificate = county.Certificate });
        await RunUrgentAsync(app, expected: true);
    }

    /// <summary>An anchor that never comes to be leaves what is urgent urgent.</summary>
    [Theory]
    [OnDatabases]
    public async Task Run_UrgentUnderAnAnchorThatWasLost_IsAnchoredAgainAtOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await County.ImportRegionsAsync(app);
        await County.RecordAsync(app, "130722");
        await app.SequenceAsync();
        _chain.Mine();
        await app.Get<Anchorer>().RunOnceAsync(_chain, FakeChain.Contract, due: false, Token);
        _chain.Reset(keepGenesis: false);

        await app.Get<Anchorer>().RunOnceAsync(_chain, FakeChain.Contract, due: false, Token);

        Assert.Equal(2, _chain.Signed.Count);
        Assert.Equal(AnchorState.Pending, States(database)[^1]);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_NoContractAtTheAddress_SaysSo(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        _chain.HasContract = false;

        Assert.Contains("No anchor contract", (await Assert.ThrowsAsync<AnchorChainException>(() => RunAsync(app))).Message, StringComparison.Ordinal);
        Assert.Null(app.Head.Refusal);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_TransactionThatFailed_MakesWayForANewOne(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        await RunAsync(app);
        // Somebody else with the anchorer's rights was quicker with the same tree.
        _chain.Sending = null;
        await GrowAsync(app, Size, 4);
        var root = new NaiveTree(Inbox.Leaves(Size)).Root(Size);
        var late = _chain.Sent[0];
        _chain.Reset(keepGenesis: true);
        _chain.Hold(Size, root);
        await _chain.SendAsync(late, Token);
        _chain.Mine();

        await RunAsync(app);
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);

        Assert.Equal([AnchorState.Abandoned, AnchorState.Confirmed], States(database));
        Assert.Equal(Size + 4, app.Head.Anchored.Size);
    }

    [Theory]
    [OnDatabases]
    public async Task Service_ChainDown_SaysSoWhileRecordingGoesOn(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        _chain.Trouble = new AnchorChainException("connection refused", transient: true);
        app.Get<AnchorTarget>().Set(_chain, FakeChain.Contract);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = app.Get<AnchorerService>().RunAsync(stop.Token);

        await UntilAsync(() => app.Head.ChainTrouble == "connection refused");
        await app.RecordAsync(TestApp.Operator, new ImportRegions("1", [new(RegionCode.Parse("130722"), "张北县", "Zhangbei")]));
        await app.SequenceAsync();
        Assert.Equal(Size + 1, app.Head.State.Size);

        _chain.Trouble = null;
        await UntilAsync(() => app.Head.ChainTrouble is null);
        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [OnDatabases]
    public async Task Service_NoChainAtAll_SaysWhy(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = await LoggedAsync(database);
        app.Get<AnchorTarget>().Unset("There is no Node here.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = app.Get<AnchorerService>().RunAsync(stop.Token);

        await UntilAsync(() => app.Head.ChainTrouble == "There is no Node here.");
        await stop.CancelAsync();
        await running;
    }

    private const long AnchoredNothing = 0;

    private static (long, long?, string?, string?, DateTimeOffset?) Shown(TestApp app) =>
        app.Head.Anchored is var a ? (a.Size, a.ChainId, a.Contract, a.Transaction, a.ConfirmedAt) : default;

    /// <summary>One look when nothing is due; what it signed is mined and confirmed.</summary>
    private async Task RunUrgentAsync(TestApp app, bool expected)
    {
        await app.SequenceAsync();
        var signed = _chain.Signed.Count;
        await app.Get<Anchorer>().RunOnceAsync(_chain, FakeChain.Contract, due: false, Token);
        Assert.Equal(expected ? signed + 1 : signed, _chain.Signed.Count);
        _chain.Mine(3);
        await app.Get<Anchorer>().RunOnceAsync(_chain, FakeChain.Contract, due: false, Token);
        Assert.Equal(expected, app.Head.Anchored.Size == app.Head.State.Size);
    }

    private static List<AnchorState> States(TestDatabase database) =>
        [.. database.Rows("SELECT state FROM anchor ORDER BY tree_size, signed_at").Select(r => Enum.Parse<AnchorState>((string)r[0]!))];

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 1_000, "It did not come to that within ten seconds.");
            await Task.Delay(10, Token);
        }
    }

    private static async Task GrowAsync(TestApp app, int from, int count)
    {
        await app.Get<IWriteLane>().FillAsync(from, count);
        await app.SequenceAsync();
    }

    private static async Task<TestApp> LoggedAsync(TestDatabase database)
    {
        var app = new TestApp(database);
        await GrowAsync(app, 0, Size);
        return app;
    }

    private Task<bool> RunAsync(TestApp app) => app.Get<Anchorer>().RunOnceAsync(_chain, FakeChain.Contract, due: true, Token);

    private async Task<TestApp> ConfirmedAsync(TestDatabase database)
    {
        var app = await LoggedAsync(database);
        await RunAsync(app);
        _chain.Mine(3);
        await RunAsync(app);
        Assert.Equal(Size, app.Head.Anchored.Size);
        return app;
    }
}
