using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Supervision;

/// <summary>One supervisor with their regions.</summary>
public sealed record GetSupervisor(Guid Supervisor) : IQuery<Result<SupervisorView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

internal sealed class GetSupervisorHandler(IDbContextFactory<TraceDb> contexts) : IQueryHandler<GetSupervisor, Result<SupervisorView>>
{
    public async ValueTask<Result<SupervisorView>> Handle(GetSupervisor query, CancellationToken cancellationToken)
    {
        var account = Subject.Account(query.Supervisor);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var appointments = await db.Set<Appointment>().Where(a => a.Account == account).OrderBy(a => a.Entry).ToListAsync(cancellationToken);
        if (appointments.Count == 0)
            return PartyProblems.NoSuchSupervisor;
        var userName = await db.SignIns.Where(s => s.Account == account).Select(s => s.UserName).SingleOrDefaultAsync(cancellationToken);
        var names = await VaultNames.OfEntriesAsync(db, [appointments[0].Entry], cancellationToken);
        return new SupervisorView(query.Supervisor, names.GetValueOrDefault(appointments[0].Entry), userName, [.. appointments.Select(a => a.Region.ToString())]);
    }
}
