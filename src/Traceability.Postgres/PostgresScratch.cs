using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Traceability.App.Data;

namespace Traceability.Postgres;

/// <summary>A schema for one rebuild at a time; what a killed one left behind is swept away by the next.</summary>
internal sealed class PostgresScratch : IDatabase
{
    private const string Schema = "traceability_scratch";

    private readonly NpgsqlConnection _turn;
    private readonly PostgresDatabase _database;

    public PostgresScratch(string connectionString, NpgsqlDataSource primary)
    {
        _turn = primary.OpenConnection();
        using (var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({AdvisoryLocks.Scratch})", _turn))
        {
            if (command.ExecuteScalar() is not true)
            {
                _turn.Dispose();
                throw new DatabaseHeldException("Another audit of this database is running. Wait for its end.");
            }
        }

        Execute($"DROP SCHEMA IF EXISTS {Schema} CASCADE; CREATE SCHEMA {Schema}");
        // Nothing here outlives the audit, so nothing waits for a disk or a standby.
        _database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = Schema,
            Options = "-c synchronous_commit=off",
        }.ToString());
    }

    public string Description => "scratch";

    public bool PoolsConnections => true;

    public bool HoldsFacts() => _database.HoldsFacts();

    public void Hold() => _database.Hold();

    public Task<ILeadership> LeadAsync(CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The tables as the model has them: a test holds that the migrations make the same.</summary>
    public async Task MigrateAsync(CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        Configure(options, connection: null);
        await using var db = new TraceDb(options.Options);
        await db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript().Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), ct);
    }

    public DbConnection OpenForReading() => _database.OpenForReading();

    public DbConnection OpenSnapshot() => _database.OpenSnapshot();

    public DbConnection OpenForWriting() => _database.OpenForWriting();

    public void Configure(DbContextOptionsBuilder options, DbConnection? connection) => _database.Configure(options, connection);

    public IDatabase NewScratch() => throw new NotSupportedException();

    public void Dispose()
    {
        _database.Dispose();
        Execute($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        _turn.Dispose();
    }

    private void Execute(string sql)
    {
#pragma warning disable CA2100 // The texts are this class's own.
        using var command = new NpgsqlCommand(sql, _turn);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
