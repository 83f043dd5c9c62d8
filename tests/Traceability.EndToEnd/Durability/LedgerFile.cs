using Microsoft.Data.Sqlite;
using Traceability.EndToEnd.Processes;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Durability;

/// <summary>What lies in the database, read from a copy of its files by nothing but SQL.</summary>
internal static class LedgerFile
{
    /// <param name="Index">Its place in the tree; null while it has none.</param>
    public sealed record Row(long? Index, Guid Id, byte[] Bytes)
    {
        public EntryEnvelope Envelope { get; } =
            EntryEnvelope.TryParse(Bytes, out var envelope, out var error) ? envelope : throw new InvalidDataException(error);
    }

    /// <summary>Every entry with every place it has, by place.</summary>
    public static List<Row> Read(Deployment deployment)
    {
        var copy = Directory.CreateTempSubdirectory("traceability-e2e-copy-");
        try
        {
            // The shared index of the write-ahead log is left behind: it is made again from the log itself.
            foreach (var file in new[] { deployment.DatabaseFile, deployment.DatabaseFile + "-wal" }.Where(File.Exists))
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            return Rows(Path.Combine(copy.FullName, Path.GetFileName(deployment.DatabaseFile)));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    /// <summary>How many entries there are so far, asked beside the running server; 0 before there is a table.</summary>
    public static long Count(Deployment deployment) => Number(deployment, "SELECT COUNT(*) FROM log_entry");

    /// <summary>Whether a file is being written into the database, or was when whoever did it ended.</summary>
    public static bool IsBeingFilled(Deployment deployment) => Number(deployment, "SELECT COUNT(*) FROM deployment_value WHERE name = 'filling-from-file'") > 0;

    private static long Number(Deployment deployment, string sql)
    {
        if (!File.Exists(deployment.DatabaseFile))
            return 0;
        try
        {
            using var connection = new SqliteConnection($"Data Source={deployment.DatabaseFile};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two above.
            command.CommandText = sql;
#pragma warning restore CA2100
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private static List<Row> Rows(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT l."index", e.id, e.bytes FROM log_entry e LEFT JOIN log_leaf l ON l.sequence = e.sequence
            ORDER BY l."index" IS NULL, l."index", e.sequence
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
            rows.Add(new Row(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetGuid(1), (byte[])reader.GetValue(2)));
        return rows;
    }
}
