using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;

namespace Traceability.App.Sequencing;

/// <summary>Work that one process of a deployment does at a time.</summary>
public interface ILeaderWork
{
    /// <summary>Runs until it is told to stop, which happens when another process may lead.</summary>
    /// <exception cref="LogFencedException">Another process has already taken over.</exception>
    Task RunAsync(CancellationToken stop);
}

/// <summary>Waits until this process leads, does the leader's work for as long as it does, and then waits again.</summary>
public sealed class LeaderService(IDatabase database, LogHeadCache head, IEnumerable<ILeaderWork> works, TimeProvider clock, ILogger<LeaderService> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var leadership = await database.LeadAsync(stoppingToken);
                await LeadAsync(leadership, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever ended this time of leading, the next one begins like the first.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "Leading failed and is tried again");
            }

            await Task.Delay(PauseAfterLoss, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(ILeadership leadership, CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, leadership.Lost);
        head.Leads = true;
        logger.LogInformation("This node leads: it sequences and anchors");
        try
        {
            // The first work that ends, ends the others: half a leader is none.
            var running = works.Select(work => work.RunAsync(stop.Token)).ToList();
            var ended = await Task.WhenAny(running);
            await stop.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ended;
        }
        catch (LogFencedException e)
        {
            logger.LogWarning("This node no longer leads: {Reason}", e.Message);
        }
        finally
        {
            head.Leads = false;
        }
    }
}
