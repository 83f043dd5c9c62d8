using Npgsql;

[assembly: AssemblyFixture(typeof(Traceability.Tests.PostgresDatabases))]

namespace Traceability.Tests;

/// <summary>The PostgreSQL of these tests, started when the first of them asks for a database.</summary>
public sealed class PostgresDatabases : IDisposable
{
    private static readonly Lazy<PostgresCluster> Cluster = new(PostgresCluster.Start);
    private static int _made;

    /// <summary>The connection string of an empty database of its own.</summary>
    public static string NewDatabase()
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tests_{Interlocked.Increment(ref _made)}");
        using var connection = new NpgsqlConnection(Cluster.Value.ConnectionString("postgres", "Pooling=false"));
        connection.Open();
#pragma warning disable CA2100 // The name is made two lines above.
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return Cluster.Value.ConnectionString(name);
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        if (Cluster.IsValueCreated)
            Cluster.Value.Dispose();
    }
}
