using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Logistics;

namespace Traceability.App.Entries;

/// <summary>An entry of the chain with its place in the log; null while it waits for one.</summary>
public sealed record ChainFact(DecodedEntry Entry, long? Index);

/// <param name="Batch">The batch that is stopped.</param>
/// <param name="Fact">The entry that stopped it.</param>
public sealed record ChainStop(string Batch, StopKind Kind, ChainFact Fact);

/// <summary>
/// Everything recorded behind one batch: the batch, what it was made from, and the facts of them all, decoded from the entries
/// themselves. The graph is found in derived tables; what is shown and proved is what the entries say.
/// </summary>
public sealed class BatchChain
{
    /// <summary>A batch sold on a thousand times is shown with its first shipments and its newest.</summary>
    private const int MostShipments = 20;
    private const int MostDeliveries = 6;

    /// <summary>Of the field work behind one batch, the latest.</summary>
    private const int MostSteps = 200;

    /// <summary>A spraying counts also from the end of the year before, as long as an interval may last into the season.</summary>
    private const int DaysOfSprayings = 120;

    private BatchChain(
        string subject, IReadOnlyList<BatchInput> inputs, IReadOnlyList<ChainFact> history, IReadOnlyList<ChainFact> facts, IReadOnlyList<ChainFact> references,
        IReadOnlyList<ChainStop> stops, IReadOnlyList<ChainFact> cultivation)
    {
        Subject = subject;
        Inputs = inputs;
        History = history;
        Facts = facts;
        References = references;
        Stops = stops;
        Voided = history.Where(f => f.Entry.Fact is RecordVoided).ToDictionary(f => ((RecordVoided)f.Entry.Fact).Voids);
        Cultivation = cultivation;
    }

    public string Subject { get; }

    /// <summary>The edges of the graph, upwards.</summary>
    public IReadOnlyList<BatchInput> Inputs { get; }

    /// <summary>Every entry of every batch of the chain, also what leads elsewhere: a proof leaves no gap in a history.</summary>
    public IReadOnlyList<ChainFact> History { get; }

    /// <summary>What happened to this batch and to what it was made from, in the order in which it happened.</summary>
    public IReadOnlyList<ChainFact> Facts { get; }

    /// <summary>Registrations of the organisations, bases and the product that the facts name.</summary>
    public IReadOnlyList<ChainFact> References { get; }

    /// <summary>What stops the batch now, itself or what it was made from.</summary>
    public IReadOnlyList<ChainStop> Stops { get; }

    /// <summary>By the entry that does not hold, the one that says so. Such facts are shown and counted nowhere.</summary>
    public IReadOnlyDictionary<Guid, ChainFact> Voided { get; }

    /// <summary>The facts that hold.</summary>
    public IEnumerable<ChainFact> Standing => Facts.Where(f => !Voided.ContainsKey(f.Entry.Envelope.Id));

    /// <summary>What was done on the plots for the harvests behind the batch and holds, by day. The history of a plot goes on without it: it is no part of <see cref="History"/>.</summary>
    public IReadOnlyList<ChainFact> Cultivation { get; }

    /// <summary>The steps of growing behind a harvest: of its plot, of its season, which is a calendar year, and not after it; sprayings also of the months before.</summary>
    public IEnumerable<ChainFact> CultivationOf(BatchHarvested harvest, DateOnly day) => Cultivation.Where(f => f.Entry.Fact switch
    {
        PlotTended t => t.Base == harvest.Base && t.Plot == harvest.Plot && t.Day <= day && t.Day.Year == day.Year,
        PlotSprayed s => s.Base == harvest.Base && s.Plot == harvest.Plot && s.Day <= day && (s.Day.Year == day.Year || s.Day >= day.AddDays(-DaysOfSprayings)),
        _ => false,
    });

    public static async Task<BatchChain> ReadAsync(TraceDb db, string batch, CancellationToken ct)
    {
        // First of all: an entry that stops it is then among those read after.
        var stops = await BatchStanding.StopsAsync(db, [batch], ct);
        var subjects = await Lineage.UpAsync(db, [batch], ct);
        var inputs = subjects.Count == 1 ? [] : await db.BatchInputs.AsNoTracking().Where(i => subjects.Contains(i.Batch)).ToListAsync(ct);
        var entries = await EntriesOfAsync(db, subjects, version: null, ct);
        var facts = Relevant(batch, subjects, entries).OrderBy(f => f.Entry.Stamp.Occurred).ThenBy(f => f.Entry.Stamp.Entry).ToList();
        var references = await EntriesOfAsync(db, await NamedAsync(db, batch, facts, ct), version: 1, ct);
        return new BatchChain(
            batch, inputs, entries, facts, references,
            [.. stops.Select(stop => new ChainStop(stop.By, stop.Stop.Kind, entries.Find(e => e.Entry.Envelope.Id == stop.Stop.Entry) ?? throw new InvalidDataException($"No entry of {stop.By} stopped it.")))],
            await CultivationAsync(db, facts, ct));
    }

