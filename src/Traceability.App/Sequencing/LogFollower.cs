using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>
/// What each node learns from the database: whether it can write, who leads and, where another node does, how far the log and its
/// anchors have come. A checkpoint is shown only when it would survive the loss of the primary: one that was seen and then lost would
/// be followed by another of the same size.
/// </summary>
public sealed class LogFollower(IDatabase database, ReadPool reads, LogHeadCache head, TimeProvider clock, ILogger<LogFollower> logger) : BackgroundService
{
    private const string Holder = "SELECT holder, epoch FROM log_head WHERE id = 1";
    private const string NewestCheckpoint = "SELECT size, root, note, signed_at FROM log_checkpoint ORDER BY size DESC LIMIT 1";
    private const string NewestAnchor =
        "SELECT tree_size, chain_id, contract, \"transaction\", confirmed_at FROM anchor WHERE state = 'Confirmed' ORDER BY tree_size DESC LIMIT 1";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a node that sees nothing new believes that it can write.</summary>
    private static readonly TimeSpan SettledFor = TimeSpan.FromSeconds(2);

    private long? _settled;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            do
                await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The log is no longer followed");
        }
    }

    /// <summary>One look; a database that cannot be asked, or is older than what was seen of it, leaves what was known.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        try
        {
            var seen = Read();
            if (WhyStale(seen) is { } stale)
            {
                Report(stale, reason: null);
                return;
            }

            // The leader shows what it has committed itself.
            var isNews = !head.Leads && (seen.State.Size > head.State.Size || seen.Anchored != head.Anchored);
            if (isNews || _settled is not { } last || clock.GetElapsedTime(last) >= SettledFor)
            {
                await database.SettleAsync(ct);
                _settled = clock.GetTimestamp();
            }

            head.Holder = seen.Holder;
            // Between two looks this node may have become the leader, who knows better.
            if (!head.Leads && seen.State.Size >= head.State.Size)
                (head.State, head.Anchored, head.Failing, head.ChainTrouble) = (seen.State, seen.Anchored, false, null);
            if (head.WriteTrouble is not null)
                logger.LogInformation("The database can be written to");
            head.WriteTrouble = null;
        }
        catch (Exception e) when (e is DbException || database.IsAbsence(e))
        {
            Report("The database cannot be written to at present.", e);
        }
    }

    private Seen Read()
    {
        using var lease = reads.Rent();
        LogHolder? holder = null;
        using (var reader = lease.Command(Holder).ExecuteReader())
        {
            if (reader.Read())
                holder = new LogHolder(reader.GetString(0), reader.GetInt64(1));
        }

        var state = LogState.Empty;
        using (var reader = lease.Command(NewestCheckpoint).ExecuteReader())
        {
            if (reader.Read())
                state = new LogState(reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1)), reader.GetString(2), MomentConverter.Read(reader.GetString(3)));
        }

        using (var reader = lease.Command(NewestAnchor).ExecuteReader())
        {
            return new Seen(holder, state, reader.Read()
                ? new AnchoredState(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : MomentConverter.Read(reader.GetString(4)))
                : AnchoredState.None);
        }
    }

    /// <summary>A primary that was replaced and came back, or a standby that lacked what was already shown.</summary>
    private string? WhyStale(Seen seen) =>
        (seen.Holder?.Epoch ?? 0) < (head.Holder?.Epoch ?? 0) || (!head.Leads && (seen.State.Size < head.State.Size || (seen.State.Size == head.State.Size && seen.State.Root != head.State.Root)))
            ? "The database that answers is older than what this node has already seen of it: a replaced primary is back, or the wrong standby was promoted."
            : null;

    private void Report(string trouble, Exception? reason)
    {
        if (!string.Equals(head.WriteTrouble, trouble, StringComparison.Ordinal))
            logger.LogWarning(reason, "{Trouble}", trouble);
        head.WriteTrouble = trouble;
    }

    private sealed record Seen(LogHolder? Holder, LogState State, AnchoredState Anchored);
}
