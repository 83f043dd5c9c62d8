using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;

namespace Traceability.Sqlite;

/// <summary>The file, and how connections to it are opened: write-ahead log, full durability, foreign keys.</summary>
public sealed class SqliteDatabase : IDatabase, IDisposable
{
    private readonly string _reading;
    private readonly string _writing;
    private readonly string _path;
    private FileStream? _held;

    public SqliteDatabase(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 };
        _path = Path.GetFullPath(builder.DataSource);
        builder.DataSource = _path;
        builder.Mode = SqliteOpenMode.ReadWriteCreate;
        _writing = builder.ToString();
        // A reader never writes, but it maintains the shared index of the write-ahead log.
        builder.Mode = SqliteOpenMode.ReadWrite;
        _reading = builder.ToString();
    }

    public string Description => $"SQLite, {_path}";

    public bool PoolsConnections => false;

    public bool Exists => File.Exists(_path);

    public bool HoldsFacts()
    {
        if (!Exists)
            return false;
        using var connection = OpenForReading();
        return Scalar(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'log_entry'") > 0
            && Scalar(connection, "SELECT COUNT(*) FROM (SELECT 1 FROM log_entry LIMIT 1)") > 0;
    }

    /// <summary>One process owns the file: the lane, the log's fence and the caches rest on it.</summary>
    public void Hold()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        try
        {
            _held = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DatabaseHeldException($"Another process holds {_path}. Stop that server first.", e);
        }
    }

    public async Task MigrateAsync(CancellationToken ct)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        await using var connection = OpenForWriting();
        Configure(options, connection);
        await using var db = new TraceDb(options.Options);
        if (!(await db.Database.GetPendingMigrationsAsync(ct)).Any())
            return;
        // A process that was killed while it migrated leaves its lock behind, and waiting for it would never end. The file is
        // this process's alone, see Hold: there is nobody to wait for.
        if (Scalar(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'") > 0)
            Execute(connection, "DELETE FROM \"__EFMigrationsLock\"");
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>Who holds the file leads, see <see cref="Hold"/>.</summary>
    public Task<ILeadership> LeadAsync(CancellationToken ct) => Task.FromResult<ILeadership>(new Unchallenged());

    public DbConnection OpenForReading()
    {
        var connection = Open(_reading);
        Execute(connection, "PRAGMA query_only = ON");
        return connection;
    }

    public DbConnection OpenSnapshot()
    {
        // Not of the pool: the next one to open would be inside this moment.
        var connection = Open(new SqliteConnectionStringBuilder(_reading) { Pooling = false }.ToString());
        Execute(connection, "PRAGMA query_only = ON");
        Execute(connection, "BEGIN");
        return connection;
    }

    public DbConnection OpenForWriting()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = Open(_writing);
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        // The lane walks the same few index pages for every command: 32 MiB keeps them at hand.
        Execute(connection, "PRAGMA cache_size = -32768");
        return connection;
    }

    public void Configure(DbContextOptionsBuilder options, DbConnection? connection)
    {
        if (connection is null)
            options.UseSqlite(_reading, o => o.MigrationsAssembly(typeof(SqliteDatabase).Assembly));
        else
            options.UseSqlite(connection, o => o.MigrationsAssembly(typeof(SqliteDatabase).Assembly));
        options.UseSnakeCaseNamingConvention();
    }

    /// <summary>An empty database of the same kind in a file of its own, for the audit to rebuild into; it deletes itself.</summary>
    public IDatabase NewScratch() => new Scratch();

    public void Dispose() => _held?.Dispose();

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static long Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Unchallenged : ILeadership
    {
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Scratch : IDatabase
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-audit-");
        private readonly SqliteDatabase _database;

        public Scratch() => _database = new SqliteDatabase($"Data Source={Path.Combine(_folder.FullName, "rebuilt.db")};Pooling=False");

        public string Description => "scratch";

        public bool PoolsConnections => false;

        public bool HoldsFacts() => _database.HoldsFacts();

        public Task<ILeadership> LeadAsync(CancellationToken ct) => _database.LeadAsync(ct);

        public void Hold() => _database.Hold();

        public Task MigrateAsync(CancellationToken ct) => _database.MigrateAsync(ct);

        public DbConnection OpenForReading() => _database.OpenForReading();

        public DbConnection OpenSnapshot() => _database.OpenSnapshot();

        public DbConnection OpenForWriting()
        {
            var connection = _database.OpenForWriting();
            // Nothing here outlives the audit.
            Execute(connection, "PRAGMA synchronous = OFF");
            return connection;
        }

        public void Configure(DbContextOptionsBuilder options, DbConnection? connection) => _database.Configure(options, connection);

        public IDatabase NewScratch() => throw new NotSupportedException();

        public void Dispose()
        {
            _database.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
