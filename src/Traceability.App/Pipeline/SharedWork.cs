using System.Globalization;
using Traceability.App.Data;
using Traceability.App.Entries;

namespace Traceability.App.Pipeline;

/// <summary>
/// A command that may have its transaction together with others, one after the other on the same aggregates, where the database
/// gains by it. A group that fails is run again, each command alone: so it costs those beside it something to fail, and only
/// commands that hardly ever do are worth it.
/// </summary>
public interface ISharesTransaction
{
    /// <param name="now">The present.</param>
    /// <returns>What it will look for, which is fetched for all of a group at once. What is not named is found too, only later.</returns>
    Ahead? LooksFor(DateTimeOffset now);
}

/// <summary>What a command will look for.</summary>
/// <param name="Subjects">Subjects of the log.</param>
/// <param name="Lot">The product and day that it needs a lot number of ours for.</param>
public sealed record Ahead(IReadOnlyList<string> Subjects, LotDay? Lot = null)
{
    /// <summary>The idempotency key that it came under.</summary>
    public AnswerKey? Answer { get; init; }
}

/// <summary>What the commands of one group share: their aggregates, lot numbers, and answers under idempotency keys.</summary>
public sealed class SharedWork
{
    private readonly Dictionary<AnswerKey, KeptAnswer?> _answers = [];
    private readonly Dictionary<LotDay, SortedSet<int>> _lots = [];
    private readonly Dictionary<LotDay, int> _lastLots = [];

    private SharedWork(TraceDb db) => (Db, Aggregates) = (db, new AggregateStore(db));

    internal TraceDb Db { get; }

    internal AggregateStore Aggregates { get; }

    /// <summary>Runs commands one after the other on the same aggregates, inside the lane's transaction. What it throws is nobody's answer: nothing may stay.</summary>
    /// <param name="first">Statements that go before everything else, in the same round trip.</param>
    /// <returns>Whether any wants to be kept.</returns>
    public static bool Run(WriteConnection connection, IReadOnlyList<ISharedCommand> group, params IReadOnlyList<Statement> first)
    {
        using var db = connection.NewContext();
        var shared = new SharedWork(db);
        (connection.Shared, connection.IsFirstOfSeveralAttempts) = (shared, true);
        try
        {
            shared.FetchAsync(connection.Prepared, first, [.. group.Select(command => command.Ahead!)]).AsTask().GetAwaiter().GetResult();
            var keep = false;
            foreach (var command in group)
            {
                var before = connection.Last.Count;
                if (command.RunShared(connection))
                    keep = true;
                else
                    connection.Last.RemoveRange(before, connection.Last.Count - before);
            }

            if (keep)
                shared.Save(connection);
            return keep;
        }
        finally
        {
            (connection.Shared, connection.IsFirstOfSeveralAttempts) = (null, false);
        }
    }

    /// <summary>Fetches what the commands will look for: one round trip, and one for each kind of subject.</summary>
    private async ValueTask FetchAsync(PreparedConnection prepared, IReadOnlyList<Statement> first, IReadOnlyList<Ahead> commands)
    {
        var answers = commands.Select(c => c.Answer).OfType<AnswerKey>().Distinct().ToList();
        // In one order for everybody: two nodes that count lots of the same products wait for each other, never in a circle.
        var lots = commands.Select(c => c.Lot).OfType<LotDay>().CountBy(l => l).OrderBy(l => l.Key.Gtin.ToString(), StringComparer.Ordinal).ThenBy(l => l.Key.Day).ToList();
        prepared.Ask(
            [.. first, .. answers.Select(KeptAnswers.Find), .. lots.Select(l => LotCounter.Take(l.Key, l.Value))],
            (i, found) =>
            {
                if (i < first.Count)
                    return;
                if (i - first.Count < answers.Count)
                    _answers.Add(answers[i - first.Count], KeptAnswers.Read(found));
                else if (lots[i - first.Count - answers.Count] is var (of, count) && found.Read())
                    AddLots(of, count, found.GetInt32(0));
            });
        await Aggregates.FetchAsync(commands.SelectMany(c => c.Subjects));
    }

    /// <summary>Writes what the commands decided; lot numbers that nobody needed are given back.</summary>
    private void Save(WriteConnection connection)
    {
        Db.SaveChanges();
        foreach (var (lot, unused) in _lots)
        {
            var last = _lastLots[lot];
            while (unused.Remove(last))
                last--;
            if (_lastLots[lot] - last is > 0 and var count)
                connection.Last.AddRange([LotCounter.GiveBack(lot, count), LotCounter.Forget(lot)]);
        }
    }

    internal bool TryFindAnswer(AnswerKey key, out KeptAnswer? kept) => _answers.TryGetValue(key, out kept);

    internal void KeepAnswer(AnswerKey key, KeptAnswer kept) => _answers[key] = kept;

    internal int TakeLot(LotDay of, PreparedConnection prepared)
    {
        if (_lots.TryGetValue(of, out var unused) && unused.Count > 0)
        {
            var first = unused.Min;
            unused.Remove(first);
            return first;
        }

        var take = LotCounter.Take(of, 1);
        AddLots(of, 0, Convert.ToInt32(prepared.Command(take.Sql, take.Parameters).ExecuteScalar(), CultureInfo.InvariantCulture));
        return _lastLots[of];
    }

    /// <summary>Of a command that was refused: the next one takes it.</summary>
    internal void GiveBack(LotDay of, int lot) => _lots[of].Add(lot);

    private void AddLots(LotDay of, int count, int last)
    {
        if (!_lots.TryGetValue(of, out var unused))
            _lots.Add(of, unused = []);
        unused.UnionWith(Enumerable.Range(last - count + 1, count));
        _lastLots[of] = last;
    }
}

/// <summary>A command in a lane's queue that may run as one of a group.</summary>
public interface ISharedCommand
{
    Ahead? Ahead { get; }

    /// <returns>Whether it wants to be kept.</returns>
    bool RunShared(WriteConnection connection);
}

/// <summary>A command that had already changed what a group shares was refused: nothing of the group may stay.</summary>
public sealed class SharedWorkSpoiledException() : InvalidOperationException("A refused command had already changed what it shares with others.");
