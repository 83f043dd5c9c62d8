using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Traceability.App.Data;
using Traceability.App.Pipeline;

namespace Traceability.Postgres;

/// <summary>A connection with its contexts, used by one thread: it runs transactions, of one command or of a group.</summary>
internal sealed class LaneConnection(PostgresDatabase database) : IDisposable
{
    /// <summary>
    /// How many seconds a commit may wait for a standby. PostgreSQL then lets it stand on the primary alone, where others see it;
    /// so what is promised to anybody is never only what can be seen there.
    /// </summary>
    private const int CommitPatience = 60;

    private static readonly Statement CommitStatement = new("COMMIT");

    /// <summary>A group waits half a second for each row that somebody else holds: the commands that do not need it wait with it.</summary>
    private static readonly Statement ShortPatience = new("SELECT set_config('lock_timeout', '500ms', true)");
    private static readonly BlockingCommands Blocking = new();

    private NpgsqlConnection? _connection;
    private PreparedConnection? _prepared;
    private WriteConnection? _write;
    private bool _replicated;

    /// <summary>Whether what failed, failed when the outcome was the database's to know.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>A command in a transaction of its own.</summary>
    /// <param name="committing">Called when the outcome is the database's to know.</param>
    public (T Value, bool Keep) Run<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, LaneContest contest, Action committing) => Transact(
        contest,
        write =>
        {
            foreach (var statement in contest.First)
                write.Prepared.Command(statement.Sql, statement.Parameters).ExecuteNonQuery();
            foreach (var (table, subject) in contest.Lost)
                write.Prepared.Command($"SELECT 1 FROM \"{table}\" WHERE subject = @subject FOR UPDATE", ("@subject", subject)).ExecuteNonQuery();
            write.IsFirstOfSeveralAttempts = !contest.IsLost;
            return work(write).AsTask().GetAwaiter().GetResult();
        },
        committing);

    /// <summary>Several commands in one transaction: all that want to be kept are, or nothing is and it throws.</summary>
    /// <returns>Whether any was kept.</returns>
    public bool RunTogether(IReadOnlyList<LaneWork> group, Action committing) => Transact(
        contest: null,
        write =>
        {
            var keep = SharedWork.Run(write, group, ShortPatience);
            return (keep, keep);
        },
        committing).Value;

    public void Dispose()
    {
        _prepared?.Dispose();
        (_connection, _prepared, _write) = (null, null, null);
    }

    private (T Value, bool Keep) Transact<T>(LaneContest? contest, Func<WriteConnection, (T Value, bool Keep)> work, Action committing)
    {
        IsCommitting = false;
        try
        {
            Open();
            using var transaction = _connection!.BeginTransaction();
            try
            {
                var (value, keep) = work(_write!);
                if (keep)
                    Commit(committing);
                else
                    transaction.Rollback();
                return (value, keep);
            }
            catch (Exception e) when (!Absence.Is(e))
            {
                RollBack(transaction);
                contest?.Begin(_write!.First);
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
            _write?.Clear();
        }
    }

    /// <summary>Only what was rolled back is known not to have been committed.</summary>
    private void RollBack(NpgsqlTransaction transaction)
    {
        try
        {
            transaction.Rollback();
            IsCommitting = false;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            _prepared?.Dispose();
            _connection = null;
        }
    }

    private void Commit(Action committing)
    {
        (IsCommitting, _replicated) = (true, true);
        committing();
        _prepared!.Execute([.. ManyRows.AtOnce(_write!.Last), CommitStatement], CommitPatience);
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
