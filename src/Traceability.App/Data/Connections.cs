using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Pipeline;
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

    /// <summary>Runs statements that give nothing back, in their order; in one round trip where the provider has such.</summary>
    /// <param name="patience">How many seconds they may take, where it is not as long as any.</param>
    public void Execute(IReadOnlyList<Statement> statements, int? patience = null)
    {
        if (statements.Count == 0)
            return;
        if (!Connection.CanCreateBatch)
        {
            foreach (var statement in statements)
                Command(statement.Sql, statement.Parameters).ExecuteNonQuery();
            return;
        }

        using var batch = Batch(statements);
        batch.Timeout = patience ?? batch.Timeout;
        batch.ExecuteNonQuery();
    }

    /// <summary>Asks questions in their order, each with one set of rows for an answer; in one round trip where the provider has such.</summary>
    /// <param name="read">Takes the number of a question and its rows.</param>
    /// <param name="patience">How many seconds they may take, where it is not as long as any.</param>
    public void Ask(IReadOnlyList<Statement> questions, Action<int, DbDataReader> read, int? patience = null)
    {
        if (questions.Count == 0)
            return;
        if (!Connection.CanCreateBatch)
        {
            for (var i = 0; i < questions.Count; i++)
            {
                using var one = Command(questions[i].Sql, questions[i].Parameters).ExecuteReader();
                read(i, one);
            }

            return;
        }

        using var batch = Batch(questions);
        batch.Timeout = patience ?? batch.Timeout;
        using var reader = batch.ExecuteReader();
        for (var i = 0; i < questions.Count; i++)
        {
            read(i, reader);
            reader.NextResult();
        }
    }

    private DbBatch Batch(IReadOnlyList<Statement> statements)
    {
        var batch = Connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // The texts are the product's own, with parameters.
            command.CommandText = statement.Sql;
#pragma warning restore CA2100
            foreach (var (name, value) in statement.Parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        Connection.Dispose();
    }
}

/// <summary>A statement that waits to be sent with others.</summary>
public readonly record struct Statement(string Sql, params (string Name, object? Value)[] Parameters);

/// <summary>
/// The connection inside a write transaction, and an empty context on it for each command. The contexts are pooled: a new one would
/// register its functions with SQLite again, which costs more than the command and makes SQLite forget every prepared statement.
/// </summary>
public sealed class WriteConnection(PreparedConnection prepared, IDbContextFactory<TraceDb> contexts)
{
    public PreparedConnection Prepared { get; } = prepared;

    /// <summary>
    /// Whether work that is too late is begun again: then it may leave it to the tables to find a second of its kind, and looks
    /// for it only the second time.
    /// </summary>
    public bool IsFirstOfSeveralAttempts { get; set; }

    /// <summary>What the commands of a group share; null where each has a transaction of its own.</summary>
    public SharedWork? Shared { get; set; }

    /// <summary>
    /// What locked a row before the command's subjects. Begun again, the command does it first: with its subjects locked before, it
    /// would meet one that began later and locked in the other order.
    /// </summary>
    public List<Statement> First { get; } = [];

    /// <summary>What goes into the transaction last, in one round trip with the commit where the provider can; nothing in the work reads it.</summary>
    public List<Statement> Last { get; } = [];

    /// <summary>Forgets what the last transaction left here.</summary>
    public void Clear()
    {
        First.Clear();
        Last.Clear();
        Shared = null;
    }

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
/// Where writing happens. SQLite has one lane that commits commands in groups; PostgreSQL has many, a transaction a command.
/// Work runs on a thread of its lane, which may wait for the database: waiting there costs less than coming back. The answer is given only after the commit; work that does not want to be kept leaves nothing behind.
/// </summary>
public interface IWriteLane
{
    /// <param name="work">Runs inside the transaction and does no other I/O; returns its value and whether to keep what it wrote.</param>
    /// <param name="ahead">What it looks for, where it may share the transaction with others.</param>
    Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Ahead? ahead, CancellationToken ct);

    Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct) => RunAsync(work, ahead: null, ct);

    /// <summary>Completes when something has been committed since the last call; several commits may answer one call.</summary>
    Task WaitForCommitAsync(CancellationToken ct);
}

/// <summary>Contexts for views that cost much to compose: on a standby where there is one that knows as much as the primary.</summary>
public sealed class ViewContexts(IDatabase database, IDbContextFactory<TraceDb> contexts)
{
    public async ValueTask<TraceDb> OpenAsync(CancellationToken ct)
    {
        var standby = await database.TryOpenStandbyAsync(ct);
        var db = await contexts.CreateDbContextAsync(ct);
        if (standby is not null)
            db.Database.SetDbConnection(standby, contextOwnsConnection: true);
        return db;
    }
}

/// <summary>Connections for reading with prepared commands, for the few questions that every request asks.</summary>
public sealed class ReadPool(IDatabase database) : IDisposable
{
    private readonly ConcurrentBag<PreparedConnection> _idle = [];
    private readonly GatheredQuestions _gathered = new(database);

    public Lease Rent() => new(this, _idle.TryTake(out var connection) ? connection : new PreparedConnection(database.OpenForReading()));

    /// <summary>Asks one small question; together with those of others where each costs a round trip.</summary>
    public async ValueTask<T> AskAsync<T>(Statement question, Func<DbDataReader, T> read)
    {
        if (database.PoolsConnections)
            return await _gathered.AskAsync(question, read);
        using var lease = Rent();
        using var rows = lease.Command(question.Sql, question.Parameters).ExecuteReader();
        return read(rows);
    }

    public void Dispose()
    {
        _gathered.Dispose();
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    /// <summary>A rented connection; disposing gives it back.</summary>
    public readonly struct Lease(ReadPool pool, PreparedConnection connection) : IDisposable
    {
        public DbCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => connection.Command(sql, parameters);

        /// <summary>The log's tiles as this connection reads them.</summary>
        public ITileReader Tiles() => new StoredTiles(connection);

        public void Dispose() => pool.Return(connection);
    }

    private void Return(PreparedConnection connection)
    {
        // A provider with a pool of its own knows which of its connections still live.
        if (database.PoolsConnections)
            connection.Dispose();
        else
            _idle.Add(connection);
    }
}
