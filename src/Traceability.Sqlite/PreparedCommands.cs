using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Traceability.Sqlite;

/// <summary>
/// Keeps the statements that Entity Framework sends over the lane's one connection prepared: without it SQLite parses the same
/// few texts thousands of times a second, which was the largest part of the cost of a command.
/// </summary>
internal sealed class PreparedCommands : DbCommandInterceptor, IDisposable
{
    /// <summary>The lane sends few texts; a list of values of unusual length must not fill the memory.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly HashSet<SqliteCommand> _reading = [];

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        Prepared(command) is { } prepared ? InterceptionResult<DbDataReader>.SuppressWithResult(Read(prepared)) : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        Prepared(command) is { } prepared ? InterceptionResult<int>.SuppressWithResult(prepared.ExecuteNonQuery()) : result;

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (_commands.TryGetValue(command.CommandText, out var prepared))
            _reading.Remove(prepared);
        return result;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
    }

    private SqliteDataReader Read(SqliteCommand prepared)
    {
        _reading.Add(prepared);
        try
        {
            return prepared.ExecuteReader();
        }
        catch (SqliteException)
        {
            _reading.Remove(prepared);
            throw;
        }
    }

    /// <returns>Null where the statement goes its ordinary way: the same text is being read, or there are too many.</returns>
    private SqliteCommand? Prepared(DbCommand command)
    {
        if (!_commands.TryGetValue(command.CommandText, out var prepared))
        {
            if (_commands.Count >= Most)
                return null;
            prepared = ((SqliteConnection)command.Connection!).CreateCommand();
#pragma warning disable CA2100 // The text is Entity Framework's, with parameters.
            prepared.CommandText = command.CommandText;
#pragma warning restore CA2100
            _commands.Add(command.CommandText, prepared);
        }

        if (_reading.Contains(prepared))
            return null;
        prepared.Parameters.Clear();
        foreach (DbParameter parameter in command.Parameters)
            prepared.Parameters.Add(parameter);
        return prepared;
    }
}
