using System.Data.Common;
using Npgsql;

namespace Traceability.Postgres;

/// <summary>
/// Connections to a standby that is as far as its primary. The primary is asked first, and the standby serves only when it is on the
/// same timeline and has applied everything up to there: what is then read from it is at least as new as an answer of the primary.
/// </summary>
internal sealed class StandbyViews(NpgsqlDataSource primary, NpgsqlDataSource standbys)
{
    private const string Reached = "SELECT pg_current_wal_flush_lsn()::text, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int";

    // A standby of another timeline may have a higher number and still lack what its primary has.
    private const string IsAsFar =
        "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= @reached::pg_lsn AND (SELECT timeline_id FROM pg_control_checkpoint()) = @timeline";

    /// <summary>A standby is a moment behind what is just being committed; later than that the primary answers itself.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    public async ValueTask<DbConnection?> TryOpenAsync(CancellationToken ct)
    {
        NpgsqlConnection? standby = null;
        try
        {
            var (reached, timeline) = await ReachedAsync(ct);
            standby = await standbys.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand(IsAsFar, standby) { Parameters = { new("reached", reached), new("timeline", timeline) } };
            for (var i = 0; i < Tries; i++)
            {
                if (await command.ExecuteScalarAsync(ct) is true)
                    return standby;
                await Task.Delay(Pause, ct);
            }
        }
        catch (NpgsqlException)
        {
            // The primary is asked instead, and says itself when it is away.
        }

        if (standby is not null)
            await standby.DisposeAsync();
        return null;
    }

    private async Task<(string Reached, int Timeline)> ReachedAsync(CancellationToken ct)
    {
        await using var connection = await primary.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(Reached, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetString(0), reader.GetInt32(1));
    }
}
