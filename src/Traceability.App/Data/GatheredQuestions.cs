using System.Data.Common;
using System.Threading.Channels;

namespace Traceability.App.Data;

/// <summary>
/// Small questions that every request asks, where each costs a round trip: those that wait at the same time go in one. A question is
/// asked after it was put, so its answer is as young as one asked alone. The threads wait for the database themselves.
/// </summary>
internal sealed class GatheredQuestions : IDisposable
{
    /// <summary>A second thread, so that one long answer does not hold up everybody.</summary>
    private const int Threads = 2;

    private const int LargestGroup = 64;

    /// <summary>Callers beyond this wait before they queue: memory stays bounded under a flood.</summary>
    private const int LongestQueue = 4096;

    /// <summary>In seconds.</summary>
    private const int Patience = 10;

    /// <summary>In milliseconds; a provider may remember for a second that a host was gone.</summary>
    private const int PatienceForAnother = 2_500;

    private const int PauseForAnother = 100;

    private readonly IDatabase _database;
    private readonly Channel<Question> _queue = Channel.CreateBounded<Question>(LongestQueue);
    private readonly Lock _starting = new();
    private Task? _running;

    public GatheredQuestions(IDatabase database) => _database = database;

    public async Task<T> AskAsync<T>(Statement statement, Func<DbDataReader, T> read)
    {
        EnsureRunning();
        var question = new Question<T>(statement, read);
        await _queue.Writer.WriteAsync(question);
        return await question.Task;
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _running?.Wait(TimeSpan.FromSeconds(Patience));
    }

    private void EnsureRunning()
    {
        if (Volatile.Read(ref _running) is not null)
            return;
        lock (_starting)
            _running ??= Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private void Run()
    {
        using var line = new Line(_database);
        var group = new List<Question>(LargestGroup);
        while (Take(group))
        {
            try
            {
                line.Ask(group);
            }
#pragma warning disable CA1031 // The reason is the answer; the thread goes on for those who ask next.
            catch (Exception e)
#pragma warning restore CA1031
            {
                group.ForEach(question => question.Fail(e));
                // Those who came meanwhile would only wait for the same answer, one group after the other.
                while (_database.IsAbsence(e) && _queue.Reader.TryRead(out var waiting))
                    waiting.Fail(e);
            }

            group.Clear();
        }
    }

    private bool Take(List<Question> group)
    {
        try
        {
            for (var question = _queue.Reader.ReadAsync().AsTask().GetAwaiter().GetResult(); question is not null; question = group.Count < LargestGroup && _queue.Reader.TryRead(out var next) ? next : null)
                group.Add(question);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>A thread's connection.</summary>
    private sealed class Line(IDatabase database) : IDisposable
    {
        private PreparedConnection? _connection;

        public void Ask(List<Question> group)
        {
            var before = _connection;
            try
            {
                AskTogether(group);
            }
            catch (Exception e) when (before is not null && database.IsAbsence(e))
            {
                AskOnAnother(group);
            }
            catch (DbException e) when (group.Count > 1 && !database.IsAbsence(e))
            {
                // One of them was refused, and the others with it.
                foreach (var question in group)
                    AskAlone(question);
            }
        }

        public void Dispose()
        {
            _connection?.Dispose();
            _connection = null;
        }

        private void AskTogether(List<Question> group)
        {
            try
            {
                (_connection ??= new PreparedConnection(database.OpenForThread())).Ask([.. group.Select(question => question.Statement)], (i, rows) => group[i].Take(rows), Patience);
            }
            catch (Exception e) when (database.IsAbsence(e))
            {
                Dispose();
                throw;
            }

            group.ForEach(question => question.Answer());
        }

        /// <summary>A connection dies while it is idle, as when a standby was promoted: only the first who meets it waits, and a little.</summary>
        private void AskOnAnother(List<Question> group)
        {
            for (var until = Environment.TickCount64 + PatienceForAnother; ; Thread.Sleep(PauseForAnother))
            {
                try
                {
                    AskTogether(group);
                    return;
                }
                catch (Exception e) when (Environment.TickCount64 < until && database.IsAbsence(e))
                {
                    continue;
                }
            }
        }

        private void AskAlone(Question question)
        {
            try
            {
                AskTogether([question]);
            }
            catch (DbException e)
            {
                question.Fail(e);
            }
        }
    }

    private abstract class Question(Statement statement)
    {
        public Statement Statement { get; } = statement;

        public abstract void Take(DbDataReader rows);

        public abstract void Answer();

        public abstract void Fail(Exception reason);
    }

    private sealed class Question<T>(Statement statement, Func<DbDataReader, T> read) : Question(statement)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _unreadable;

        public Task<T> Task => _answer.Task;

        public override void Take(DbDataReader rows)
        {
            try
            {
                (_value, _unreadable) = (read(rows), null);
            }
            catch (Exception e) when (e is not DbException)
            {
                // A row that cannot be understood is this question's trouble and no other's.
                _unreadable = e;
            }
        }

        public override void Answer()
        {
            if (_unreadable is null)
                _answer.TrySetResult(_value!);
            else
                _answer.TrySetException(_unreadable);
        }

        public override void Fail(Exception reason) => _answer.TrySetException(reason);
    }
}
