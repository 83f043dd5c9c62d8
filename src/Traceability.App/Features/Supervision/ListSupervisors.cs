using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Supervision;

/// <summary>Who supervises which region.</summary>
/// <param name="After">The last one shown; null for the first page.</param>
public sealed record ListSupervisors(Guid? After = null, int Limit = ListSupervisors.MostAtOnce) : IQuery<Result<SupervisorsView>>, IRestricted
{
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record SupervisorsView(IReadOnlyList<SupervisorView> Supervisors, Guid? Next);

/// <param name="Name">As the first of the appointments gave it; absent when it was erased.</param>
/// <param name="UserName">Absent for who cannot sign in.</param>
public sealed record SupervisorView(Guid Id, string? Name, string? UserName, IReadOnlyList<string> Regions);

internal sealed class ListSupervisorsHandler(IDbContextFactory<TraceDb> contexts) : IQueryHandler<ListSupervisors, Result<SupervisorsView>>
{
    public async ValueTask<Result<SupervisorsView>> Handle(ListSupervisors query, CancellationToken cancellationToken)
    {
        var after = query.After is { } id ? Subject.Account(id) : "";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var accounts = await db.Set<Appointment>().After(a => a.Account, after)
            .Select(a => a.Account).Distinct().OrderBy(a => a).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var shown = accounts.Take(query.Limit).ToList();
        var appointments = (await db.Set<Appointment>().Where(a => shown.Contains(a.Account)).OrderBy(a => a.Entry).ToListAsync(cancellationToken)).ToLookup(a => a.Account, StringComparer.Ordinal);
        var userNames = await db.SignIns.Where(s => shown.Contains(s.Account)).ToDictionaryAsync(s => s.Account, s => s.UserName, cancellationToken);
        var names = await VaultNames.OfEntriesAsync(db, [.. shown.Select(a => appointments[a].First().Entry)], cancellationToken);
        return new SupervisorsView(
            [
                .. shown.Select(a => new SupervisorView(
                    Subject.AccountOf(a), names.GetValueOrDefault(appointments[a].First().Entry), userNames.GetValueOrDefault(a), [.. appointments[a].Select(x => x.Region.ToString())])),
            ],
            accounts.Count > query.Limit ? Subject.AccountOf(shown[^1]) : null);
    }
}

public static class ListSupervisorsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/supervisors", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListSupervisors.MostAtOnce) =>
            {
                if (limit is < 1 or > ListSupervisors.MostAtOnce)
                    return new ProblemResult(GeneralProblems.Page(ListSupervisors.MostAtOnce));
                var result = await sender.Send(new ListSupervisors(after, limit), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(ListSupervisors)).WithTags("supervisors").WithMetadata(new AccessMetadata(ListSupervisors.AllowedTo))
            .Produces<SupervisorsView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
