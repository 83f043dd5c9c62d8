using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;

namespace Traceability.App.Access;

/// <summary>When keys and sessions were last used. Noted in memory and written a few times a minute, so that asking stays a read.</summary>
public sealed class LastUse(IWriteLane lane, TimeProvider clock, ILogger<LastUse> logger) : BackgroundService
{
    private const string UpdateKey = "UPDATE api_key SET last_used = @day WHERE hash = @hash";
    private const string UpdateSession = "UPDATE session SET seen_at = @at WHERE hash = @hash AND seen_at < @at";
    private const string ForgetSessions = "DELETE FROM session WHERE seen_at <= @idle OR created_at <= @oldest";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    // Only of keys and sessions that were found: what grows here is bounded by what there is.
    private readonly ConcurrentDictionary<string, DateOnly> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = new(StringComparer.Ordinal);

    internal void KeyUsed(string hash, DateOnly day) => _keys[hash] = day;

    internal void SessionSeen(string hash, DateTimeOffset at) => _sessions[hash] = at;

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
            logger.LogDebug("The notes of last use stop");
        }
    }

    /// <summary>Writes what was noted, and forgets the sessions that are over.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        var (keys, sessions) = (_keys.ToArray(), _sessions.ToArray());
        await lane.RunAsync(
            connection =>
            {
                var prepared = connection.Prepared;
                foreach (var (hash, day) in keys)
                    prepared.Command(UpdateKey, ("@day", day), ("@hash", hash)).ExecuteNonQuery();
                foreach (var (hash, at) in sessions)
                    prepared.Command(UpdateSession, ("@at", MomentConverter.Write(at)), ("@hash", hash)).ExecuteNonQuery();
                var now = clock.GetUtcNow();
                prepared.Command(
                    ForgetSessions, ("@idle", MomentConverter.Write(now - Sessions.Idle)), ("@oldest", MomentConverter.Write(now - Sessions.Longest))).ExecuteNonQuery();
                return ValueTask.FromResult((true, Keep: true));
            },
            ct);
        // What was noted again meanwhile stays for the next time.
        foreach (var key in keys)
            _keys.TryRemove(key);
        foreach (var session in sessions)
            _sessions.TryRemove(session);
    }

    private async Task TryWriteAsync(CancellationToken ct)
    {
        try
        {
            await WriteAsync(ct);
        }
        catch (DbException e)
        {
            logger.LogWarning(e, "When keys and sessions were last used could not be written; it is tried again");
        }
    }
}
