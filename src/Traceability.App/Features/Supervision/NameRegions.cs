using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;

namespace Traceability.App.Features.Supervision;

/// <summary>The names of regions by their codes; what is not in the register has none.</summary>
public sealed record NameRegions(IReadOnlyCollection<string> Codes) : IQuery<IReadOnlyDictionary<string, RegionView>>;

internal sealed class NameRegionsHandler(IDbContextFactory<TraceDb> contexts) : IQueryHandler<NameRegions, IReadOnlyDictionary<string, RegionView>>
{
    public async ValueTask<IReadOnlyDictionary<string, RegionView>> Handle(NameRegions query, CancellationToken cancellationToken)
    {
        var codes = query.Codes.Distinct(StringComparer.Ordinal).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Regions.Where(r => codes.Contains(r.Code))
            .ToDictionaryAsync(r => r.Code, r => new RegionView(r.Code, r.Name, r.NameEn), StringComparer.Ordinal, cancellationToken);
    }
}
