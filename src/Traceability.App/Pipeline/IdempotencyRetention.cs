using System.Data.Common;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.App.Sequencing;

namespace Traceability.App.Pipeline;

/// <summary>Forgets the answers to idempotency keys after 30 days, a few at a time so that the lane stays free.</summary>
public sealed class IdempotencyRetention(IWriteLane lane, TimeProvider clock, ILogger<IdempotencyRetention> logger) : ILeaderWork
{
    private const string Forget =
        """
        DELETE FROM idempotency WHERE (account, command, key) IN
          (SELECT account, command, key FROM idempotency WHERE created_at < @before ORDER BY created_at LIMIT 500)
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await ForgetAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.LogDebug("The retention of idempotency keys stops");
        }
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        try
        {
            while (await ForgetSomeAsync(ct) > 0)
                logger.LogDebug("Old answers to idempotency keys were forgotten");
        }
        catch (DbException e)
        {
            logger.LogWarning(e, "Old answers to idempotency keys could not be forgotten; the next hour tries again");
        }
    }

    /// <returns>How many were forgotten.</returns>
    public Task<int> ForgetSomeAsync(CancellationToken ct) =>
        lane.RunAsync(
            connection =>
            {
                // Instants are text in UTC, which sorts as time does.
                var before = MomentConverter.Write(clock.GetUtcNow() - Kept);
                return ValueTask.FromResult((connection.Prepared.Command(Forget, ("@before", before)).ExecuteNonQuery(), Keep: true));
            },
            ct);
}
