using System.Data;
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
    private const int Patience = 3;

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
                while (line.IsLost && _queue.Reader.TryRead(out var waiting))
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

        /// <summary>Whether the last question failed because nobody was there; not because the answer was long in coming.</summary>
        public bool IsLost { get; private set; }

        /// <remarks>A connection dies while it is idle, as when a standby was promoted: only the first who meets it waits for another, and a little.</remarks>
        public void Ask(List<Question> group)
        {
            for (var until = Environment.TickCount64 + (_connection is null ? 0 : PatienceForAnother); ; Thread.Sleep(PauseForAnother))
            {
                try
                {
                    AskTogether(group);
                    return;
                }
                catch (DbException e) when (group.Count > 1 && !database.IsAbsence(e))
                {
                    // One of them was refused, and the others with it.
                    AskEach(group);
                    return;
                }
                catch (Exception) when (IsLost && Environment.TickCount64 < until)
                {
                    continue;
                }
            }
        }

        public void Dispose()
        {
            _connection?.Dispose();
            _connection = null;
        }

        private void AskTogether(List<Question> group)
        {
            // Looked after while it was idle, it may have been found dead.
            if (_connection is { Connection.State: not ConnectionState.Open })
                Dispose();
            IsLost = true;
            _connection ??= new PreparedConnection(database.OpenForThread());
            try
            {
                _connection.Ask([.. group.Select(question => question.Statement)], (i, rows) => group[i].Take(rows), Patience);
                IsLost = false;
            }
            catch (Exception e)
            {
                IsLost = database.IsAbsence(e) && e.InnerException is not TimeoutException;
                if (e is not DbException || database.IsAbsence(e))
                    Dispose();
                throw;
            }

            group.ForEach(question => question.Answer());
        }

        private void AskEach(List<Question> group)
        {
            Exception? absence = null;
            foreach (var question in group)
            {
                try
                {
                    if (absence is null)
                        AskTogether([question]);
                    else
                        question.Fail(absence);
                }
                catch (DbException e)
                {
                    question.Fail(e);
                    absence = database.IsAbsence(e) ? e : null;
                }
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
