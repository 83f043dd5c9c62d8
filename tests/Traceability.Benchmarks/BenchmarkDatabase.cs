using Npgsql;

namespace Traceability.Benchmarks;

/// <summary>The database that a benchmark runs on: SQLite in the data folder, or a PostgreSQL of its own with every durability it has by default.</summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    private const string Name = "traceability";

    private readonly PostgresCluster? _cluster;

    private BenchmarkDatabase(PostgresCluster? cluster) => _cluster = cluster;

    /// <summary>Null for SQLite, which is what the server takes by itself.</summary>
    public string? ConnectionString => _cluster?.SocketString(Name);

    public bool IsPostgres => _cluster is not null;

    /// <param name="watched">Whether it shall say what it is asked and how it answers; that costs it a little.</param>
    public static BenchmarkDatabase Start(string provider, bool watched = false)
    {
        if (!provider.Equals("postgres", StringComparison.OrdinalIgnoreCase))
            return new BenchmarkDatabase(cluster: null);
        string[] settings = ["shared_buffers=512MB", "max_wal_size=4GB"];
        string[] watching =
        [
            "shared_preload_libraries=pg_stat_statements,auto_explain", "auto_explain.log_analyze=on", "auto_explain.log_timing=on", "log_min_messages=log", "logging_collector=on",
        ];
        var cluster = PostgresCluster.Start(watched ? [.. settings, .. watching] : settings);
        using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "Pooling=false"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
        command.ExecuteNonQuery();
        if (watched)
        {
            using var inside = new NpgsqlConnection(cluster.ConnectionString(Name, "Pooling=false"));
            inside.Open();
            using var extension = new NpgsqlCommand("CREATE EXTENSION pg_stat_statements", inside);
            extension.ExecuteNonQuery();
        }

        return new BenchmarkDatabase(cluster);
    }

    /// <summary>From now on what PostgreSQL is asked counts.</summary>
    public void CountStatements() => _ = Ask("SELECT pg_stat_statements_reset()::text");

    /// <summary>What it was asked since, and what that took it: the cost of a view in the database.</summary>
    public IEnumerable<string> Statements(int views) => Ask(
        $"""
        SELECT format('%s ms, %s calls, %s rows a view: %s', round((total_exec_time / {views})::numeric, 3), round(calls::numeric / {views}, 2), round(rows::numeric / {views}, 1), regexp_replace(query, '\s+', ' ', 'g'))
        FROM pg_stat_statements WHERE calls >= {views} / 2 AND dbid = (SELECT oid FROM pg_database WHERE datname = '{Name}') ORDER BY total_exec_time DESC
        """);

    /// <summary>The plans of what is asked while something is done.</summary>
    public async Task<string> PlansAsync(Func<Task> work)
    {
        Ask("ALTER SYSTEM SET auto_explain.log_min_duration = 0");
        Ask("SELECT pg_reload_conf()::text");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await work();
        await Task.Delay(TimeSpan.FromSeconds(1));
        return string.Join('\n', Directory.EnumerateFiles(Path.Combine(_cluster!.Data, "log")).Select(File.ReadAllText));
    }

    private List<string> Ask(string sql)
    {
        using var connection = new NpgsqlConnection(_cluster!.ConnectionString(Name, "Pooling=false"));
        connection.Open();
#pragma warning disable CA2100 // Ours, all of it.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return lines;
    }

    public void Dispose() => _cluster?.Dispose();
}
