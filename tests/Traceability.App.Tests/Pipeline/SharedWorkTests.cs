using System.Globalization;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Pipeline;

/// <summary>Commands that are committed together: each as if it were alone, whatever becomes of the others.</summary>
public sealed class SharedWorkTests(Databases databases)
{

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Harvests_OfOneGroup_AreEachWhatTheyWouldBeAlone(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        var answers = await TogetherAsync(app, Enumerable.Range(1, 20).Select(i => (Func<Task<Result<BatchAnswer>>>)(() => app.SendAsync(chain.Grower, Harvest(i)))));

        Assert.All(answers, answer => Assert.Null(answer.Problem));
        Assert.Equal(20, answers.Select(answer => answer.Value.Lot).Distinct().Count());
        Assert.Equal(20, database.Scalar<int>("SELECT next FROM lot_sequence"));
        Assert.Equal(Enumerable.Range(1, 20).Sum(), Harvested(database));
        var plot = Subject.Plot(PotatoChain.Base, PotatoChain.Plot);
        var versions = database.Rows("SELECT subject, version FROM subject_history ORDER BY version").Where(row => (string)row[0]! == plot);
        Assert.Equal(Enumerable.Range(1, 21), versions.Select(v => Convert.ToInt32(v[1], CultureInfo.InvariantCulture)));
        Assert.Equal(21, database.Scalar<int>("SELECT version FROM plot WHERE subject = @subject", ("@subject", plot)));
        // Seen by what no command can tell: PostgreSQL marks each row with the transaction that made it.
        if (provider == Provider.Postgres)
            Assert.Equal(1, database.Scalar<long>("SELECT COUNT(DISTINCT e.xmin::text) FROM log_entry e JOIN batch b ON b.last_entry = e.id"));
        await app.SequenceAsync();
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_RefusedInAGroup_LeavesNothingAndTakesNoLotNumber(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        const decimal TooMuch = 900_000_000;

        var answers = await TogetherAsync(app, ((decimal[])[1, TooMuch, 2, TooMuch]).Select(kg => (Func<Task<Result<BatchAnswer>>>)(() => app.SendAsync(chain.Grower, Harvest(kg)))));
        var after = await app.RecordAsync(chain.Grower, Harvest(4));

        Assert.Equal([false, true, false, true], answers.Select(answer => answer.Problem is not null));
        Assert.Equal(3, database.Scalar<int>("SELECT next FROM lot_sequence"));
        Assert.Equal(3, answers.Where(a => a.Problem is null).Select(a => a.Value.Lot).Append(after.Lot).Distinct().Count());
        Assert.Equal(7, Harvested(database));

        var otherDay = Harvest(TooMuch) with { Occurred = PotatoChain.HarvestTime.AddDays(-1) };
        await TogetherAsync(app, [() => app.SendAsync(chain.Grower, otherDay), () => app.SendAsync(chain.Grower, Harvest(1))]);
        Assert.Equal([(object?)4], database.Rows("SELECT next FROM lot_sequence").Select(row => (object?)Convert.ToInt32(row[0], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_UnderOneKeyManyTimesInAGroup_IsRecordedOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        var answers = await TogetherAsync(app, Enumerable.Range(0, 8).Select(_ => (Func<Task<Result<BatchAnswer>>>)(() => app.SendAsync(chain.Grower, Harvest(5), key: "one"))));
        var other = await app.SendAsync(chain.Grower, Harvest(6), key: "one");

        Assert.Single(answers.Select(answer => answer.Value.Batch).Distinct());
        Assert.Equal("idempotency.other-body", other.Problem!.Code);
        Assert.Equal(5, Harvested(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_ThatNamesItsLotTwiceInAGroup_IsRefusedTheSecondTime(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var named = Harvest(5) with { Lot = LotNumber.Parse("OWN-1") };

        var answers = await TogetherAsync(app, [() => app.SendAsync(chain.Grower, named), () => app.SendAsync(chain.Grower, named)]);

        Assert.Equal("batch.exists", Assert.Single(answers, a => a.Problem is not null).Problem!.Code);
        Assert.Equal(5, Harvested(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Command_ThatFailsInAGroup_IsRunAgainAloneAndSoAreTheOthers(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var lane = app.Get<IWriteLane>();
        var runs = 0;

        await TogetherAsync<int>(
            app,
            [
                async () => (await app.RecordAsync(chain.Grower, Harvest(5))).Receipts.Count,
                () => lane.RunAsync(
                    connection =>
                    {
                        runs++;
                        return connection.Shared is null ? ValueTask.FromResult((1, Keep: true)) : throw new SharedWorkSpoiledException();
                    },
                    new Ahead([]),
                    Token),
                async () => (await app.RecordAsync(chain.Grower, Harvest(6))).Receipts.Count,
            ]);

        Assert.Equal(2, runs);
        Assert.Equal(11, Harvested(database));
        Assert.Equal(2, database.Scalar<int>("SELECT next FROM lot_sequence"));
    }

    [Fact]
    public async Task Group_ThatMeetsARowSomebodyHolds_LetsTheOthersGo()
    {
        Assert.SkipWhen(WhyNoPostgres() is not null, WhyNoPostgres() ?? "");
        await using var database = await databases.EmptyAsync(Provider.Postgres);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        await using var somebody = database.Database.OpenForWriting();
        await using var transaction = await somebody.BeginTransactionAsync(Token);
        await using var hold = somebody.CreateCommand();
        hold.CommandText = "UPDATE plot SET version = version WHERE extension = '1'";
        Assert.Equal(1, await hold.ExecuteNonQueryAsync(Token));

        Task<Result<BatchAnswer>>? held = null;
        Task<Result<BatchAnswer>>? free = null;
        // Lots of their own: ours are counted in one row, which whoever waits would hold.
        await TogetherAsync<int>(
            app,
            [
                () => { held = app.SendAsync(chain.Grower, Harvest(5) with { Lot = LotNumber.Parse("OWN-1") }); return Task.FromResult(0); },
                () => { free = app.SendAsync(chain.Grower, Harvest(6) with { Lot = LotNumber.Parse("OWN-2"), Plot = PotatoChain.Wild, WeighSlips = PotatoChain.Slips(6) }); return Task.FromResult(0); },
            ]);

        Assert.Null((await free!.WaitAsync(TimeSpan.FromSeconds(5), Token)).Problem);
        Assert.False(held!.IsCompleted);
        await transaction.RollbackAsync(Token);
        Assert.Null((await held).Problem);
    }

    /// <summary>Run again it might be recorded twice: what it left is the database's to know.</summary>
    [Fact]
    public async Task Command_WhoseConnectionEndsInTheCommit_IsNotRunAgain()
    {
        Assert.SkipWhen(WhyNoPostgres() is not null, WhyNoPostgres() ?? "");
        await using var database = await databases.EmptyAsync(Provider.Postgres);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        database.Execute("CREATE FUNCTION go() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'");
        database.Execute("CREATE CONSTRAINT TRIGGER go AFTER INSERT ON log_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION go()");
        var runs = 0;

        foreach (var ahead in (Ahead?[])[new Ahead([]), null])
        {
            var unknown = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => app.Get<IWriteLane>().RunAsync(
                connection =>
                {
                    runs++;
                    connection.Last.Add(new Statement(
                        "INSERT INTO log_entry (id, leaf_hash, bytes) VALUES (@id, @leaf, @leaf)", ("@id", Guid.CreateVersion7(app.Clock.Now)), ("@leaf", Array.Empty<byte>())));
                    return ValueTask.FromResult((0, Keep: true));
                },
                ahead,
                Token));
            Assert.Contains("may have been recorded", unknown.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, runs);
        database.Execute("DROP TRIGGER go ON log_entry");
        Assert.Equal(0, Harvested(database));
        Assert.Null((await app.SendAsync(chain.Grower, Harvest(5))).Problem);
    }

    [Fact]
    public async Task Groups_OfTwoNodesOnOnePlot_RecordEverythingOnce()
    {
        Assert.SkipWhen(WhyNoPostgres() is not null, WhyNoPostgres() ?? "");
        await using var database = await databases.EmptyAsync(Provider.Postgres);
        await using var app = new TestApp(database);
        await using var other = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        // Half of them name their lots: those do not wait for each other's numbers, and meet on the plot.
        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => (i % 2 == 0 ? app : other).SendAsync(
            chain.Grower, i < 60 ? Harvest(1) : Harvest(1) with { Lot = LotNumber.Parse($"OWN-{i}") })));

        Assert.All(answers, answer => Assert.Null(answer.Problem));
        Assert.Equal(120, answers.Select(answer => answer.Value.Lot).Distinct().Count());
        Assert.Equal(120, Harvested(database));
        Assert.Equal(121, database.Scalar<int>("SELECT version FROM plot WHERE extension = '1'"));
    }

    /// <summary>A command that joins must be seen to run in a group, as harvests are above: one that cannot is only slow, and silently.</summary>
    [Fact]
    public void Commands_ThatShareATransaction_AreThoseTestedHere() =>
        Assert.Equal([typeof(RegisterHarvest)], typeof(AppSetup).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ISharesTransaction)) && !t.IsInterface));

    private static string? WhyNoPostgres() =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? null : PostgresCluster.WhyNot;

    private static RegisterHarvest Harvest(decimal kilograms) =>
        new(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, kilograms, Occurred: PotatoChain.HarvestTime);

    private static decimal Harvested(TestDatabase database) =>
        database.Rows("SELECT harvested_kg FROM plot_season").Sum(row => Convert.ToDecimal(row[0], CultureInfo.InvariantCulture));

    /// <summary>Starts everything while the lane is held, so that it is one group, in this order.</summary>
    private static async Task<IReadOnlyList<T>> TogetherAsync<T>(TestApp app, IEnumerable<Func<Task<T>>> commands)
    {
        using var gate = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var first = app.Get<IWriteLane>().RunAsync(
            _ =>
            {
                held.Set();
                gate.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
                return ValueTask.FromResult((0, Keep: false));
            },
            new Ahead([]),
            Token);
        held.Wait(TimeSpan.FromSeconds(30), Token);
        Task<T>[] sent = [.. commands.Select(send => send())];
        gate.Set();
        await first;
        return await Task.WhenAll(sent);
    }
}
