using Microsoft.Extensions.Logging;
using Traceability.App.Data;

namespace Traceability.App.Sequencing;

/// <summary>Runs the sequencer soon after every commit, at a measured pace, after the guard has looked.</summary>
public sealed class SequencerService(
    Sequencer sequencer, LogGuard guard, LastCheckpoint last, LogHeadCache head, IDatabase database, IWriteLane lane, LedgerOptions options, ILogger<SequencerService> logger)
    : ILeaderWork
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>How soon it is seen that the operator or the chain has answered what the guard asked.</summary>
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromSeconds(3);

    private string? _said;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Refused, it signs nothing; the anchors of what is signed are still followed.
            var pause = await TryRunAsync(stop) ? PauseAfterRefusal : PauseAfterFailure;
            await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // What another leader finds is for it to say.
        if (_said is not null && ReferenceEquals(head.Refusal, _said))
            head.Refusal = null;
        _said = null;
    }

    /// <returns>False when it failed and should begin again: what was recorded waits, nothing is lost.</returns>
    private async Task<bool> TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (state, refusal) = await guard.LookAsync(stoppingToken);
            // What was there to be seen is shown to others, and must not be lost with the primary.
            await database.SettleAsync(stoppingToken);
            if (state.Size >= head.State.Size)
                head.State = state;
            // What the chain has refused stays refused until a restart; the guard's own words are its latest.
            head.Refusal = ReferenceEquals(head.Refusal, _said) ? refusal : head.Refusal;
            if (refusal is not null && !string.Equals(refusal, _said, StringComparison.Ordinal))
                logger.LogCritical("The log signs nothing: {Reason}", refusal);
            _said = refusal;
            if (head.Refusal is not null)
                return true;

            last.Begin();
            await sequencer.TakeOverAsync(stoppingToken);
            // The chain may show later what the guard could not see: that this log is older than what was anchored.
            while (head.Refusal is null)
            {
                while (head.Refusal is null && await sequencer.RunOnceAsync(stoppingToken) is { } grown)
                {
                    head.State = grown;
                    last.Remember(grown);
                }

                head.Failing = false;
                await lane.WaitForCommitAsync(stoppingToken);
                await Task.Delay(options.SequenceInterval, stoppingToken);
            }

            logger.LogCritical("The log signs nothing: {Reason}", head.Refusal);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            last.End();
            logger.LogDebug("The sequencer stops");
        }
#pragma warning disable CA1031 // A full disk or a busy database must not end the service for ever.
        catch (Exception e) when (e is not LogFencedException)
#pragma warning restore CA1031
        {
            head.Failing = true;
            logger.LogError(e, "The sequencer failed and begins again");
            return false;
        }

        return true;
    }
}

/// <param name="SequenceInterval">The least time between two turns: entries of that time share a checkpoint.</param>
public sealed record LedgerOptions(TimeSpan SequenceInterval);
