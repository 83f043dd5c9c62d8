using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;

namespace Traceability.App.Tests.Data;

public sealed class WriteLaneTests(Databases databases)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The lane of SQLite takes what waits into one group, in its order; PostgreSQL has no order but that of the commits.
    [Fact]
    public async Task Run_CommandThatThrows_IsRolledBackAloneAndAnswersOnlyItsCaller()
    {
        await using var database = await databases.EmptyAsync(Provider.Sqlite);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();
        using var gate = new ManualResetEventSlim();
        var first = BlockAsync(lane, gate);
        var good = lane.RunAsync(c => Insert(c, "good", keep: true), Token);
        var bad = lane.RunAsync<int>(
            async c =>
            {
                await Insert(c, "bad", keep: true);
                throw new InvalidOperationException("mine alone");
            },
            Token);
        var broken = lane.RunAsync(c => Insert(c, "good", keep: true), Token);
        var last = lane.RunAsync(c => Insert(c, "last", keep: true), Token);
        gate.Set();

        await first;
        await good;
        Assert.Equal("mine alone", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        await Assert.ThrowsAnyAsync<DbException>(() => broken);
        await last;
        Assert.Equal(["good", "last"], Names(database));
    }

    [Fact]
    public async Task Run_ManyAtOnce_KeepTheOrderInWhichTheyQueued()
    {
        await using var database = await databases.EmptyAsync(Provider.Sqlite);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();
        using var gate = new ManualResetEventSlim();
        var first = BlockAsync(lane, gate);
        var order = new List<int>();
        Task[] queued =
        [
            .. Enumerable.Range(0, 600).Select(i => lane.RunAsync(
                c =>
                {
                    order.Add(i);
                    return Insert(c, $"{i:D4}", keep: true);
                },
                Token)),
        ];
        gate.Set();
        await first;
        await Task.WhenAll(queued);

        Assert.Equal(Enumerable.Range(0, 600), order);
        Assert.Equal(order.Select(i => $"{i:D4}"), Names(database));
    }

    [Fact]
    public async Task Run_CommandsOfOneGroup_SeeOneAnother()
    {
        await using var database = await databases.EmptyAsync(Provider.Sqlite);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();

        var counts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => lane.RunAsync(
            async c =>
            {
                await using var db = c.NewContext();
                var before = db.DeploymentValues.Count();
                db.DeploymentValues.Add(new DeploymentValue { Name = $"{i}", Value = "" });
                await db.SaveChangesAsync(CancellationToken.None);
                return (before, Keep: true);
            },
            Token)));

        Assert.Equal(Enumerable.Range(0, 50), counts.Order());
    }

    [Theory]
    [OnDatabases]
    public async Task Run_WorkThatIsNotKept_AnswersAndLeavesNothing(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var services = Services(database);

        Assert.Equal(1, await services.GetRequiredService<IWriteLane>().RunAsync(c => Insert(c, "refused", keep: false), Token));

        Assert.Empty(Names(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_CancelledBeforeItStarted_IsNeverRun(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();
        using var gate = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        var first = BlockAsync(lane, gate);
        var started = false;
        var waiting = lane.RunAsync(
            c =>
            {
                started = true;
                return Insert(c, "cancelled", keep: true);
            },
            cancelled.Token);

        await cancelled.CancelAsync();
        gate.Set();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(started);
        Assert.Empty(Names(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_Answer_ComesOnlyAfterTheCommit(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();

        // Whoever is told that something is kept finds it, whatever else shares the group.
        var found = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            await lane.RunAsync(c => Insert(c, $"{i}", keep: true), Token);
            return database.Scalar<long>("SELECT COUNT(*) FROM log_entry WHERE bytes = @bytes", ("@bytes", Encoding.UTF8.GetBytes($"{i}")));
        }));

        Assert.All(found, count => Assert.Equal(1, count));
    }

    [Theory]
    [OnDatabases]
    public async Task WaitForCommit_AfterACommit_ReturnsAndAfterARefusalDoesNot(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();
        var waiting = lane.WaitForCommitAsync(Token);

        await lane.RunAsync(c => Insert(c, "refused", keep: false), Token);
        // On PostgreSQL another node may have committed: it is looked after a fifth of a second anyway.
        if (provider == Provider.Sqlite)
            Assert.False(waiting.IsCompleted);

        await lane.RunAsync(c => Insert(c, "kept", keep: true), Token);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Theory]
    [OnDatabases]
    public async Task NewContext_AfterAnotherCommand_RemembersNothingOfIt(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var services = Services(database);
        var lane = services.GetRequiredService<IWriteLane>();
        await lane.RunAsync(
            async c =>
            {
                await using var db = c.NewContext();
                db.DeploymentValues.Add(new DeploymentValue { Name = "forgotten", Value = "" });
                return (0, Keep: false);
            },
            Token);

        var tracked = await lane.RunAsync(
            async c =>
            {
                await using var db = c.NewContext();
                return (db.ChangeTracker.Entries().Count() + await db.SaveChangesAsync(CancellationToken.None), Keep: true);
            },
            Token);

        Assert.Equal(0, tracked);
        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM deployment_value"));
    }

    private static async ValueTask<(int Written, bool Keep)> Insert(WriteConnection connection, string name, bool keep)
    {
        await Task.CompletedTask;
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16]);
        var insert = connection.Prepared.Command(
            "INSERT INTO log_entry (id, leaf_hash, bytes) VALUES (@id, @leaf, @bytes)", ("@id", id), ("@leaf", Array.Empty<byte>()), ("@bytes", Encoding.UTF8.GetBytes(name)));
        return (insert.ExecuteNonQuery(), keep);
    }

    /// <summary>Holds the lane until the gate opens, so that what comes meanwhile is one group.</summary>
    private static Task<int> BlockAsync(IWriteLane lane, ManualResetEventSlim gate) =>
        lane.RunAsync(
            _ =>
            {
                gate.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
                return ValueTask.FromResult((0, Keep: false));
            },
            Token);

    private static List<string> Names(TestDatabase database) => [.. database.Rows("SELECT bytes FROM log_entry ORDER BY sequence").Select(row => Encoding.UTF8.GetString((byte[])row[0]!))];

    private static ServiceProvider Services(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        database.AddTo(services);
        return services.BuildServiceProvider();
    }
}
