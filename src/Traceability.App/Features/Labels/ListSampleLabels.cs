using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Labels;
using Traceability.Domain.Products;
using Traceability.Gs1.DigitalLink;

namespace Traceability.App.Features.Labels;

/// <summary>A few labels of the demonstration to look at; a deployment with real data shows none.</summary>
public sealed record ListSampleLabels : IQuery<IReadOnlyList<SampleLabelView>>;

public sealed record SampleLabelView(string Path, string Lot, string Name, string? NameEn);

internal sealed class ListSampleLabelsHandler(IDbContextFactory<TraceDb> contexts, LabelKeys keys, DemonstrationMark demonstration) : IQueryHandler<ListSampleLabels, IReadOnlyList<SampleLabelView>>
{
    private const int Most = 8;

    public async ValueTask<IReadOnlyList<SampleLabelView>> Handle(ListSampleLabels query, CancellationToken cancellationToken)
    {
        if (!demonstration.Loaded)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = await (
            from run in db.LabelRuns.AsNoTracking()
            join batch in db.Batches.IgnoreAutoIncludes() on run.Batch equals batch.Subject
            orderby run.Id
            select new { run, batch.Gtin, batch.Lot }).Take(Most).ToListAsync(cancellationToken);
        var samples = new List<SampleLabelView>();
        foreach (var row in runs)
        {
            using var codec = keys.ForRun(row.run.Id);
            var product = (ProductRegistered)(await BatchChain.ReadFirstAsync(db, Domain.Subject.Product(row.Gtin), cancellationToken)).Entry.Fact;
            var link = DigitalLinkUri.ForItem(row.Gtin, row.Lot, row.run.SerialsRoot is null ? null : codec.Serial(0));
            samples.Add(new SampleLabelView(link.ToPath(), row.Lot.ToString(), product.Name ?? row.Gtin.ToString(), product.NameEn));
        }

        return samples;
    }
}
