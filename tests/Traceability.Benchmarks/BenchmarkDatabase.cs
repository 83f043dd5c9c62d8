using Npgsql;

namespace Traceability.Benchmarks;

/// <summary>The database that a benchmark runs on: SQLite in the data folder, or a PostgreSQL of its own with every durability it has by default.</summary>
internal sealed class BenchmarkDatabase : IDisposable
{
    private const string Name = "traceability";

    private readonly PostgresCluster? _cluster;

    private BenchmarkDatabase(PostgresCluster? cluster) => _cluster = cluster;

    /// <summary>Null for SQLite, which is what the server takes by itself.</summary>
    public string? ConnectionString => _cluster?.ConnectionString(Name);

    public static BenchmarkDatabase Start(string provider)
    {
        if (!provider.Equals("postgres", StringComparison.OrdinalIgnoreCase))
            return new BenchmarkDatabase(cluster: null);
        var cluster = PostgresCluster.Start("shared_buffers=512MB", "max_wal_size=4GB");
        using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "Pooling=false"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
        command.ExecuteNonQuery();
        return new BenchmarkDatabase(cluster);
    }

    public void Dispose() => _cluster?.Dispose();
}
