using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain;

namespace Traceability.Postgres;

/// <summary>
/// A transaction a command, many at a time, on every node. Two that change the same thing are told apart by its version: the
/// later one begins again, and now locks the row it lost before it reads. The answer is given only after the commit.
/// </summary>
public sealed class PostgresWriteLane(PostgresDatabase database, ILogger<PostgresWriteLane> logger) : IWriteLane, IAsyncDisposable
{
    /// <summary>More transactions at a time would only wait for each other in the database instead of here.</summary>
    private const int Lanes = 16;

    /// <summary>Callers beyond this wait before they queue: memory stays bounded under a flood.</summary>
    private const int LongestQueue = 4096;

    private const int MostAttempts = 12;

    /// <summary>How soon the commits of other nodes are seen, which give no signal here.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a command waits for a database that is away, as while a standby is promoted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How long a command waits for others that change the same thing; one of them may wait for its standbys.</summary>
    private static readonly TimeSpan ContestPatience = TimeSpan.FromSeconds(9);

    /// <summary>How long a caller waits for a lane, or for a commit that waits for its standbys, before the answer is that nobody knows.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long lanes that still wait for a standby hold up an orderly end.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);

    private static readonly BlockingCommands Blocking = new();

    private readonly Channel<Action<Lane>> _queue = Channel.CreateBounded<Action<Lane>>(LongestQueue);
    private readonly Lock _starting = new();
    private TaskCompletionSource _committed = NewSignal();
    private Task? _running;

