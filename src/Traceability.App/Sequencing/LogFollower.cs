using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>Where another node leads, this one learns from the database how far the log and its anchors have come.</summary>
public sealed class LogFollower(ReadPool reads, LogHeadCache head, TimeProvider clock, ILogger<LogFollower> logger) : BackgroundService
{
    private const string NewestCheckpoint = "SELECT size, root, note, signed_at FROM log_checkpoint ORDER BY size DESC LIMIT 1";
    private const string NewestAnchor =
        "SELECT tree_size, chain_id, contract, \"transaction\", confirmed_at FROM anchor WHERE state = 'Confirmed' ORDER BY tree_size DESC LIMIT 1";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            do
            {
                if (!head.Leads)
                    Look();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The log is no longer followed");
        }
    }

    /// <summary>One look; a database that cannot be asked leaves what was known.</summary>
    public void Look()
    {
        try
        {
            using var lease = reads.Rent();
            using (var reader = lease.Command(NewestCheckpoint).ExecuteReader())
            {
                // Between two looks this node may have become the leader, who knows better.
                if (reader.Read() && reader.GetInt64(0) >= head.State.Size)
                    head.State = new LogState(reader.GetInt64(0), new MerkleHash((byte[])reader.GetValue(1)), reader.GetString(2), MomentConverter.Read(reader.GetString(3)));
            }

            using (var reader = lease.Command(NewestAnchor).ExecuteReader())
            {
                head.Anchored = reader.Read()
                    ? new AnchoredState(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : MomentConverter.Read(reader.GetString(4)))
                    : AnchoredState.None;
            }

            (head.Failing, head.ChainTrouble) = (false, null);
        }
        catch (DbException e)
        {
            head.Failing = true;
            logger.LogWarning(e, "The log cannot be followed at present");
        }
    }
}
