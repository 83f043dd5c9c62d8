using System.Data.Common;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.App.Files;
using Traceability.App.Sequencing;

namespace Traceability.App.Pipeline;

/// <summary>Forgets the answers to idempotency keys after 30 days and filings after 90, scans after 400 and decided complaints after two years, files that no fact names after a day, a few at a time so that the lane stays free.</summary>
public sealed class Retention(IWriteLane lane, TimeProvider clock, ILogger<Retention> logger) : ILeaderWork
{
    private const string ForgetAnswers =
        """
        DELETE FROM idempotency WHERE (account, command, key) IN
          (SELECT account, command, key FROM idempotency WHERE created_at < @before ORDER BY created_at LIMIT 500)
        """;

    private const string ForgetFilings =
        "DELETE FROM organisation_filing WHERE id IN (SELECT id FROM organisation_filing WHERE filed_at < @before AND (decided_at IS NULL OR decided_at < @before) LIMIT 500)";

    private const string ForgetScans = "DELETE FROM scan WHERE id IN (SELECT id FROM scan WHERE at < @before ORDER BY at LIMIT 500)";

    private const string ForgetComplaints =
        "DELETE FROM complaint WHERE id IN (SELECT id FROM complaint WHERE filed_at < @before AND decided_at < @before LIMIT 500)";

    private static readonly TimeSpan ScansKept = TimeSpan.FromDays(400);
    private static readonly TimeSpan ComplaintsKept = TimeSpan.FromDays(730);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan FilingsKept = TimeSpan.FromDays(90);
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
            logger.LogDebug("The retention stops");
        }
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        try
        {
            while (await ForgetSomeAsync(ct) > 0)
                logger.LogDebug("Old answers and filings were forgotten");
        }
        catch (DbException e)
        {
            logger.LogWarning(e, "Old answers and filings could not be forgotten; the next hour tries again");
        }
    }

    /// <returns>How many were forgotten.</returns>
    public Task<int> ForgetSomeAsync(CancellationToken ct) =>
        lane.RunAsync(
            connection =>
            {
                // Instants are text in UTC, which sorts as time does.
                var now = clock.GetUtcNow();
                var forgotten = connection.Prepared.Command(ForgetAnswers, ("@before", MomentConverter.Write(now - AnswersKept))).ExecuteNonQuery()
                    + connection.Prepared.Command(ForgetFilings, ("@before", MomentConverter.Write(now - FilingsKept))).ExecuteNonQuery()
                    + connection.Prepared.Command(ForgetScans, ("@before", MomentConverter.Write(now - ScansKept))).ExecuteNonQuery()
                    + connection.Prepared.Command(ForgetComplaints, ("@before", MomentConverter.Write(now - ComplaintsKept))).ExecuteNonQuery()
                    + StoredFiles.Forget(connection.Prepared, now);
                return ValueTask.FromResult((forgotten, Keep: true));
            },
            ct);
}
