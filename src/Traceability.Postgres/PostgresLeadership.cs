using Npgsql;
using Traceability.App.Data;

namespace Traceability.Postgres;

/// <summary>
/// Leading by an advisory lock of a session that is looked after: with the session goes the lock, and with the lock goes leading.
/// </summary>
internal sealed class PostgresLeadership : ILeadership
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>A leader that hangs asks nothing in this time: the database ends its session, and somebody else leads.</summary>
    private const string EndWhereItHangs = "SET idle_session_timeout = '10s'";

    private readonly NpgsqlConnection _session;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _given = new();
    private readonly Task _watch;

    private PostgresLeadership(NpgsqlConnection session)
    {
        _session = session;
        _watch = WatchAsync();
    }

    public CancellationToken Lost => _lost.Token;

    public static async Task<ILeadership> WaitAsync(NpgsqlDataSource primary, CancellationToken ct)
    {
        while (true)
        {
            if (await TryAsync(primary, ct) is { } session)
                return new PostgresLeadership(session);
            await Task.Delay(Pace, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _given.CancelAsync();
        await _watch;
        // Closing alone would give the session back to the pool, and the lock with it.
        NpgsqlConnection.ClearPool(_session);
        await _session.DisposeAsync();
        _lost.Dispose();
        _given.Dispose();
    }

    private static async Task<NpgsqlConnection?> TryAsync(NpgsqlDataSource primary, CancellationToken ct)
    {
        NpgsqlConnection? session = null;
        try
        {
            session = await primary.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({AdvisoryLocks.Leader})", session);
            if (await command.ExecuteScalarAsync(ct) is true)
            {
                await using var end = new NpgsqlCommand(EndWhereItHangs, session);
                await end.ExecuteNonQueryAsync(ct);
                return session;
            }
        }
        catch (NpgsqlException)
        {
            // There is no primary at present: nobody leads, and the next turn asks again.
        }

        if (session is not null)
            await session.DisposeAsync();
        return null;
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pace, _given.Token);
                await using var command = new NpgsqlCommand("SELECT NOT pg_is_in_recovery()", _session) { CommandTimeout = 3 };
                if (await command.ExecuteScalarAsync(_given.Token) is not true)
                    break;
            }
        }
        catch (OperationCanceledException) when (_given.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or OperationCanceledException)
        {
            // The session is gone, and the lock with it.
        }

        await _lost.CancelAsync();
    }
}