    private static async Task<IReadOnlyList<ChainFact>> CultivationAsync(TraceDb db, List<ChainFact> facts, CancellationToken ct)
    {
        var harvests = facts.Where(f => f.Entry.Fact is BatchHarvested).Select(f => (Plot: f.Entry.Fact.Subjects()[1], Day: DateOnly.FromDateTime(f.Entry.Stamp.Occurred.DateTime))).ToList();
        if (harvests.Count == 0)
            return [];
        var plots = harvests.Select(h => h.Plot).Distinct().ToList();
        var (last, earliest) = (harvests.Max(h => h.Day), harvests.Min(h => h.Day));
        var first = earliest.AddDays(-Math.Max(DaysOfSprayings, earliest.DayOfYear));
        var steps = await db.PlotSteps.AsNoTracking().Where(s => plots.Contains(s.Plot) && s.Day >= first && s.Day <= last && !db.VoidedEntries.Any(v => v.Entry == s.Entry))
            .OrderByDescending(s => s.Day).ThenByDescending(s => s.Entry).Take(MostSteps).Select(s => s.Entry).ToListAsync(ct);
        return steps.Count == 0 ? [] : [.. (await DecodeAsync(db, db.Entries.AsNoTracking().Where(e => steps.Contains(e.Id)), ct)).OrderBy(f => f.Entry.Stamp.Occurred).ThenBy(f => f.Entry.Stamp.Entry)];
    }

    /// <summary>One entry by its id, or null.</summary>
    public static async Task<ChainFact?> ReadEntryAsync(TraceDb db, Guid id, CancellationToken ct) =>
        (await DecodeAsync(db, db.Entries.AsNoTracking().Where(e => e.Id == id), ct)).SingleOrDefault();

    /// <summary>The newest facts of a subject.</summary>
    public static async Task<IReadOnlyList<ChainFact>> ReadHistoryAsync(TraceDb db, string subject, int most, CancellationToken ct)
    {
        var ids = await db.SubjectHistories.AsNoTracking().Where(h => h.Subject == subject).OrderByDescending(h => h.Version).Select(h => h.Entry).Take(most).ToListAsync(ct);
        return await DecodeAsync(db, db.Entries.AsNoTracking().Where(e => ids.Contains(e.Id)), ct);
    }

    /// <summary>Every fact of a subject, in the order of its versions.</summary>
    public static async Task<IReadOnlyList<ChainFact>> ReadHistoryAsync(TraceDb db, string subject, CancellationToken ct) =>
        [.. (await EntriesOfAsync(db, [subject], version: null, ct)).OrderBy(f => f.Entry.Envelope.Subjects.Single(s => string.Equals(s.Id, subject, StringComparison.Ordinal)).Version)];

    /// <summary>The first fact of a subject that is known to have one: its registration.</summary>
    public static async Task<ChainFact> ReadFirstAsync(TraceDb db, string subject, CancellationToken ct) => (await EntriesOfAsync(db, [subject], version: 1, ct)).Single();

    /// <summary>The first facts of subjects that are known to have one, by subject.</summary>
    public static async Task<IReadOnlyDictionary<string, DomainEvent>> ReadFirstsAsync(TraceDb db, IReadOnlyCollection<string> subjects, CancellationToken ct) =>
        (await EntriesOfAsync(db, subjects, version: 1, ct)).Select(f => f.Entry.Fact)
            .SelectMany(fact => fact.Subjects().Where(subjects.Contains).Select(subject => (subject, fact)))
            .DistinctBy(x => x.subject).ToDictionary(x => x.subject, x => x.fact, StringComparer.Ordinal);

    /// <summary>The first facts of subjects with their entries.</summary>
    public static async Task<IReadOnlyList<ChainFact>> ReadFirstFactsAsync(TraceDb db, IReadOnlyCollection<string> subjects, CancellationToken ct) =>
        await EntriesOfAsync(db, subjects, version: 1, ct);

