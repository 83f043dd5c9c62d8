using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Domain.Quality;
using Traceability.Domain.Reference;
using Traceability.Domain.Supervision;

namespace Traceability.App.Entries;

/// <summary>
/// The aggregates behind subjects, each loaded once: the same answer for the command that records and for the audit that replays.
/// The queries are compiled, because these few are asked for every fact.
/// </summary>
public sealed class AggregateStore(TraceDb db)
{
    // A compiled query belongs to one model, and a process that knows two databases has two.
    private static readonly ConditionalWeakTable<IModel, Queries> Compiled = [];

    private readonly Queries _queries = Compiled.GetValue(db.Model, _ => new Queries());

    // What this command made is not in the database yet, and what is not there is not asked for twice.
    private readonly Dictionary<string, Aggregate?> _known = new(StringComparer.Ordinal);

    /// <summary>The aggregate of a subject, or null when nothing was ever recorded of it.</summary>
    public async ValueTask<T?> FindAsync<T>(string subject)
        where T : Aggregate
    {
        if (!_known.TryGetValue(subject, out var known))
            _known.Add(subject, known = await QueryAsync(subject));
        return (T?)known;
    }

    /// <summary>Takes it that nothing was ever recorded of a subject; where something was, its table refuses the second beginning.</summary>
    /// <returns>False where something is known to have been.</returns>
    public bool TryAssumeNew(string subject) => _known.TryAdd(subject, null) || _known[subject] is null;

    /// <summary>Fetches the aggregates of many subjects, a question for each kind of them; the kinds that are few are left until they are asked for.</summary>
    public async ValueTask FetchAsync(IEnumerable<string> subjects)
    {
        foreach (var kind in subjects.Distinct().GroupBy(Subject.KindOf))
        {
            string[] asked = [.. kind];
            switch (kind.Key)
            {
                case SubjectKind.Product:
                    await TakeAsync(asked, _queries.Products(db, asked));
                    break;
                case SubjectKind.Batch:
                    await TakeAsync(asked, _queries.Batches(db, asked));
                    break;
                case SubjectKind.Plot:
                    await TakeAsync(asked, _queries.Plots(db, asked));
                    break;
            }
        }
    }

    private async ValueTask TakeAsync(string[] asked, IAsyncEnumerable<Aggregate> found)
    {
        foreach (var subject in asked)
            _known.TryAdd(subject, null);
        await foreach (var aggregate in found)
            _known[aggregate.Subject] = aggregate;
    }

    /// <summary>The aggregate of a subject; a new one, without history, before the first fact of it.</summary>
    public async ValueTask<Aggregate> FindOrNewAsync(string subject)
    {
        if (await FindAsync<Aggregate>(subject) is { } found)
            return found;
        var made = New(subject);
        _known[subject] = made;
        return made;
    }

    /// <summary>The aggregate takes a fact; what of its state is kept apart from its row is written.</summary>
    public async ValueTask ApplyAsync(Aggregate aggregate, string subject, DomainEvent fact, Stamp stamp)
    {
        if (fact is RecordVoided voided)
            await PrepareVoidAsync(aggregate, subject, voided, stamp);
        aggregate.Apply(subject, fact, stamp);
        if (aggregate is Regions register)
            await RegionRows.WriteAsync(db, register.TakeChanged());
    }

    /// <summary>What a fact is taken back out of has to be there whole; that it is void is written down once, with its first subject.</summary>
    private async ValueTask PrepareVoidAsync(Aggregate aggregate, string subject, RecordVoided voided, Stamp stamp)
    {
        if (aggregate is Batch batch)
        {
            await db.Entry(batch).Collection(b => b.Inputs).LoadAsync();
            await db.Entry(batch).Collection(b => b.Runs).LoadAsync();
        }

        if (string.Equals(voided.Subjects()[0], subject, StringComparison.Ordinal))
            db.Add(new VoidedEntry { Entry = voided.Voids, By = stamp.Entry });
    }

