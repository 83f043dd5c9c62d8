using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.App.Pipeline;

namespace Traceability.Sqlite;

/// <summary>
/// SQLite has one writer, so writing has one lane. Commands queue; the lane takes what is waiting into one transaction,
/// each command in a savepoint of its own, commits once with <c>synchronous=FULL</c>, and only then answers.
/// A command that fails is rolled back alone. Commands that share what they work on have one savepoint together; if that fails,
/// each runs again in its own.
/// </summary>
public sealed class SqliteWriteLane(SqliteDatabase database, ILogger<SqliteWriteLane> logger) : IWriteLane, IAsyncDisposable
{
    /// <summary>Bounds how long the first of a group waits for its answer.</summary>
    private const int LargestGroup = 256;

    /// <summary>Callers beyond this wait before they queue: memory stays bounded under a flood.</summary>
    private const int LongestQueue = 4096;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly Lock _starting = new();
    private TaskCompletionSource _committed = NewSignal();
    private Task? _running;

    public async Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Ahead? ahead, CancellationToken ct)
    {
        EnsureRunning();
        var item = new Work<T>(work, ahead, ct);
        Telemetry.LaneWaiting.Add(1);
        try
        {
            await _queue.Writer.WriteAsync(item, ct);
            return await item.Answer;
        }
        finally
        {
            Telemetry.LaneWaiting.Add(-1);
        }
    }

    public async Task WaitForCommitAsync(CancellationToken ct)
    {
        await Volatile.Read(ref _committed).Task.WaitAsync(ct);
        Interlocked.Exchange(ref _committed, NewSignal());
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_running is not null)
            await _running;
    }

    private void EnsureRunning()
    {
        if (Volatile.Read(ref _running) is not null)
            return;
        lock (_starting)
            _running ??= Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    // The lane's own thread: SQLite's calls are synchronous, and so is every handler on them.
    private void Run()
    {
        try
        {
            RunLane();
        }
#pragma warning disable CA1031 // A lane that cannot run says so to everybody who waits, instead of letting them wait.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogCritical(e, "The write lane has ended");
            _queue.Writer.TryComplete(e);
            while (_queue.Reader.TryRead(out var work))
                work.Fail(e);
        }
    }

    private void RunLane()
    {
        using var prepared = new PreparedConnection(database.OpenForWriting());
        using var statements = new PreparedCommands();
        var options = new DbContextOptionsBuilder<TraceDb>().AddInterceptors(statements).EnableThreadSafetyChecks(false);
        database.Configure(options, prepared.Connection);
        var connection = new WriteConnection(prepared, new PooledDbContextFactory<TraceDb>(options.Options));
        var group = new List<Work>(LargestGroup);
        var reader = _queue.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            try
            {
                RunGroup(connection, reader, group);
            }
#pragma warning disable CA1031 // The lane outlives whatever happens to a group: without it nothing is ever written again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "A group of {Count} commands could not be committed", group.Count);
                foreach (var work in group)
                    work.Fail(e);
                TryRollBack(prepared);
                // A database that refuses at once must not be asked in a tight loop.
                Thread.Sleep(PauseAfterFailure);
            }

            group.Clear();
        }
    }

    private void RunGroup(WriteConnection connection, ChannelReader<Work> reader, List<Work> group)
    {
        var prepared = connection.Prepared;
        var kept = false;
        var together = new List<Work>();
        prepared.Command("BEGIN IMMEDIATE").ExecuteNonQuery();
        while (group.Count < LargestGroup && reader.TryRead(out var work))
        {
            if (work.IsAbandoned)
                continue;
            group.Add(work);
            if (work.Ahead is not null)
            {
                together.Add(work);
                continue;
            }

            kept |= RunTogether(connection, together);
            kept |= RunAlone(connection, work);
        }

        kept |= RunTogether(connection, together);
        prepared.Command("COMMIT").ExecuteNonQuery();
        Telemetry.LaneGroup.Record(group.Count);
        foreach (var work in group)
            work.Complete();
        if (kept)
            Volatile.Read(ref _committed).TrySetResult();
    }

    private static bool RunAlone(WriteConnection connection, Work work)
    {
        var prepared = connection.Prepared;
        prepared.Command("SAVEPOINT command").ExecuteNonQuery();
        var keep = work.Run(connection);
        if (!keep)
            prepared.Command("ROLLBACK TO command").ExecuteNonQuery();
        prepared.Command("RELEASE command").ExecuteNonQuery();
        return keep;
    }

    private bool RunTogether(WriteConnection connection, List<Work> together)
    {
        var keep = false;
        if (together.Count > 1 && TryRunShared(connection, together, out keep))
        {
            together.Clear();
            return keep;
        }

        foreach (var work in together)
            keep |= RunAlone(connection, work);
        together.Clear();
        return keep;
    }

    /// <returns>Whether all ran; if not, nothing of them stays.</returns>
    private bool TryRunShared(WriteConnection connection, List<Work> together, out bool keep)
    {
        var prepared = connection.Prepared;
        prepared.Command("SAVEPOINT command").ExecuteNonQuery();
        try
        {
            keep = SharedWork.Run(connection, together);
            prepared.Execute(connection.Last);
        }
        catch (SqliteException e) when (IsBroken(e))
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it was, each of them meets it again alone, or not.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Telemetry.LaneGroupsFailed.Add(1);
            logger.Log(e is SharedWorkSpoiledException ? LogLevel.Debug : LogLevel.Error, e, "A group of {Count} commands failed together; each goes on alone", together.Count);
            keep = false;
            prepared.Command("ROLLBACK TO command").ExecuteNonQuery();
            prepared.Command("RELEASE command").ExecuteNonQuery();
            return false;
        }
        finally
        {
            connection.Clear();
        }

        if (!keep)
            prepared.Command("ROLLBACK TO command").ExecuteNonQuery();
        prepared.Command("RELEASE command").ExecuteNonQuery();
        return true;
    }

    /// <summary>The disk or the file, not the command: the whole group fails.</summary>
    private static bool IsBroken(SqliteException e) => e.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CORRUPT;

    private void TryRollBack(PreparedConnection prepared)
    {
        try
        {
            prepared.Command("ROLLBACK").ExecuteNonQuery();
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException)
        {
            logger.LogDebug(e, "There was no transaction left to roll back");
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private abstract class Work(Ahead? ahead) : ISharedCommand
    {
        public Ahead? Ahead { get; } = ahead;

        public abstract bool RunShared(WriteConnection connection);

        public abstract bool IsAbandoned { get; }

        /// <summary>Whether what it wrote is kept.</summary>
        public abstract bool Run(WriteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Ahead? ahead, CancellationToken ct) : Work(ahead)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _failure;

        public Task<T> Answer => _answer.Task;

        public override bool IsAbandoned => ct.IsCancellationRequested && _answer.TrySetCanceled(ct);

        public override bool RunShared(WriteConnection connection)
        {
            (_value, var keep) = work(connection).AsTask().GetAwaiter().GetResult();
            return keep;
        }

        public override bool Run(WriteConnection connection)
        {
            try
            {
                (_value, var keep) = work(connection).AsTask().GetAwaiter().GetResult();
                if (keep)
                    connection.Prepared.Execute(connection.Last);
                return keep;
            }
            catch (SqliteException e) when (IsBroken(e))
            {
                throw;
            }
#pragma warning disable CA1031 // Whatever one command throws is that command's answer and no other's.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failure = e;
                return false;
            }
            finally
            {
                connection.Clear();
            }
        }

        public override void Complete()
        {
            if (_failure is null)
                _answer.TrySetResult(_value!);
            else
                _answer.TrySetException(_failure);
        }

        public override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
