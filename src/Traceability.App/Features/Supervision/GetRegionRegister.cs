using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;

namespace Traceability.App.Features.Supervision;

/// <summary>What register of regions was imported last.</summary>
public sealed record GetRegionRegister : IQuery<Result<RegionRegisterView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

/// <param name="Edition">Absent before the first import.</param>
public sealed record RegionRegisterView(string? Edition, int Count);

internal sealed class GetRegionRegisterHandler(IDbContextFactory<TraceDb> contexts) : IQueryHandler<GetRegionRegister, Result<RegionRegisterView>>
{
    public async ValueTask<Result<RegionRegisterView>> Handle(GetRegionRegister query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var edition = await db.Set<Regions>().IgnoreAutoIncludes().Select(r => r.Edition).FirstOrDefaultAsync(cancellationToken);
        return new RegionRegisterView(edition, await db.Regions.CountAsync(cancellationToken));
    }
}
