using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Supervision;

/// <summary>A region with the way down to it and what lies in it today, so that one can be chosen step by step.</summary>
/// <param name="In">The region looked at; null for the top.</param>
public sealed record ListRegions(RegionCode? In) : IQuery<Result<RegionsView>>;

/// <param name="Trail">From the top to the region looked at.</param>
/// <param name="Below">What lies directly in it.</param>
public sealed record RegionsView(IReadOnlyList<RegionView> Trail, IReadOnlyList<RegionView> Below);

public sealed record RegionView(string Code, string Name, string NameEn);

internal sealed class ListRegionsHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<ListRegions, Result<RegionsView>>
{
    public async ValueTask<Result<RegionsView>> Handle(ListRegions query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var at = query.In?.ToString();
        var trail = new List<RegionView>();
        // A region lies in another of a higher level: there are never more steps than levels.
        for (var code = at; code is not null;)
        {
            if (await db.Regions.SingleOrDefaultAsync(r => r.Code == code, cancellationToken) is not { } region)
                return PartyProblems.UnknownRegion(code);
            trail.Insert(0, View(region));
            code = region.Parent;
        }

        var below = await db.Regions.Where(r => r.Parent == at).OrderBy(r => r.Code).ToListAsync(cancellationToken);
        return new RegionsView(trail, [.. below.Where(r => r.WhyNotOn(scopes.Today) is null).Select(View)]);
    }

    private static RegionView View(Region region) => new(region.Code, region.Name, region.NameEn);
}
