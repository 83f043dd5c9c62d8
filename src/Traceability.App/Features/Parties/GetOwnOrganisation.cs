using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>The organisation that an administrator acts for, as it is registered.</summary>
public sealed record GetOwnOrganisation : IQuery<Result<OwnOrganisationView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];
}

/// <param name="Name">Absent when it was erased.</param>
/// <param name="Keys">API keys that are not revoked.</param>
public sealed record OwnOrganisationView(
    string Uscc, string Gln, string Region, IReadOnlyList<Role> Roles, string? Name, string? NameEn, string? Hotline, int Members, int Keys);

internal sealed class GetOwnOrganisationHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetOwnOrganisation, Result<OwnOrganisationView>>
{
    public async ValueTask<Result<OwnOrganisationView>> Handle(GetOwnOrganisation query, CancellationToken cancellationToken)
    {
        var uscc = actors.Actor!.Member.Uscc;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var organisation = await scopes.On(db).Organisations().SingleAsync(o => o.Uscc == uscc, cancellationToken);
        var registered = (OrganisationRegistered)(await BatchChain.ReadFirstAsync(db, Subject.Organisation(uscc), cancellationToken)).Entry.Fact;
        var text = uscc.ToString();
        return new OwnOrganisationView(
            text, organisation.Gln.ToString(), organisation.Region.ToString(), organisation.Roles, registered.Name, registered.NameEn, registered.Hotline,
            organisation.Members, await db.ApiKeys.CountAsync(k => k.Organisation == text && k.RevokedAt == null, cancellationToken));
    }
}
