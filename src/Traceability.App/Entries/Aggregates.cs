using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;

namespace Traceability.App.Entries;

/// <summary>Which aggregate stands behind a subject: the same answer for the command that records and the audit that replays.</summary>
internal static class Aggregates
{
    public static async ValueTask<Aggregate> FindOrNewAsync(TraceDb db, string subject) => Subject.KindOf(subject) switch
    {
        SubjectKind.Product => await db.Products.FindAsync(subject) ?? new Product(),
        SubjectKind.Batch => await db.Batches.FindAsync(subject) ?? new Batch(),
        SubjectKind.Base => await db.Bases.FindAsync(subject) ?? new Base(),
        SubjectKind.Plot => await db.Plots.FindAsync(subject) ?? new Plot(),
        SubjectKind.Organisation => await db.Organisations.FindAsync(subject) ?? new Organisation(),
        SubjectKind.Account => await db.Accounts.FindAsync(subject) ?? new Account(),
        SubjectKind.Shipment => await db.Shipments.FindAsync(subject) ?? new Shipment(),
        SubjectKind.Regions => await db.RegionRegisters.FindAsync(subject) ?? (Aggregate)new Regions(),
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No aggregate stands behind this subject."),
    };
}
