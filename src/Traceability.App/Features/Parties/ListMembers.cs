using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>Who has a part in the own organisation, a page at a time.</summary>
/// <param name="After">The account of the last one shown; null for the first page.</param>
public sealed record ListMembers(Guid? After = null, int Limit = ListMembers.MostAtOnce) : IQuery<Result<MembersView>>, IRestricted
{
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record MembersView(IReadOnlyList<MemberView> Members, Guid? Next);

/// <param name="Name">Absent when it was erased.</param>
/// <param name="UserName">Absent for who cannot sign in, and for who has a part elsewhere too: anybody may admit an account whose number they saw.</param>
public sealed record MemberView(Guid Id, string? Name, string? UserName, IReadOnlyList<Role> Roles);

internal sealed class ListMembersHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors) : IQueryHandler<ListMembers, Result<MembersView>>
{
    public async ValueTask<Result<MembersView>> Handle(ListMembers query, CancellationToken cancellationToken)
    {
        var mine = actors.Actor!.Member.Uscc;
        var after = query.After is { } id ? Subject.Account(id) : "";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Membership>()
            .Where(m => m.Organisation == mine).After(m => m.Account, after)
            .OrderBy(m => m.Account).Take(query.Limit + 1)
            .Select(m => new { m.Account, m.Roles, m.Entry, UserName = db.SignIns.Where(s => s.Account == m.Account && !s.Operator).Select(s => s.UserName).FirstOrDefault(), Elsewhere = db.Set<Membership>().Any(o => o.Account == m.Account && o.Organisation != mine) || db.Set<Appointment>().Any(a => a.Account == m.Account) })
            .ToListAsync(cancellationToken);
        var shown = rows.Take(query.Limit).ToList();
        var names = await VaultNames.OfEntriesAsync(db, [.. shown.Select(r => r.Entry)], cancellationToken);
        return new MembersView(
            [.. shown.Select(r => new MemberView(Subject.AccountOf(r.Account), names.GetValueOrDefault(r.Entry), r.Elsewhere ? null : r.UserName, r.Roles))],
            rows.Count > query.Limit ? Subject.AccountOf(shown[^1].Account) : null);
    }
}

public static class ListMembersRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/members", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListMembers.MostAtOnce) =>
            {
                if (limit is < 1 or > ListMembers.MostAtOnce)
                    return new ProblemResult(GeneralProblems.Page(ListMembers.MostAtOnce));
                var result = await sender.Send(new ListMembers(after, limit), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(ListMembers)).WithTags("members").WithMetadata(new AccessMetadata(ListMembers.AllowedTo))
            .Produces<MembersView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
