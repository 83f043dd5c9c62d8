using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Traceability.App.Data;
using Traceability.App.Pipeline;

namespace Traceability.Postgres;

/// <summary>
/// Commands that share what they work on go in groups, one transaction for as many as are waiting. Everything else has a
/// transaction of its own, many at a time, and so has each command of a group that failed. Two that change the same thing are
/// told apart by its version: the later one begins again, and now locks the row it lost before it reads. Any number of nodes do
/// this at once. The answer is given only after the commit.
/// </summary>
public sealed class PostgresWriteLane(PostgresDatabase database, ILogger<PostgresWriteLane> logger) : IWriteLane, IAsyncDisposable
{
    /// <summary>More transactions at a time would only wait for each other in the database instead of here.</summary>
    private const int Lanes = 16;

    /// <summary>Bounds how long the first of a group waits for its answer.</summary>
    private const int LargestGroup = 64;

    /// <summary>Callers beyond this wait before they queue: memory stays bounded under a flood.</summary>
    private const int LongestQueue = 4096;

    private const int MostAttempts = 12;

    /// <summary>How soon the commits of other nodes are seen, which give no signal here.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a command waits for a database that is away, as while a standby is promoted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How long a command waits for others that change the same thing; one of them may wait for its standbys.</summary>
    private static readonly TimeSpan ContestPatience = TimeSpan.FromSeconds(9);

    /// <summary>How long a caller waits for a lane, or for a commit that waits for its standbys, before the answer is that nobody knows.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long lanes that still wait for a standby hold up an orderly end.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);

    private readonly Channel<LaneWork> _alone = Channel.CreateBounded<LaneWork>(LongestQueue);
    private readonly Channel<LaneWork> _together = Channel.CreateBounded<LaneWork>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
    private readonly Lock _starting = new();
    private TaskCompletionSource _committed = NewSignal();
    private Task? _lanes;
    private Task? _groups;

