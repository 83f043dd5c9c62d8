using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Traceability.App.Data;

namespace Traceability.Postgres;

/// <summary>
/// One PostgreSQL with any number of standbys; the connection string names all hosts, and whoever is primary at the moment is
/// written to. Any number of nodes share it.
/// </summary>
public sealed class PostgresDatabase : IDatabase
{
    // Of a node that hangs or whose machine is gone, the database soon lets go what it held: rows, and the lock of the leader.
    private const string SessionOptions =
        "-c lock_timeout=10s -c idle_in_transaction_session_timeout=20s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=11s";

    private readonly NpgsqlMultiHostDataSource _hosts;
    private readonly NpgsqlDataSource _primary;
    private readonly NpgsqlMultiHostDataSource _laneHosts;
    private readonly NpgsqlDataSource _lanes;
    private readonly StandbyViews? _views;
    private readonly string _connectionString;

    /// <param name="connectionString">Names every host that may be primary.</param>
    /// <param name="readsPreferStandby">Whether what costs much to compose may be read from a standby that is as far as the primary.</param>
    public PostgresDatabase(string connectionString, bool readsPreferStandby = false)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // What the operator does not say: soon notice a host that is gone, keep statements prepared, let no hung node hold rows.
        Unless(settings, "Timeout", s => s.Timeout = 5);
        Unless(settings, "Keepalive", s => s.KeepAlive = 5);
        Unless(settings, "Host Recheck Seconds", s => s.HostRecheckSeconds = 1);
        Unless(settings, "Max Auto Prepare", s => s.MaxAutoPrepare = 200);
        Unless(settings, "Auto Prepare Min Usages", s => s.AutoPrepareMinUsages = 2);
        // Nothing here leaves anything behind in a session that the next user of the connection would meet.
        Unless(settings, "No Reset On Close", s => s.NoResetOnClose = true);
        Unless(settings, "Application Name", s => s.ApplicationName = "traceability");
        Unless(settings, "Options", s => s.Options = SessionOptions);
        _connectionString = settings.ToString();
        _hosts = new NpgsqlDataSourceBuilder(_connectionString).BuildMultiHost();
        _primary = _hosts.WithTargetSession(TargetSessionAttributes.Primary);
        _laneHosts = new NpgsqlDataSourceBuilder(_connectionString).BuildMultiHost();
        _lanes = _laneHosts.WithTargetSession(TargetSessionAttributes.Primary);
        _views = readsPreferStandby ? new StandbyViews(_primary, _hosts.WithTargetSession(TargetSessionAttributes.PreferStandby)) : null;
        Description = $"PostgreSQL, database {settings.Database} at {settings.Host}";
    }

    public string Description { get; }

    public bool PoolsConnections => true;

    public bool IsShared => true;

    public bool HoldsFacts()
    {
        using var connection = OpenForReading();
        return Scalar<bool>(connection, "SELECT to_regclass('log_entry') IS NOT NULL") && Scalar<bool>(connection, "SELECT EXISTS (SELECT 1 FROM log_entry)");
    }

    /// <summary>Any number of nodes may work on it; who leads is decided by <see cref="LeadAsync"/>.</summary>
    public void Hold()
    {
    }

    public async Task MigrateAsync(CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        // Nodes that start together migrate one after the other.
        await using var turn = await _primary.OpenConnectionAsync(ct);
        await ExecuteAsync(turn, $"SELECT pg_advisory_lock({AdvisoryLocks.Migration})", ct);
        await using var connection = await _primary.OpenConnectionAsync(ct);
        Configure(options, connection);
        await using var db = new TraceDb(options.Options);
        await db.Database.MigrateAsync(ct);
        await ExecuteAsync(turn, $"SELECT pg_advisory_unlock({AdvisoryLocks.Migration})", ct);
    }

    public Task<ILeadership> LeadAsync(CancellationToken ct) => PostgresLeadership.WaitAsync(_primary, ct);

    public DbConnection OpenForReading() => _primary.OpenConnection();

    public DbConnection OpenSnapshot()
    {
        var connection = _primary.OpenConnection();
        using var begin = new NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", connection);
        begin.ExecuteNonQuery();
        // A long look at one moment is not a hung node.
        using var patience = new NpgsqlCommand("SET LOCAL idle_in_transaction_session_timeout = 0", connection);
        patience.ExecuteNonQuery();
        return connection;
    }

    public DbConnection OpenForWriting() => _primary.OpenConnection();

    /// <inheritdoc/>
    /// <remarks>A socket on which anything was ever awaited is waited for through another thread from then on, for as long as it lives.</remarks>
    public DbConnection OpenForThread() => OpenLane();

    internal NpgsqlConnection OpenLane() => _lanes.OpenConnection();

    public void Configure(DbContextOptionsBuilder options, DbConnection? connection)
    {
        if (connection is null)
            options.UseNpgsql(_primary, o => o.MigrationsAssembly(typeof(PostgresDatabase).Assembly));
        else
            options.UseNpgsql(connection, o => o.MigrationsAssembly(typeof(PostgresDatabase).Assembly));
        options.UseSnakeCaseNamingConvention();
        options.ReplaceService<IModelCustomizer, BytewiseText>();
    }

    /// <summary>An empty schema beside the product's, for the audit to rebuild into; it is dropped when disposed, or by the next audit.</summary>
    public IDatabase NewScratch() => new PostgresScratch(_connectionString, _primary);

    public bool IsAbsence(Exception failure) => failure is DatabaseUnavailableException || Absence.Is(failure);

    public Task SettleAsync(CancellationToken ct) => PostgresReplication.SettleAsync(_primary, ct);

    public Task<Surroundings> LookAroundAsync(CancellationToken ct) => PostgresReplication.LookAroundAsync(_primary, ct);

    public ValueTask<DbConnection?> TryOpenStandbyAsync(CancellationToken ct) => _views?.TryOpenAsync(ct) ?? ValueTask.FromResult<DbConnection?>(null);

    public void Dispose()
    {
        _hosts.Dispose();
        _laneHosts.Dispose();
    }

    private static void Unless(NpgsqlConnectionStringBuilder settings, string keyword, Action<NpgsqlConnectionStringBuilder> set)
    {
        if (!settings.ShouldSerialize(keyword))
            set(settings);
    }

    private static T Scalar<T>(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this class's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (T)command.ExecuteScalar()!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // The texts are this class's own.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
