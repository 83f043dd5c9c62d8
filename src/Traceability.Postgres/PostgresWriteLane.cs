using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Traceability.App.Data;
using Traceability.Domain;

namespace Traceability.Postgres;

/// <summary>
/// A transaction a command, many at a time, on every node. Two that change the same thing are told apart by its version: the
/// later one begins again, and now waits its turn for what it lost. The answer is given only after the commit.
/// </summary>
public sealed class PostgresWriteLane(PostgresDatabase database) : IWriteLane, IAsyncDisposable
{
    /// <summary>More transactions at a time would only wait for each other in the database instead of here.</summary>
    private const int MostAtOnce = 24;

    private const int MostAttempts = 12;

    /// <summary>How soon the commits of other nodes are seen, which give no signal here.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a command waits for a database that is away, as while a standby is promoted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly ConcurrentBag<Seat> _idle = [];
    private TaskCompletionSource _committed = NewSignal();

    public async Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            return await RunUntilDoneAsync(work, ct);
        }
        finally
        {
            _places.Release();
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
        while (_idle.TryTake(out var seat))
            await seat.DisposeAsync();
        _places.Dispose();
    }

    private async Task<T> RunUntilDoneAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct)
    {
        var since = Environment.TickCount64;
        var contested = new SortedSet<string>(StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
        {
            Seat? seat = null;
            try
            {
                seat = _idle.TryTake(out var idle) ? idle : await Seat.OpenAsync(database, ct);
                var (value, keep) = await seat.RunAsync(work, contested);
                if (keep)
                    Volatile.Read(ref _committed).TrySetResult();
                return value;
            }
            catch (Exception e) when (Failures.IsContest(e, contested))
            {
                if (attempt == MostAttempts && !Failures.IsSecondOfItsKind(e))
                    throw new DatabaseUnavailableException("Too many others change the same thing at present.", e);
                if (attempt >= MostAttempts / 2 && Failures.IsSecondOfItsKind(e))
                    throw;
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 + (attempt * 4))), CancellationToken.None);
            }
            catch (Exception e) when (Failures.IsAbsence(e))
            {
                if (seat is { IsCommitting: true })
                    throw new DatabaseUnavailableException("The database went away while it committed: it may have been recorded or not.", e);
                if (Environment.TickCount64 - since > Patience.TotalMilliseconds)
                    throw new DatabaseUnavailableException("The database cannot be written to at present.", e);
                await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
            }
            finally
            {
                if (seat is { IsSound: true })
                    _idle.Add(seat);
                else if (seat is not null)
                    await seat.DisposeAsync();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A connection with its contexts, used by one command at a time.</summary>
    private sealed class Seat : IAsyncDisposable
    {
        private const string LockContested = "SELECT pg_advisory_xact_lock(@kind, hashtext(@thing))";

        private readonly NpgsqlConnection _connection;
        private readonly PreparedConnection _prepared;
        private readonly WriteConnection _write;
        private bool _replicated = true;

        private Seat(PostgresDatabase database, NpgsqlConnection connection)
        {
            _connection = connection;
            _connection.Notice += (_, e) => _replicated &= !(IsCommitting && string.Equals(e.Notice.SqlState, Failures.Warning, StringComparison.Ordinal));
            _prepared = new PreparedConnection(connection);
            var options = new DbContextOptionsBuilder<TraceDb>().EnableThreadSafetyChecks(false);
            database.Configure(options, connection);
            _write = new WriteConnection(_prepared, new PooledDbContextFactory<TraceDb>(options.Options));
        }

        /// <summary>Whether what failed, failed when the outcome was the database's to know.</summary>
        public bool IsCommitting { get; private set; }

        public bool IsSound { get; private set; }

        public static async ValueTask<Seat> OpenAsync(PostgresDatabase database, CancellationToken ct) => new(database, await database.OpenForWritingAsync(ct));

        public async ValueTask<(T Value, bool Keep)> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, SortedSet<string> contested)
        {
            (IsSound, IsCommitting) = (false, false);
            await using var transaction = await _connection.BeginTransactionAsync();
            try
            {
                // In one order for everybody, so that those who begin again wait for each other and never in a circle.
                foreach (var thing in contested)
                    await _prepared.Command(LockContested, ("@kind", AdvisoryLocks.Contested), ("@thing", thing)).ExecuteNonQueryAsync();
                var (value, keep) = await work(_write);
                if (!keep)
                {
                    await transaction.RollbackAsync();
                    IsSound = true;
                    return (value, keep);
                }

                IsCommitting = true;
                await transaction.CommitAsync();
                if (!_replicated)
                    throw new NpgsqlException("The commit is on the primary alone: waiting for its standbys was cut short.");
                IsSound = true;
                return (value, keep);
            }
            catch (Exception e) when (!Failures.IsAbsence(e))
            {
                IsCommitting = false;
                await transaction.RollbackAsync();
                IsSound = true;
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            _prepared.Dispose();
            await _connection.DisposeAsync();
        }
    }

    /// <summary>What a failure means for the command that met it.</summary>
    private static class Failures
    {
        /// <summary>Said with a commit only when waiting for the standbys was cut short.</summary>
        public const string Warning = "01000";

        private const string IdleInTransaction = "25P03";

        /// <summary>Somebody else was first; what it was about is added to the contested things.</summary>
        public static bool IsContest(Exception e, SortedSet<string> contested)
        {
            if (e is DbUpdateConcurrencyException conflict)
            {
                contested.UnionWith(conflict.Entries.Select(entry => entry.Entity is Aggregate aggregate ? aggregate.Subject : entry.Metadata.Name));
                return true;
            }

            if ((e as PostgresException ?? e.InnerException as PostgresException) is not { } refusal)
                return false;
            switch (refusal.SqlState)
            {
                case PostgresErrorCodes.UniqueViolation:
                    contested.Add(refusal.ConstraintName ?? refusal.TableName ?? "");
                    return true;
                case PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable:
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Begun again a few times it would have been found and refused in words: nobody looks for it, which is a defect.</summary>
        public static bool IsSecondOfItsKind(Exception e) =>
            (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.UniqueViolation;

        /// <summary>The database is away, or is no primary any more.</summary>
        public static bool IsAbsence(Exception e) => (e as NpgsqlException ?? e.InnerException as NpgsqlException) switch
        {
            null => false,
            PostgresException p => p.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction or PostgresErrorCodes.TooManyConnections,
            _ => true,
        };
    }
}