    public async Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Ahead? ahead, CancellationToken ct)
    {
        EnsureRunning();
        var item = new LaneWork<T>(work, ahead, RunUntilDone, ct);
        Telemetry.LaneWaiting.Add(1);
        try
        {
            await (ahead is null ? _alone : _together).Writer.WriteAsync(item, ct);
            while (!item.Task.IsCompleted)
            {
                await ((Task)item.Task).WaitAsync(AnswerPatience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!item.Task.IsCompleted && item.Turn.TryGiveUp(out var mayBeRecorded))
                    throw mayBeRecorded ? NobodyKnows(new TimeoutException("The commit waits for a standby.")) : Away(new TimeoutException("Every lane waits."));
            }

            return await item.Task;
        }
        finally
        {
            Telemetry.LaneWaiting.Add(-1);
        }
    }

    public async Task WaitForCommitAsync(CancellationToken ct)
    {
        await Task.WhenAny(Volatile.Read(ref _committed).Task, Task.Delay(Pace, ct));
        ct.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _committed, NewSignal());
    }

    public async ValueTask DisposeAsync()
    {
        using var longest = new CancellationTokenSource(LongestEnd);
        // A group that fails goes on in the lanes, so they end after it.
        _together.Writer.TryComplete();
        if (_groups is not null)
            await _groups.WaitAsync(longest.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _alone.Writer.TryComplete();
        if (_lanes is not null)
            await _lanes.WaitAsync(longest.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static DatabaseUnavailableException Away(Exception reason) => new("The database cannot be written to at present.", reason);

    private static DatabaseUnavailableException NobodyKnows(Exception reason) => new("The database went away while it committed: it may have been recorded or not.", reason);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task Start(Action run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void EnsureRunning()
    {
        if (Volatile.Read(ref _lanes) is not null)
            return;
        lock (_starting)
        {
            _groups ??= Start(RunGroups);
            _lanes ??= Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Start(RunLane)));
        }
    }

    private void RunLane()
    {
        using var connection = new LaneConnection(database);
        while (TryTake(_alone.Reader, out var work))
        {
            if (TryBegin(work))
                work.RunAlone(connection);
        }
    }

    private void RunGroups()
    {
        using var connection = new LaneConnection(database);
        var group = new List<LaneWork>(LargestGroup);
        while (TryTake(_together.Reader, out var first))
        {
            for (var work = first; work is not null; work = group.Count < LargestGroup && _together.Reader.TryRead(out var next) ? next : null)
            {
                if (TryBegin(work))
                    group.Add(work);
            }

            if (group.Count > 0)
                RunGroup(connection, group);
            group.Clear();
        }
    }

    private static bool TryBegin(LaneWork work) => work.Turn.TryBegin() && !work.IsAbandoned;

    /// <summary>Waits for one piece of work alone: waiting for the queue as such would wake every lane for each piece.</summary>
    private static bool TryTake(ChannelReader<LaneWork> queue, [NotNullWhen(true)] out LaneWork? work)
    {
        try
        {
            work = queue.ReadAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (ChannelClosedException)
        {
            work = null;
            return false;
        }
    }

    private void RunGroup(LaneConnection connection, List<LaneWork> group)
    {
        // Who lost to another node mostly wins the second time; sixty that go on alone would only be in each other's way.
        if (!TryRunGroup(connection, group, mayTryAgain: true))
            TryRunGroup(connection, group, mayTryAgain: false);
    }

    /// <returns>False where it is worth to be begun again.</returns>
    private bool TryRunGroup(LaneConnection connection, List<LaneWork> group, bool mayTryAgain)
    {
        try
        {
            var kept = connection.RunTogether(group, () => group.ForEach(work => work.Turn.Commit()));
            Telemetry.LaneGroup.Record(group.Count);
            foreach (var work in group)
                work.Answer();
            if (kept)
                Volatile.Read(ref _committed).TrySetResult();
        }
#pragma warning disable CA1031 // Whatever it was, each command of the group meets it again alone, or not.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var contest = LaneFailures.IsContest(e, new LaneContest());
            if (contest && mayTryAgain && !connection.IsCommitting)
            {
                group.RemoveAll(work => !work.Turn.TryBeginAgain());
                return false;
            }

            Telemetry.LaneGroupsFailed.Add(1);
            // Somebody else was first, or the database is away: that happens. Anything else would make every group slow in silence.
            var level = contest || Absence.Is(e) || e is SharedWorkSpoiledException ? LogLevel.Debug : LogLevel.Error;
            logger.Log(level, e, "A group of {Count} commands failed together; each goes on alone", group.Count);
            foreach (var work in group)
            {
                if (connection.IsCommitting && work.IsKept)
                    work.Fail(NobodyKnows(e));
                else if (work.Turn.TryWaitAgain())
                    GoOnAlone(work);
            }
        }

        return true;
    }

    private void GoOnAlone(LaneWork work)
    {
        try
        {
            _alone.Writer.WriteAsync(work).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException e)
        {
            work.Fail(Away(e));
        }
    }

    private T RunUntilDone<T>(LaneConnection connection, LaneTurn turn, Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, CancellationToken ct)
    {
        var since = Environment.TickCount64;
        var contest = new LaneContest();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (value, keep) = connection.Run(work, contest, turn.Commit);
                if (keep)
                    Volatile.Read(ref _committed).TrySetResult();
                return value;
            }
            catch (Exception e) when (connection.IsCommitting)
            {
                throw NobodyKnows(e);
            }
            catch (Exception e) when (LaneFailures.IsContest(e, contest))
            {
                // Begun again, a handler finds what was made meanwhile and refuses in words. One that never looks is a defect.
                if (attempt >= MostAttempts / 2 && LaneFailures.IsSecondOfItsKind(e))
                    throw;
                if (!turn.TryBeginAgain())
                    throw NobodyKnows(e);
                if (attempt >= MostAttempts || Environment.TickCount64 - since > ContestPatience.TotalMilliseconds)
                    throw new DatabaseUnavailableException("Too many others change the same thing at present.", e);
                Thread.Sleep(Random.Shared.Next(1, 2 + (attempt * 2)));
            }
            catch (Exception e) when (Absence.Is(e))
            {
                if (!turn.TryBeginAgain())
                    throw NobodyKnows(e);
                if (ct.IsCancellationRequested || Environment.TickCount64 - since > Patience.TotalMilliseconds)
                    throw Away(e);
                logger.LogDebug(e, "A command waits for the database");
                Thread.Sleep(TimeSpan.FromMilliseconds(250));
            }
        }
    }
}