    /// <summary>Entries by their ids, in no order.</summary>
    public static async Task<IReadOnlyList<ChainFact>> ReadEntriesAsync(TraceDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await DecodeAsync(db, db.Entries.AsNoTracking().Where(e => ids.Contains(e.Id)), ct);

    private static Task<List<ChainFact>> EntriesOfAsync(TraceDb db, IReadOnlyCollection<string> subjects, int? version, CancellationToken ct) =>
        DecodeAsync(
            db,
            from history in db.SubjectHistories.AsNoTracking()
            where subjects.Contains(history.Subject) && (version == null || history.Version == version)
            join entry in db.Entries on history.Entry equals entry.Id
            select entry,
            ct);

    internal static async Task<List<ChainFact>> DecodeAsync(TraceDb db, IQueryable<LogEntry> entries, CancellationToken ct)
    {
        var rows = await (
            from entry in entries
            join payload in db.Payloads on entry.Id equals payload.Entry
            join leaf in db.Leaves on entry.Sequence equals leaf.Sequence into leaves
            from leaf in leaves.DefaultIfEmpty()
            select new { entry.Id, entry.Bytes, payload.Document, payload.Salts, Index = leaf == null ? (long?)null : leaf.Index }).ToListAsync(ct);
        return [.. rows.DistinctBy(r => r.Id).Select(r => new ChainFact(EntryCodec.Decode(r.Bytes, r.Document, r.Salts), r.Index))];
    }

    /// <summary>Of an ancestor's history, what leads to this batch: not what else was made of it, and its journeys only where another hand worked it on.</summary>
    private static IEnumerable<ChainFact> Relevant(string batch, List<string> chain, List<ChainFact> entries)
    {
        var inChain = chain.ToHashSet(StringComparer.Ordinal);
        var makings = entries.Where(f => f.Entry.Fact is ITransformation t && t.Makes().Any(m => inChain.Contains(m.Batch))).ToList();
        var makers = makings
            .SelectMany(f => ((ITransformation)f.Entry.Fact).Makes().Select(m => (m.Batch, Maker: f.Entry.Stamp.Organisation)))
            .Concat(entries.Where(f => f.Entry.Fact is BatchHarvested).Select(f => (Batch: f.Entry.Fact.Subjects()[0], Maker: f.Entry.Stamp.Organisation)))
            .ToLookup(m => m.Batch, m => m.Maker, StringComparer.Ordinal);
        var travelled = makings
            .SelectMany(f => ((ITransformation)f.Entry.Fact).Takes().Where(t => !makers[t.Batch].Contains(f.Entry.Stamp.Organisation, StringComparer.Ordinal)).Select(t => t.Batch))
            .Append(batch)
            .ToHashSet(StringComparer.Ordinal);
        var journeys = entries
            .Where(f => f.Entry.Fact is IOfShipment s && s.Batches.Any(travelled.Contains))
            .GroupBy(f => ((IOfShipment)f.Entry.Fact).Shipment).OrderBy(s => s.Min(f => f.Entry.Stamp.Entry)).ToList();
        if (journeys.Count > MostShipments)
            journeys = [.. journeys.Take(MostShipments / 2), .. journeys.TakeLast(MostShipments / 2)];
        // A shop hands over every day: the first day and the last are what a reader asks for.
        var deliveries = entries.Where(f => f.Entry.Fact is BatchDelivered d && string.Equals(d.Subjects()[0], batch, StringComparison.Ordinal)).ToList();
        if (deliveries.Count > MostDeliveries)
            deliveries = [.. deliveries.Take(MostDeliveries / 2), .. deliveries.TakeLast(MostDeliveries / 2)];
        return entries.Where(f => f.Entry.Fact is not (ITransformation or IOfShipment or BatchDelivered or RecordVoided)).Concat(makings).Concat(journeys.SelectMany(s => s)).Concat(deliveries);
    }

    private static async Task<IReadOnlyCollection<string>> NamedAsync(TraceDb db, string batch, IReadOnlyList<ChainFact> facts, CancellationToken ct)
    {
        var named = new HashSet<string>(StringComparer.Ordinal) { batch[..batch.IndexOf("/10/", StringComparison.Ordinal)] };
        foreach (var fact in facts)
        {
            if (fact.Entry.Stamp.Organisation is { } uscc)
                named.Add($"uscc:{uscc}");
            if (fact.Entry.Fact is BatchHarvested harvest)
                named.Add(Domain.Subject.Base(harvest.Base));
        }

        var carriers = facts.Select(f => f.Entry.Fact switch
        {
            ShipmentDispatched s => s.Carrier,
            LegRecorded l => l.Carrier,
            _ => null,
        }).OfType<Gs1.Identifiers.Gln>().Distinct().ToList();
        if (carriers.Count > 0)
            named.UnionWith(await db.Organisations.AsNoTracking().Where(o => carriers.Contains(o.Gln)).Select(o => o.Subject).ToListAsync(ct));
        return named;
    }
}
