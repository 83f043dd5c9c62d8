using System.Globalization;
using Traceability.App.Access;
using Traceability.App.Anchoring;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Files;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Files;
using Traceability.Gs1.Identifiers;
using Traceability.Ledger;

namespace Traceability.App.Pipeline;

/// <summary>
/// One command's view of the write transaction: the tables, the actor, the clock, and the one way to record a fact.
/// Scoped; the transaction behaviour opens it inside the lane.
/// </summary>
public sealed class WriteSession(TimeProvider clock, ActorContext actors, DeploymentOptions deployment)
{
    private const string InsertEntry = "INSERT INTO log_entry (id, leaf_hash, bytes) VALUES (@id, @leaf, @bytes)";
    private const string InsertPayload = "INSERT INTO vault_payload (entry, document, salts) VALUES (@entry, @document, @salts)";
    private const string InsertSubject = "INSERT INTO subject_history (subject, version, entry) VALUES (@subject, @version, @entry)";

    /// <summary>Late recording is allowed and shown; before this nothing here was grown.</summary>
    private const int EarliestYear = 2000;

    private readonly List<(LotDay Of, int Lot)> _lots = [];
    private WriteConnection? _connection;
    private TraceDb? _db;
    private AggregateStore? _aggregates;
    private bool _changed;

    /// <summary>The tables. Not for a command that shares its transaction: what those before it decided is not in them yet.</summary>
    public TraceDb Db => IsShared ? throw AsksTables() : Context;

    private TraceDb Context => _db ?? throw new InvalidOperationException("There is no transaction: a handler ran outside the pipeline.");

    public Actor Actor => actors.Actor ?? throw new InvalidOperationException("There is no actor: a handler ran outside the pipeline.");

    /// <summary>Subject of the account that asks; null where everybody may ask.</summary>
    public string? Asker => actors.Actor?.Account;

    /// <summary>The present, to the millisecond, which is what entries keep.</summary>
    public DateTimeOffset Now { get; private set; }

    public PreparedConnection Prepared => IsShared ? throw AsksTables() : _connection!.Prepared;

    private bool IsShared => _connection?.Shared is not null;

    internal void Open(WriteConnection connection)
    {
        _connection = connection;
        _db = connection.Shared?.Db ?? connection.NewContext();
        _aggregates = connection.Shared?.Aggregates ?? new AggregateStore(_db);
        _lots.Clear();
        _changed = false;
        var now = clock.GetUtcNow();
        Now = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
    }

    internal async ValueTask CloseAsync()
    {
        if (_db is not null && _connection?.Shared is null)
            await _db.DisposeAsync();
        (_db, _aggregates, _connection) = (null, null, null);
    }

    /// <summary>A statement that goes into the transaction when the handler has succeeded.</summary>
    internal void Later(Statement statement) => _connection!.Last.Add(statement);

    /// <summary>Writes what was decided; in a group, the lane does when all have decided. The lane's thread waits itself: see <see cref="IWriteLane"/>.</summary>
    internal void Save()
    {
        if (_connection!.Shared is null)
            Context.SaveChanges();
    }

    /// <summary>Nothing of it stays: the lane rolls back what is in the transaction; this is about what a group shares in memory.</summary>
    internal void Abandon()
    {
        if (_connection!.Shared is not { } shared)
            return;
        if (_changed)
            throw new SharedWorkSpoiledException();
        foreach (var (of, lot) in _lots)
            shared.GiveBack(of, lot);
    }

    internal KeptAnswer? FindAnswer(AnswerKey key)
    {
        if (_connection!.Shared is { } shared && shared.TryFindAnswer(key, out var known))
            return known;
        var find = KeptAnswers.Find(key);
        using var found = _connection.Prepared.Command(find.Sql, find.Parameters).ExecuteReader();
        return KeptAnswers.Read(found);
    }

    internal void KeepAnswer(AnswerKey key, KeptAnswer kept)
    {
        Later(KeptAnswers.Insert(key, kept, Now));
        _connection!.Shared?.KeepAnswer(key, kept);
    }

