using System.Collections.Concurrent;
using System.Diagnostics;
using Traceability.App.Data;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Tests.Sequencing;

/// <summary>Writers that take their number in the inbox and commit in another order than that.</summary>
public sealed class ConcurrentInboxTests(Databases databases)
{
    private const int Writers = 4;

    /// <summary>A minute for the measurement that the documents name; a few seconds each time.</summary>
    private static TimeSpan Duration { get; } = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("SEQUENCING_SECONDS"), System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : 5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Run_WritersThatCommitOutOfOrder_TakesEveryEntryOnceWithoutAGap(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var lane = app.Get<IWriteLane>();
        var sequencer = app.Get<Sequencer>();
        await sequencer.TakeOverAsync(Token);
        var written = new ConcurrentBag<Guid>();
        var turns = new List<(long From, long To)>();
        var watch = Stopwatch.StartNew();

        var writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(lane, writer, watch, written)));
        while (!writers.IsCompleted)
            await TurnAsync();
        await writers;
        while (await TurnAsync())
        {
        }

        var rows = database.Rows("SELECT l.\"index\", l.sequence, e.id, e.leaf_hash FROM log_leaf l JOIN log_entry e ON e.sequence = l.sequence ORDER BY l.\"index\"");
        Assert.Equal(Enumerable.Range(0, written.Count).Select(i => (long)i), rows.Select(r => Convert.ToInt64(r[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(written.Order(), rows.Select(r => r[2] as Guid? ?? Guid.Parse((string)r[2]!)).Order());
        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM log_inbox"));
        // Within a turn, which is one snapshot, the order is that of the inbox.
        Assert.All(turns, turn => Assert.Equal(
            rows[(int)turn.From..(int)turn.To].Select(r => (long)r[1]!).Order(), rows[(int)turn.From..(int)turn.To].Select(r => (long)r[1]!)));
        if (provider == Provider.Postgres)
            Assert.NotEqual(rows.Select(r => (long)r[1]!).Order(), rows.Select(r => (long)r[1]!));
        var update = await TiledTree.AppendAsync(0, [.. rows.Select(r => new MerkleHash((byte[])r[3]!))], new NoTiles(), Token);
        Assert.Equal(update.Root.ToArray(), database.Rows("SELECT root FROM log_head")[0][0]);

        async Task<bool> TurnAsync()
        {
            var from = turns.Count == 0 ? 0 : turns[^1].To;
            if (await sequencer.RunOnceAsync(Token) is not { } grown)
                return false;
            turns.Add((from, grown.Size));
            return true;
        }
    }

    private static async Task WriteAsync(IWriteLane lane, int writer, Stopwatch watch, ConcurrentBag<Guid> written)
    {
        var random = new Random(writer);
        for (var i = 0; watch.Elapsed < Duration; i++)
        {
            var id = new Guid(i, (short)writer, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);
            var pause = random.Next(0, 12);
            await lane.RunAsync(
                connection =>
                {
                    connection.Prepared.Command(
                        "INSERT INTO log_entry (id, leaf_hash, bytes) VALUES (@id, @leaf, @bytes)", ("@id", id), ("@leaf", MerkleHashing.Leaf(id.ToByteArray()).ToArray()), ("@bytes", id.ToByteArray())).ExecuteNonQuery();
                    connection.Prepared.Command(LogInbox.Insert, ("@id", id)).ExecuteNonQuery();
                    // The number is taken; others commit first.
                    Thread.Sleep(pause);
                    return ValueTask.FromResult((0, Keep: true));
                },
                Token);
            written.Add(id);
        }
    }

    private sealed class NoTiles : ITileReader
    {
        public ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(int level, long number, CancellationToken ct) => throw new InvalidOperationException("A tree from nothing reads nothing.");
    }
}
