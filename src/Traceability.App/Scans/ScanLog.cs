using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain.Labels;

namespace Traceability.App.Scans;

/// <summary>
/// Notes scans in memory and writes them a few times a minute, so that no page waits for it. What a crash finds unwritten, and what
/// comes faster than it is written, is lost; the second is counted.
/// </summary>
public sealed class ScanLog(IWriteLane lane, TimeProvider clock, ILogger<ScanLog> logger) : BackgroundService
{
    private const string Insert = "INSERT INTO scan (id, batch, serial, at, city, language) VALUES (@id, @batch, @serial, @at, @city, @language)";

    private const string Count =
        """
        INSERT INTO scan_count (batch, serial, times, first_at) VALUES (@batch, @serial, @times, @at)
        ON CONFLICT (batch, serial) DO UPDATE SET times = scan_count.times + excluded.times
        """;

    private const string Seen = "SELECT at, city FROM scan WHERE batch = @batch AND serial = @serial AND at >= @since AND city IS NOT NULL ORDER BY at LIMIT 200";
    private const string Unusual = "UPDATE scan_count SET unusual_at = @at WHERE batch = @batch AND serial = @serial";

    private const int MostWaiting = 4_096;

    private static readonly KeyValuePair<string, object?> Noted = new("outcome", "noted");
    private static readonly KeyValuePair<string, object?> Lost = new("outcome", "lost");
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly Channel<Scan> _waiting = Channel.CreateBounded<Scan>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <param name="serial">Null for the address of a batch.</param>
    /// <param name="city">First four digits of a GB/T 2260 code; null where nobody knows.</param>
    public void Note(string batch, string? serial, string? city, string language)
    {
        var now = clock.GetUtcNow();
        var scan = new Scan { Id = Guid.CreateVersion7(now), Batch = batch, Serial = serial ?? "", At = now, City = city, Language = language };
        Telemetry.Scans.Add(1, _waiting.Writer.TryWrite(scan) ? Noted : Lost);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryWriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The log of scans stops");
        }
    }

    /// <summary>Writes what was noted.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        var scans = new List<Scan>();
        while (scans.Count < MostWaiting && _waiting.Reader.TryRead(out var scan))
            scans.Add(scan);
        if (scans.Count == 0)
            return;
        await lane.RunAsync(
            connection =>
            {
                foreach (var label in scans.GroupBy(s => (s.Batch, s.Serial)).OrderBy(g => g.Key))
                    Write(connection.Prepared, label.Key.Batch, label.Key.Serial, [.. label]);
                return ValueTask.FromResult((true, Keep: true));
            },
            ct);
    }

    private static void Write(PreparedConnection prepared, string batch, string serial, List<Scan> scans)
    {
        foreach (var s in scans)
            prepared.Command(Insert, ("@id", s.Id), ("@batch", batch), ("@serial", serial), ("@at", MomentConverter.Write(s.At)), ("@city", s.City), ("@language", s.Language)).ExecuteNonQuery();
        prepared.Command(Count, ("@batch", batch), ("@serial", serial), ("@times", (long)scans.Count), ("@at", MomentConverter.Write(scans[0].At))).ExecuteNonQuery();
        // The address of a batch is on every box of it: it may well be everywhere at once.
        if (serial.Length == 0 || !scans.Exists(s => s.City is not null))
            return;
        var seen = new List<Sighting>();
        using (var rows = prepared.Command(Seen, ("@batch", batch), ("@serial", serial), ("@since", MomentConverter.Write(scans[0].At - CloneRule.Window))).ExecuteReader())
        {
            while (rows.Read())
                seen.Add(new Sighting(MomentConverter.Read(rows.GetString(0)), rows.GetString(1)));
        }

        if (CloneRule.IsUnusual(seen))
            prepared.Command(Unusual, ("@at", MomentConverter.Write(scans[^1].At)), ("@batch", batch), ("@serial", serial)).ExecuteNonQuery();
    }

    private async Task TryWriteAsync(CancellationToken ct)
    {
        try
        {
            await WriteAsync(ct);
        }
        catch (DbException e)
        {
            logger.LogWarning(e, "Scans could not be written and are lost");
        }
    }
}