    public async Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct)
    {
        EnsureRunning();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var turn = new Turn();
        Telemetry.LaneWaiting.Add(1);
        try
        {
            await _queue.Writer.WriteAsync(lane => Answer(answer, lane, turn, work, ct), ct);
            while (!answer.Task.IsCompleted)
            {
                await ((Task)answer.Task).WaitAsync(AnswerPatience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!answer.Task.IsCompleted && turn.TryGiveUp(out var mayBeRecorded))
                    throw mayBeRecorded ? NobodyKnows(new TimeoutException("The commit waits for a standby.")) : Away(new TimeoutException("Every lane waits."));
            }

            return await answer.Task;
        }
        finally
        {
            Telemetry.LaneWaiting.Add(-1);
        }
    }

    public async Task WaitForCommitAsync(CancellationToken ct)
    {
        await Task.WhenAny(Volatile.Read(ref _committed).Task, Task.Delay(Pace, ct));
        ct.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _committed, NewSignal());
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_running is not null)
            await _running.WaitAsync(LongestEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static DatabaseUnavailableException Away(Exception reason) => new("The database cannot be written to at present.", reason);

    private static DatabaseUnavailableException NobodyKnows(Exception reason) => new("The database went away while it committed: it may have been recorded or not.", reason);

    private void EnsureRunning()
    {
        if (Volatile.Read(ref _running) is not null)
            return;
        lock (_starting)
            _running ??= Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Factory.StartNew(RunLane, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private void RunLane()
    {
        using var lane = new Lane(database);
        while (TryTake(out var work))
            work(lane);
    }

    /// <summary>Waits for one piece of work alone: waiting for the queue as such would wake every lane for each piece.</summary>
    private bool TryTake([NotNullWhen(true)] out Action<Lane>? work)
    {
        try
        {
            work = _queue.Reader.ReadAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (ChannelClosedException)
        {
            work = null;
            return false;
        }
    }

    private void Answer<T>(TaskCompletionSource<T> answer, Lane lane, Turn turn, Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct)
    {
        if (!turn.TryBegin())
            return;
        try
        {
            if (ct.IsCancellationRequested)
                answer.TrySetCanceled(ct);
            else
                answer.TrySetResult(RunUntilDone(lane, turn, work, ct));
        }
#pragma warning disable CA1031 // Whatever one command throws is that command's answer and no other's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            answer.TrySetException(e);
        }
    }

    private T RunUntilDone<T>(Lane lane, Turn turn, Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct)
    {
        var since = Environment.TickCount64;
        var contest = new Contest();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (value, keep) = lane.Run(work, turn, contest);
                if (keep)
                    Volatile.Read(ref _committed).TrySetResult();
                return value;
            }
            catch (Exception e) when (Failures.IsContest(e, contest))
            {
                // Begun again, a handler finds what was made meanwhile and refuses in words. One that never looks is a defect.
                if (attempt >= MostAttempts / 2 && Failures.IsSecondOfItsKind(e))
                    throw;
                if (!turn.TryBeginAgain())
                    throw NobodyKnows(e);
                if (attempt >= MostAttempts || Environment.TickCount64 - since > ContestPatience.TotalMilliseconds)
                    throw new DatabaseUnavailableException("Too many others change the same thing at present.", e);
                Thread.Sleep(Random.Shared.Next(1, 2 + (attempt * 2)));
            }
            catch (Exception e) when (Absence.Is(e))
            {
                if (lane.IsCommitting)
                    throw NobodyKnows(e);
                if (ct.IsCancellationRequested || Environment.TickCount64 - since > Patience.TotalMilliseconds)
                    throw Away(e);
                logger.LogDebug(e, "A command waits for the database");
                Thread.Sleep(TimeSpan.FromMilliseconds(250));
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A connection with its contexts, used by one thread.</summary>
    private sealed class Lane(PostgresDatabase database) : IDisposable
    {
        /// <summary>
        /// How many seconds a commit may wait for a standby. PostgreSQL then lets it stand on the primary alone, where others see it;
        /// so what is promised to anybody is never only what can be seen there.
        /// </summary>
        private const int CommitPatience = 60;

        private static readonly Statement CommitStatement = new("COMMIT");

        private NpgsqlConnection? _connection;
        private PreparedConnection? _prepared;
        private WriteConnection? _write;
        private bool _replicated;

        /// <summary>Whether what failed, failed when the outcome was the database's to know.</summary>
        public bool IsCommitting { get; private set; }

        public (T Value, bool Keep) Run<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Turn turn, Contest contest)
        {
            IsCommitting = false;
            try
            {
                Open();
                using var transaction = _connection!.BeginTransaction();
                try
                {
                    foreach (var statement in contest.First)
                        _prepared!.Command(statement.Sql, statement.Parameters).ExecuteNonQuery();
                    foreach (var (table, subject) in contest.Lost)
                        _prepared!.Command($"SELECT 1 FROM \"{table}\" WHERE subject = @subject FOR UPDATE", ("@subject", subject)).ExecuteNonQuery();
                    _write!.IsFirstOfSeveralAttempts = !contest.IsLost;
                    var (value, keep) = work(_write).AsTask().GetAwaiter().GetResult();
                    if (keep)
                        Commit(turn);
                    else
                        transaction.Rollback();
                    return (value, keep);
                }
                catch (Exception e) when (!Absence.Is(e))
                {
                    IsCommitting = false;
                    transaction.Rollback();
                    contest.Begin(_write!.First);
                    throw;
                }
            }
            catch (Exception e) when (Absence.Is(e))
            {
                Dispose();
                throw;
            }
            finally
            {
                _write?.First.Clear();
                _write?.Last.Clear();
            }
        }

        public void Dispose()
        {
            _prepared?.Dispose();
            (_connection, _prepared, _write) = (null, null, null);
        }

        private void Commit(Turn turn)
        {
            (IsCommitting, _replicated) = (true, true);
            turn.Commit();
            _prepared!.Execute([.. _write!.Last, CommitStatement], CommitPatience);
            if (!_replicated)
                throw new NpgsqlException("The commit is on the primary alone: waiting for its standbys was cut short.");
        }

        private void Open()
        {
            // Looked after while it was idle, it may have been found dead.
            if (_connection is { State: ConnectionState.Open })
                return;
            Dispose();
            _connection = database.OpenLane();
            _connection.Notice += (_, e) => _replicated &= !(IsCommitting && string.Equals(e.Notice.SqlState, PostgresReplication.CutShort, StringComparison.Ordinal));
            _prepared = new PreparedConnection(_connection);
            var options = new DbContextOptionsBuilder<TraceDb>().AddInterceptors(Blocking).EnableThreadSafetyChecks(false);
            database.Configure(options, _connection);
            _write = new WriteConnection(_prepared, new PooledDbContextFactory<TraceDb>(options.Options));
        }
    }

    /// <summary>
    /// How far a command has come. Its caller may go where nothing of it is in use: while it waits for a lane, and while the
    /// database commits it, which goes on alone.
    /// </summary>
    private sealed class Turn
    {
        private const int Waiting = 0;
        private const int Working = 1;
        private const int Committing = 2;
        private const int GivenUp = 3;

        private int _state;

        public bool TryBegin() => Move(Waiting, Working);

        public void Commit() => Move(Working, Committing);

        /// <returns>False where the caller has gone.</returns>
        public bool TryBeginAgain() => Volatile.Read(ref _state) == Working || Move(Committing, Working);

        public bool TryGiveUp(out bool mayBeRecorded)
        {
            mayBeRecorded = Move(Committing, GivenUp);
            return mayBeRecorded || Move(Waiting, GivenUp);
        }

        private bool Move(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;
    }

    /// <summary>What a command lost to others so far.</summary>
    private sealed class Contest
    {
        private readonly SortedDictionary<string, (string Table, string Subject)> _lost = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, Statement> _first = new(StringComparer.Ordinal);

        public bool IsLost { get; private set; }

        /// <summary>The rows to lock first, in one order for everybody: those who begin again wait for each other and never in a circle.</summary>
        public IEnumerable<(string Table, string Subject)> Lost => _lost.Values;

        /// <summary>The rows that are locked before any of those, in one order for everybody too.</summary>
        public IEnumerable<Statement> First => _first.Values;

        public void Begin(IReadOnlyList<Statement> statements)
        {
            foreach (var statement in statements)
                _first.TryAdd(statement.Sql + string.Join(' ', statement.Parameters.Select(p => Convert.ToString(p.Value, CultureInfo.InvariantCulture))), statement);
        }

        public void Lose(IReadOnlyList<EntityEntry> entries)
        {
            IsLost = true;
            foreach (var entry in entries)
            {
                if (entry.Entity is Aggregate aggregate)
                    _lost.TryAdd($"{entry.Metadata.GetTableName()} {aggregate.Subject}", (entry.Metadata.GetTableName()!, aggregate.Subject));
            }
        }
    }

    /// <summary>What a failure means for the command that met it.</summary>
    private static class Failures
    {
        /// <summary>Somebody else was first; what it was about is kept for the next attempt.</summary>
        public static bool IsContest(Exception e, Contest contest)
        {
            if (e is DbUpdateConcurrencyException conflict)
            {
                contest.Lose(conflict.Entries);
                return true;
            }

            if ((e as PostgresException ?? e.InnerException as PostgresException) is not { } refusal)
                return false;
            switch (refusal.SqlState)
            {
                case PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable:
                    contest.Lose([]);
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Begun again a few times it would have been found and refused in words: nobody looks for it, which is a defect.</summary>
        public static bool IsSecondOfItsKind(Exception e) =>
            (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.UniqueViolation;
    }
}
