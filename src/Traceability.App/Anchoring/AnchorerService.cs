using Microsoft.Extensions.Logging;
using Traceability.App.Sequencing;
using Traceability.Ledger;

namespace Traceability.App.Anchoring;

/// <summary>Lets the anchorer look each second; when the interval has passed it may anchor whatever there is.</summary>
public sealed class AnchorerService(Anchorer anchorer, AnchorTarget target, AnchorOptions options, LogHeadCache head, TimeProvider clock, ILogger<AnchorerService> logger)
    : ILeaderWork
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stop)
    {
        // After a restart the first anchor is not waited for: at worst one more than the interval asks.
        long? lastAnchor = null;
        using var timer = new PeriodicTimer(Pace, clock);
        do
        {
            try
            {
                if (target.Current is not { } at)
                {
                    head.ChainTrouble = target.Why;
                    continue;
                }

                var due = lastAnchor is not { } last || clock.GetElapsedTime(last) >= options.Interval;
                if (await anchorer.RunOnceAsync(at.Chain, at.Contract, due, stop))
                    lastAnchor = clock.GetTimestamp();
                if (head.ChainTrouble is not null)
                    logger.LogInformation("The chain answers; roots are anchored at {Contract}", at.Contract);
                head.ChainTrouble = null;
            }
            catch (AnchorChainException e)
            {
                if (!string.Equals(head.ChainTrouble, e.Message, StringComparison.Ordinal))
                    logger.LogWarning("Nothing is anchored at present, everything else goes on: {Reason}", e.Message);
                head.ChainTrouble = e.Message;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever fails here, recording goes on and the next turn tries again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "The anchorer failed and tries again");
                head.ChainTrouble = "The anchorer failed; the server's log says why.";
            }
        }
        while (await WaitAsync(timer, stop));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
