using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;

namespace Traceability.App.Entries;

/// <summary>
/// The aggregates behind subjects, each loaded once: the same answer for the command that records and for the audit that replays.
/// The queries are compiled, because these few are asked for every fact.
/// </summary>
public sealed class AggregateStore(TraceDb db)
{
    private static readonly Func<TraceDb, string, Task<Product?>> FindProduct = EF.CompileAsyncQuery((TraceDb d, string s) => d.Products.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Batch?>> FindBatch = EF.CompileAsyncQuery((TraceDb d, string s) => d.Batches.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Base?>> FindBase = EF.CompileAsyncQuery((TraceDb d, string s) => d.Bases.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Plot?>> FindPlot = EF.CompileAsyncQuery((TraceDb d, string s) => d.Plots.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Organisation?>> FindOrganisation = EF.CompileAsyncQuery((TraceDb d, string s) => d.Organisations.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Account?>> FindAccount = EF.CompileAsyncQuery((TraceDb d, string s) => d.Accounts.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Shipment?>> FindShipment = EF.CompileAsyncQuery((TraceDb d, string s) => d.Shipments.AsTracking().FirstOrDefault(x => x.Subject == s));
    private static readonly Func<TraceDb, string, Task<Regions?>> FindRegions = EF.CompileAsyncQuery((TraceDb d, string s) => d.RegionRegisters.AsTracking().FirstOrDefault(x => x.Subject == s));

    // What this command made is not in the database yet.
    private readonly Dictionary<string, Aggregate> _known = new(StringComparer.Ordinal);

    /// <summary>The aggregate of a subject, or null when nothing was ever recorded of it.</summary>
    public async ValueTask<T?> FindAsync<T>(string subject)
        where T : Aggregate
    {
        if (!_known.TryGetValue(subject, out var known) && await QueryAsync(subject) is { } found)
            _known.Add(subject, known = found);
        return (T?)known;
    }

    /// <summary>The aggregate of a subject; a new one, without history, before the first fact of it.</summary>
    public async ValueTask<Aggregate> FindOrNewAsync(string subject)
    {
        if (await FindAsync<Aggregate>(subject) is { } found)
            return found;
        var made = New(subject);
        _known.Add(subject, made);
        return made;
    }

    private async ValueTask<Aggregate?> QueryAsync(string subject) => Subject.KindOf(subject) switch
    {
        SubjectKind.Product => await FindProduct(db, subject),
        SubjectKind.Batch => await FindBatch(db, subject),
        SubjectKind.Base => await FindBase(db, subject),
        SubjectKind.Plot => await FindPlot(db, subject),
        SubjectKind.Organisation => await FindOrganisation(db, subject),
        SubjectKind.Account => await FindAccount(db, subject),
        SubjectKind.Shipment => await FindShipment(db, subject),
        SubjectKind.Regions => await FindRegions(db, subject),
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No aggregate stands behind this subject."),
    };

    private static Aggregate New(string subject) => Subject.KindOf(subject) switch
    {
        SubjectKind.Product => new Product(),
        SubjectKind.Batch => new Batch(),
        SubjectKind.Base => new Base(),
        SubjectKind.Plot => new Plot(),
        SubjectKind.Organisation => new Organisation(),
        SubjectKind.Account => new Account(),
        SubjectKind.Shipment => new Shipment(),
        SubjectKind.Regions => new Regions(),
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No aggregate stands behind this subject."),
    };
}
