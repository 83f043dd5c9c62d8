using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Traceability.Postgres;

/// <summary>
/// Lets the thread of a lane wait for the database itself: a round trip that comes back through the thread pool costs two
/// changes of thread more, which was most of the cost of a command.
/// </summary>
internal sealed class BlockingCommands : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(result.HasResult ? result : InterceptionResult<DbDataReader>.SuppressWithResult(command.ExecuteReader()));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(result.HasResult ? result : InterceptionResult<int>.SuppressWithResult(command.ExecuteNonQuery()));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(result.HasResult ? result : InterceptionResult<object>.SuppressWithResult(command.ExecuteScalar()!));
}
