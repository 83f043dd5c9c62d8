using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Traceability.App.Data;
using Traceability.Postgres;
using Traceability.Sqlite;

[assembly: AssemblyFixture(typeof(Traceability.App.Tests.Databases))]

namespace Traceability.App.Tests;

/// <summary>The databases under test, each migrated once and copied for each test.</summary>
public sealed class Databases : IAsyncDisposable
{
    private static readonly Lazy<PostgresCluster> Postgres = new(PostgresCluster.Start);

    private readonly ConcurrentDictionary<Provider, Lazy<Task<TestDatabase>>> _templates = new();

    /// <summary>A migrated database of its own.</summary>
    internal async Task<TestDatabase> EmptyAsync(Provider provider) => await (await _templates.GetOrAdd(provider, Template).Value).CopyAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var template in _templates.Values)
            await (await template.Value).DisposeAsync();
        if (Postgres.IsValueCreated)
            Postgres.Value.Dispose();
    }

    private static Lazy<Task<TestDatabase>> Template(Provider provider) => new(async () =>
    {
        TestDatabase made = provider switch
        {
            Provider.Sqlite => new SqliteTestDatabase(),
            Provider.Postgres => await PostgresTestDatabase.CreateAsync(Postgres.Value, "template0"),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, message: null),
        };
        await made.Database.MigrateAsync(CancellationToken.None);
        return made;
    });
}

/// <summary>A real database that goes away when disposed.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public abstract IDatabase Database { get; }

    public abstract void AddTo(IServiceCollection services);

    /// <summary>The same rows in a database of its own.</summary>
    public abstract Task<TestDatabase> CopyAsync();

    /// <summary>The names of the product's own tables.</summary>
    public abstract IEnumerable<string> Tables();

    public abstract ValueTask DisposeAsync();

    /// <summary>Does by hand what no command would do, also against foreign keys.</summary>
    public int Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Database.OpenForWriting();
        ForgetForeignKeys(connection);
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public T Scalar<T>(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Database.OpenForReading();
        using var command = Command(connection, sql, parameters);
        return (T)Convert.ChangeType(command.ExecuteScalar()!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public List<object?[]> Rows(string sql)
    {
        using var connection = Database.OpenForReading();
        using var command = Command(connection, sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    protected abstract void ForgetForeignKeys(DbConnection connection);

    protected static DbCommand Command(DbConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-test-");
    private readonly SqliteDatabase _database;

    public SqliteTestDatabase() => _database = new SqliteDatabase(ConnectionString(_folder));

    public override IDatabase Database => _database;

    public override void AddTo(IServiceCollection services) => services.AddSqlite(new SqliteDatabase(ConnectionString(_folder)));

    public override Task<TestDatabase> CopyAsync()
    {
        var copy = new SqliteTestDatabase();
        Execute("VACUUM INTO @file", ("@file", Path.Combine(copy._folder.FullName, "test.db")));
        return Task.FromResult<TestDatabase>(copy);
    }

    public override IEnumerable<string> Tables() =>
        Rows("SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => (string)row[0]!)
            .Where(name => !name.StartsWith("sqlite_", StringComparison.Ordinal) && !name.StartsWith("__EF", StringComparison.Ordinal));

    public override ValueTask DisposeAsync()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override void ForgetForeignKeys(DbConnection connection)
    {
        using var command = Command(connection, "PRAGMA foreign_keys = OFF", []);
        command.ExecuteNonQuery();
    }

    private static string ConnectionString(DirectoryInfo folder) => $"Data Source={Path.Combine(folder.FullName, "test.db")};Pooling=False";
}

internal sealed class PostgresTestDatabase : TestDatabase
{
    private static int _made;

    private readonly PostgresCluster _cluster;
    private readonly string _name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _made)}");
    private readonly PostgresDatabase _database;
    private readonly ConcurrentBag<PostgresDatabase> _used = [];

    private PostgresTestDatabase(PostgresCluster cluster)
    {
        _cluster = cluster;
        // What is copied must not be in use, not even by a connection that waits for its next user.
        _database = new PostgresDatabase(cluster.ConnectionString(_name, "Pooling=false"));
    }

    public override IDatabase Database => _database;

    public static async Task<PostgresTestDatabase> CreateAsync(PostgresCluster cluster, string template)
    {
        var made = new PostgresTestDatabase(cluster);
        await made.OnClusterAsync($"CREATE DATABASE {made._name} TEMPLATE {template}");
        return made;
    }

    public override void AddTo(IServiceCollection services)
    {
        var database = new PostgresDatabase(_cluster.ConnectionString(_name));
        _used.Add(database);
        services.AddPostgres(database);
    }

    public override async Task<TestDatabase> CopyAsync()
    {
        foreach (var used in _used)
            used.Dispose();
        return await CreateAsync(_cluster, _name);
    }

    public override IEnumerable<string> Tables() =>
        Rows("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").Select(row => (string)row[0]!).Where(name => !name.StartsWith("__EF", StringComparison.Ordinal));

    public override async ValueTask DisposeAsync()
    {
        foreach (var used in _used)
            used.Dispose();
        _database.Dispose();
        await OnClusterAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    protected override void ForgetForeignKeys(DbConnection connection)
    {
        using var command = Command(connection, "SET session_replication_role = replica", []);
        command.ExecuteNonQuery();
    }

    private async Task OnClusterAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString("postgres", "Pooling=false"));
        await connection.OpenAsync();
        await using var command = (NpgsqlCommand)Command(connection, sql, []);
        await command.ExecuteNonQueryAsync();
    }
}