    /// <summary>The aggregate of a subject, or null when nothing was ever recorded of it.</summary>
    public ValueTask<T?> FindAsync<T>(string subject)
        where T : Aggregate =>
        (_aggregates ?? throw new InvalidOperationException("There is no transaction: a handler ran outside the pipeline.")).FindAsync<T>(subject);

    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>When it happened: what the recorder says, else now by the clocks of the place, so that its day is the place's day. Never more than a few minutes ahead.</summary>
    public Result<DateTimeOffset> Occurred(DateTimeOffset? said) => said switch
    {
        null => deployment.Here(Now),
        { } time when time > Now.AddMinutes(5) => GeneralProblems.InFuture,
        { } time when time.Year < EarliestYear => GeneralProblems.TooLongAgo,
        { } time => time,
    };

    /// <summary>The next lot number of ours for a product on a day that nobody took before as a number of their own.</summary>
    /// <param name="asked">Lots of the product that the same command asks for by name.</param>
    public async ValueTask<LotNumber> NextLotNumberAsync(Gtin gtin, DateOnly day, params IReadOnlyCollection<LotNumber> asked)
    {
        var of = new LotDay(gtin, day);
        _connection!.First.Add(LotCounter.Hold(of));
        while (true)
        {
            var number = TakeLot(of);
            var lot = LotNumbers.Make(day, number);
            if (asked.Contains(lot))
                continue;
            // That somebody took a number of ours for a lot of their own is rare, and a round trip is not free.
            var subject = Subject.Batch(gtin, lot);
            if (_connection.IsFirstOfSeveralAttempts ? !_aggregates!.TryAssumeNew(subject) : await FindAsync<Batch>(subject) is not null)
                continue;
            _lots.Add((of, number));
            return lot;
        }
    }

    /// <summary>
    /// Takes a decided fact: every subject it names applies it, and its entry, payload and history rows go into the transaction.
    /// </summary>
    public async ValueTask<Result<Receipt>> RecordAsync(DomainEvent fact, DateTimeOffset occurred)
    {
        var stamp = new Stamp(NewId(), occurred, Now, Actor.Organisation?.Uscc.ToString(), Actor.Account);
        var subjects = fact.Subjects();
        _changed = true;
        var versions = new EntrySubject[subjects.Count];
        for (var i = 0; i < subjects.Count; i++)
        {
            var aggregate = await _aggregates!.FindOrNewAsync(subjects[i]);
            versions[i] = new EntrySubject(subjects[i], aggregate.Version + 1, aggregate.Version == 0 ? null : aggregate.LastEntry);
            await _aggregates.ApplyAsync(aggregate, subjects[i], fact, stamp);
            if (versions[i].Version == 1)
                Context.Add(aggregate);
        }

        if (EntryCodec.TryEncode(fact, stamp, versions) is not { } entry)
            return GeneralProblems.EntryTooLarge;

        Later(new Statement(InsertEntry, ("@id", stamp.Entry), ("@leaf", entry.LeafHash.ToArray()), ("@bytes", entry.Bytes)));
        Later(new Statement(LogInbox.Insert, ("@id", stamp.Entry)));
        if (AnchoredAtOnce.Is(fact))
            Later(new Statement(UrgentEntry.Insert, ("@id", stamp.Entry)));
        Later(new Statement(InsertPayload, ("@entry", stamp.Entry), ("@document", entry.Document), ("@salts", entry.Salts)));
        foreach (var version in versions)
            Later(new Statement(InsertSubject, ("@subject", version.Id), ("@version", version.Version), ("@entry", stamp.Entry)));

        foreach (var file in (fact as INamesFiles)?.NamedFiles() ?? [])
            Later(new Statement(StoredFiles.InsertMention, ("@file", file.ToString()), ("@entry", stamp.Entry), ("@organisation", stamp.Organisation)));

        return new Receipt(stamp.Entry, entry.Type, entry.LeafHash.ToString(), "recorded", $"/api/entries/{stamp.Entry}");
    }

    private int TakeLot(LotDay of)
    {
        if (_connection!.Shared is { } shared)
            return shared.TakeLot(of, _connection.Prepared);
        var take = LotCounter.Take(of, 1);
        return Convert.ToInt32(_connection.Prepared.Command(take.Sql, take.Parameters).ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static InvalidOperationException AsksTables() => new("A command that shares its transaction asks the tables themselves.");
}
