using Npgsql;
using Traceability.App.Data;

namespace Traceability.Postgres;

/// <summary>What a node asks of the primary about itself and the others.</summary>
internal static class PostgresReplication
{
    /// <summary>Said with a commit only when waiting for the standbys was cut short.</summary>
    public const string CutShort = "01000";

    // Writes to the primary's log and nowhere else, and is committed like everything that was written before it.
    private const string Settle = "SELECT pg_logical_emit_message(true, 'traceability', '')";

    private static readonly string IsLed =
        $"""
        SELECT EXISTS (
          SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (classid::bigint << 32 | objid::bigint) = {AdvisoryLocks.Leader} AND objsubid = 1)
        """;

    private const string Standbys =
        """
        SELECT application_name, state, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint, EXTRACT(EPOCH FROM COALESCE(replay_lag, '0'))::float8
        FROM pg_stat_replication ORDER BY application_name
        """;

    private const int Patience = 5;

    public static async Task SettleAsync(NpgsqlDataSource primary, CancellationToken ct)
    {
        try
        {
            await using var connection = await primary.OpenConnectionAsync(ct);
            var replicated = true;
            connection.Notice += (_, e) => replicated &= !string.Equals(e.Notice.SqlState, CutShort, StringComparison.Ordinal);
            await using var command = new NpgsqlCommand(Settle, connection) { CommandTimeout = Patience };
            await command.ExecuteNonQueryAsync(ct);
            if (!replicated)
                throw new NpgsqlException("No standby answers.");
        }
        catch (NpgsqlException e)
        {
            throw new DatabaseUnavailableException("The database cannot be written to at present.", e);
        }
    }

    public static async Task<Surroundings> LookAroundAsync(NpgsqlDataSource primary, CancellationToken ct)
    {
        await using var connection = await primary.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(IsLed), new NpgsqlBatchCommand(Standbys) }, Timeout = Patience };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var isLed = reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        var standbys = new List<Standby>();
        var isToldAll = true;
        while (await reader.ReadAsync(ct))
        {
            // Without the right to know, an account is told that there is one and nothing about it.
            isToldAll &= !await reader.IsDBNullAsync(1, ct);
            if (isToldAll)
                standbys.Add(new Standby(reader.GetString(0), reader.GetString(1), await reader.IsDBNullAsync(2, ct) ? null : reader.GetInt64(2), reader.GetDouble(3)));
        }

        return new Surroundings(isLed, isToldAll ? standbys : null);
    }
}