    private async ValueTask<Aggregate?> QueryAsync(string subject) => Subject.KindOf(subject) switch
    {
        SubjectKind.Product => await _queries.Product(db, subject),
        SubjectKind.Batch => await _queries.Batch(db, subject),
        SubjectKind.Base => await _queries.Base(db, subject),
        SubjectKind.Plot => await _queries.Plot(db, subject),
        SubjectKind.Organisation => await _queries.Organisation(db, subject),
        SubjectKind.Account => await _queries.Account(db, subject),
        SubjectKind.Shipment => await _queries.Shipment(db, subject),
        SubjectKind.Recall => await _queries.Recall(db, subject),
        SubjectKind.Certificate => await _queries.Certificate(db, subject),
        SubjectKind.Brand => await _queries.Brand(db, subject),
        SubjectKind.Licence => await _queries.Licence(db, subject),
        SubjectKind.Regions => await RegisterAsync(subject),
        SubjectKind.Inspection => await _queries.Inspection(db, subject),
        SubjectKind.Limits => await _queries.Limits(db, subject),
        SubjectKind.Pesticides => await _queries.Pesticides(db, subject),
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No aggregate stands behind this subject."),
    };

    private async Task<Regions?> RegisterAsync(string subject)
    {
        var register = await _queries.Regions(db, subject);
        register?.Load(await RegionRows.ReadAsync(db));
        return register;
    }

    private static Aggregate New(string subject) => Subject.KindOf(subject) switch
    {
        SubjectKind.Product => new Product(),
        SubjectKind.Batch => new Batch(),
        SubjectKind.Base => new Base(),
        SubjectKind.Plot => new Plot(),
        SubjectKind.Organisation => new Organisation(),
        SubjectKind.Account => new Account(),
        SubjectKind.Shipment => new Shipment(),
        SubjectKind.Recall => new Recall(),
        SubjectKind.Certificate => new Certificate(),
        SubjectKind.Brand => new Brand(),
        SubjectKind.Licence => new Licence(),
        SubjectKind.Regions => new Regions(),
        SubjectKind.Inspection => new Inspection(),
        SubjectKind.Limits => new Limits(),
        SubjectKind.Pesticides => new Pesticides(),
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No aggregate stands behind this subject."),
    };

    private sealed class Queries
    {
        public readonly Func<TraceDb, string, Task<Product?>> Product = EF.CompileAsyncQuery((TraceDb d, string s) => d.Products.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string[], IAsyncEnumerable<Product>> Products = EF.CompileAsyncQuery((TraceDb d, string[] s) => d.Products.AsTracking().Where(x => s.Contains(x.Subject)));
        public readonly Func<TraceDb, string[], IAsyncEnumerable<Batch>> Batches = EF.CompileAsyncQuery((TraceDb d, string[] s) => d.Batches.AsTracking().Where(x => s.Contains(x.Subject)));
        public readonly Func<TraceDb, string[], IAsyncEnumerable<Plot>> Plots = EF.CompileAsyncQuery((TraceDb d, string[] s) => d.Plots.AsTracking().Where(x => s.Contains(x.Subject)));
        public readonly Func<TraceDb, string, Task<Batch?>> Batch = EF.CompileAsyncQuery((TraceDb d, string s) => d.Batches.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Base?>> Base = EF.CompileAsyncQuery((TraceDb d, string s) => d.Bases.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Plot?>> Plot = EF.CompileAsyncQuery((TraceDb d, string s) => d.Plots.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Organisation?>> Organisation = EF.CompileAsyncQuery((TraceDb d, string s) => d.Organisations.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Account?>> Account = EF.CompileAsyncQuery((TraceDb d, string s) => d.Accounts.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Shipment?>> Shipment = EF.CompileAsyncQuery((TraceDb d, string s) => d.Shipments.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Recall?>> Recall = EF.CompileAsyncQuery((TraceDb d, string s) => d.Recalls.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Certificate?>> Certificate = EF.CompileAsyncQuery((TraceDb d, string s) => d.Certificates.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Brand?>> Brand = EF.CompileAsyncQuery((TraceDb d, string s) => d.Brands.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Licence?>> Licence = EF.CompileAsyncQuery((TraceDb d, string s) => d.Licences.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Regions?>> Regions = EF.CompileAsyncQuery((TraceDb d, string s) => d.RegionRegisters.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Inspection?>> Inspection = EF.CompileAsyncQuery((TraceDb d, string s) => d.Inspections.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Limits?>> Limits = EF.CompileAsyncQuery((TraceDb d, string s) => d.LimitRegisters.AsTracking().FirstOrDefault(x => x.Subject == s));
        public readonly Func<TraceDb, string, Task<Pesticides?>> Pesticides = EF.CompileAsyncQuery((TraceDb d, string s) => d.PesticideRegisters.AsTracking().AsSplitQuery().FirstOrDefault(x => x.Subject == s));
    }
}
