using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>The organisations that ask to be taken into the register in the regions that the supervisor supervises, oldest first, a page at a time.</summary>
/// <param name="After">The last one shown; null for the first page.</param>
public sealed record ListFilings(Guid? After = null, int Limit = ListFilings.MostAtOnce) : IQuery<Result<FilingsView>>, IRestricted
{
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record FilingsView(IReadOnlyList<FilingView> Filings, Guid? Next);

public sealed record FilingView(
    Guid Filing, string Uscc, string Gln, string Region, IReadOnlyList<Role> Roles, string Name, string? NameEn, string? Hotline,
    string? ContactName, string? ContactPhone, string? UserName, DateTimeOffset FiledAt);

internal sealed class ListFilingsHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<ListFilings, Result<FilingsView>>
{
    public async ValueTask<Result<FilingsView>> Handle(ListFilings query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = scopes.On(db).OpenFilings();
        if (query.After is { } after)
            open = open.Where(f => f.Id > after);
        var found = await open.OrderBy(f => f.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var shown = found.Take(query.Limit).Select(View).ToList();
        return new FilingsView(shown, found.Count > query.Limit ? shown[^1].Filing : null);
    }

    internal static FilingView View(OrganisationFiling f) =>
        new(f.Id, f.Uscc.ToString(), f.Gln.ToString(), f.Region.ToString(), f.Roles, f.Name, f.NameEn, f.Hotline, f.ContactName, f.ContactPhone, f.UserName, f.FiledAt);
}

public static class ListFilingsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/filings", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListFilings.MostAtOnce) =>
            {
                if (limit is < 1 or > ListFilings.MostAtOnce)
                    return new ProblemResult(GeneralProblems.Page(ListFilings.MostAtOnce));
                var result = await sender.Send(new ListFilings(after, limit), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(ListFilings)).WithTags("filings").WithMetadata(new AccessMetadata(ListFilings.AllowedTo))
            .Produces<FilingsView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
