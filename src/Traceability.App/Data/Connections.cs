using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Data;

/// <summary>A connection that keeps its prepared commands; used by one caller at a time.</summary>
public sealed class PreparedConnection(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    /// <summary>The command for this text, with its parameters set by name; prepared the first time.</summary>
    public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            command.Prepare();
            _commands.Add(sql, command);
            return command;
        }

        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        Connection.Dispose();
    }
}

/// <summary>
/// The connection inside a write transaction, and an empty context on it for each command. The contexts are pooled: a new one would
/// register its functions with SQLite again, which costs more than the command and makes SQLite forget every prepared statement.
/// </summary>
public sealed class WriteConnection(PreparedConnection prepared, IDbContextFactory<TraceDb> contexts)
{
    public PreparedConnection Prepared { get; } = prepared;

    public TraceDb NewContext()
    {
        var db = contexts.CreateDbContext();
        // The transaction is the lane's: Entity Framework neither begins nor guards one of its own.
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }
}

/// <summary>
/// Where writing happens. SQLite has one lane that commits commands in groups; PostgreSQL runs a transaction a command.
/// The answer is given only after the commit; work that does not want to be kept leaves nothing behind.
/// </summary>
public interface IWriteLane
{
    /// <param name="work">Runs inside the transaction and does no other I/O; returns its value and whether to keep what it wrote.</param>
    Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct);

    /// <summary>Completes when something has been committed since the last call; several commits may answer one call.</summary>
    Task WaitForCommitAsync(CancellationToken ct);
}

/// <summary>Connections for reading with prepared commands, for the few questions that every request asks.</summary>
public sealed class ReadPool(Func<DbConnection> open) : IDisposable
{
    private readonly ConcurrentBag<PreparedConnection> _idle = [];

    public Lease Rent() => new(this, _idle.TryTake(out var connection) ? connection : new PreparedConnection(open()));

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    /// <summary>A rented connection; disposing gives it back.</summary>
    public readonly struct Lease(ReadPool pool, PreparedConnection connection) : IDisposable
    {
        public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => connection.Command(sql, parameters);

        /// <summary>The log's tiles as this connection reads them.</summary>
        public ITileReader Tiles() => new StoredTiles(connection);

        public void Dispose() => pool._idle.Add(connection);
    }
}
