using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>One member of the administrator's own organisation.</summary>
public sealed record GetMember(Guid Member) : IQuery<Result<MemberView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];
}

internal sealed class GetMemberHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors) : IQueryHandler<GetMember, Result<MemberView>>
{
    public async ValueTask<Result<MemberView>> Handle(GetMember query, CancellationToken cancellationToken)
    {
        var (account, mine) = (Subject.Account(query.Member), actors.Actor!.Member.Uscc);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.Account == account && m.Organisation == mine, cancellationToken) is not { } membership)
            return PartyProblems.NoSuchMember;
        var userName = await db.SignIns.Where(s => s.Account == account).Select(s => s.UserName).SingleOrDefaultAsync(cancellationToken);
        var names = await VaultNames.OfEntriesAsync(db, [membership.Entry], cancellationToken);
        return new MemberView(query.Member, names.GetValueOrDefault(membership.Entry), userName, membership.Roles);
    }
}
