using FluentValidation;
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
using Traceability.Domain.Values;

namespace Traceability.App.Features.Parties;

/// <summary>The organisations that a member or a supervisor sees, by their number, a page at a time.</summary>
/// <param name="After">The last organisation of the page before.</param>
public sealed record ListOrganisations(UnifiedSocialCreditCode? After = null, int Limit = ListOrganisations.OnePage) : IQuery<Result<OrganisationList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record OrganisationList(IReadOnlyList<ListedOrganisation> Items, string? Next);

/// <param name="Name">Absent when it was erased, likewise the English one.</param>
public sealed record ListedOrganisation(string Uscc, string Gln, string Region, IReadOnlyList<Role> Roles, string? Name, string? NameEn);

internal sealed class ListOrganisationsValidator : AbstractValidator<ListOrganisations>
{
    public ListOrganisationsValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListOrganisations.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
}

internal sealed class ListOrganisationsHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<ListOrganisations, Result<OrganisationList>>
{
    public async ValueTask<Result<OrganisationList>> Handle(ListOrganisations query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = scopes.On(db).Organisations();
        if (query.After is { } after)
        {
            var last = Subject.Organisation(after);
#pragma warning disable CA1309 // The database compares, by its own order, which is that of the page.
            seen = seen.Where(o => string.Compare(o.Subject, last) > 0);
#pragma warning restore CA1309
        }

        var found = await seen.OrderBy(o => o.Subject).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        var registrations = await BatchChain.ReadFirstsAsync(db, [.. page.Select(o => o.Subject)], cancellationToken);
        return new OrganisationList(
            [.. page.Select(o => Listed(o, registrations.GetValueOrDefault(o.Subject) as OrganisationRegistered))],
            found.Count > query.Limit ? page[^1].Uscc.ToString() : null);
    }

    private static ListedOrganisation Listed(Organisation o, OrganisationRegistered? registered) =>
        new(o.Uscc.ToString(), o.Gln.ToString(), o.Region.ToString(), o.Roles, registered?.Name, registered?.NameEn);
}

public static class ListOrganisationsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/organisations", async (ISender sender, HttpContext http, string? after = null, int limit = ListOrganisations.OnePage) =>
            {
                UnifiedSocialCreditCode? last = null;
                if (after is not null)
                {
                    if (!UnifiedSocialCreditCode.TryParse(after, out var parsed, out var error))
                        return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("after"));
                    last = parsed;
                }

                var result = await sender.Send(new ListOrganisations(last, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListOrganisations)).WithTags("organisations").WithMetadata(new AccessMetadata(ListOrganisations.AllowedTo))
            .Produces<OrganisationList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
