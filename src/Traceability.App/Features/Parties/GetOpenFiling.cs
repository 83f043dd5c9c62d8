using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>One filing that waits to be decided, with its contact, for a supervisor of its region.</summary>
public sealed record GetOpenFiling(Guid Filing) : IQuery<Result<FilingView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];
}

internal sealed class GetOpenFilingHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<GetOpenFiling, Result<FilingView>>
{
    public async ValueTask<Result<FilingView>> Handle(GetOpenFiling query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await scopes.On(db).OpenFilings().SingleOrDefaultAsync(f => f.Id == query.Filing, cancellationToken) is { } filing
            ? ListFilingsHandler.View(filing)
            : FilingProblems.Unknown;
    }
}
