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

namespace Traceability.App.Features.Supervision;

/// <summary>The accounts that people sign in to, by user name, a page at a time.</summary>
/// <param name="Search">How the user name begins; null for all.</param>
/// <param name="After">The user name of the last one shown; null for the first page.</param>
public sealed record ListAccounts(string? Search = null, string? After = null, int Limit = ListAccounts.MostAtOnce) : IQuery<Result<AccountsView>>, IRestricted
{
    public const int MostAtOnce = 100;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record AccountsView(IReadOnlyList<AccountView> Accounts, string? Next);

/// <param name="OneTimeUntil">Until when the password that somebody else set lets in; absent where the person chose one.</param>
/// <param name="LockedUntil">Absent where it is not locked now.</param>
public sealed record AccountView(Guid Id, string UserName, bool Operator, bool TwoFactor, DateTimeOffset? OneTimeUntil, DateTimeOffset? LockedUntil, IReadOnlyList<string> Organisations, IReadOnlyList<string> Supervises);

internal sealed class ListAccountsHandler(IDbContextFactory<TraceDb> contexts, TimeProvider clock) : IQueryHandler<ListAccounts, Result<AccountsView>>
{
    public async ValueTask<Result<AccountsView>> Handle(ListAccounts query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<SignIn> found = db.SignIns.OrderBy(s => s.NormalizedUserName);
        if (query.Search is { Length: > 0 } search)
        {
            var start = UserNames.Normalize(search);
            found = found.Where(s => s.NormalizedUserName.StartsWith(start));
        }

        if (query.After is { } after)
        {
            var last = UserNames.Normalize(after);
            found = found.After(s => s.NormalizedUserName, last);
        }

        var rows = await found.Take(query.Limit + 1).ToListAsync(cancellationToken);
        var shown = rows.Take(query.Limit).ToList();
        var accounts = shown.Select(s => s.Account).ToList();
        var memberships = (await db.Set<Membership>().Where(m => accounts.Contains(m.Account)).OrderBy(m => m.Organisation).ToListAsync(cancellationToken)).ToLookup(m => m.Account, m => m.Organisation.ToString(), StringComparer.Ordinal);
        var appointments = (await db.Set<Appointment>().Where(a => accounts.Contains(a.Account)).OrderBy(a => a.Region).ToListAsync(cancellationToken)).ToLookup(a => a.Account, a => a.Region.ToString(), StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        return new AccountsView(
            [
                .. shown.Select(s => new AccountView(
                    Subject.AccountOf(s.Account), s.UserName, s.Operator, s.TwoFactor, s.OneTimeUntil, s.LockedUntil > now ? s.LockedUntil : null, [.. memberships[s.Account]], [.. appointments[s.Account]])),
            ],
            rows.Count > query.Limit ? shown[^1].UserName : null);
    }
}

public static class ListAccountsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/accounts", async (ISender sender, HttpContext http, string? search = null, string? after = null, int limit = ListAccounts.MostAtOnce) =>
            {
                if (limit is < 1 or > ListAccounts.MostAtOnce)
                    return new ProblemResult(GeneralProblems.Page(ListAccounts.MostAtOnce));
                if (!(search is null || UserNames.IsWellFormed(search)) || !(after is null || UserNames.IsWellFormed(after)))
                    return new ProblemResult(SignInProblems.UserNameForm);
                var result = await sender.Send(new ListAccounts(search, after, limit), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(ListAccounts)).WithTags("accounts").WithMetadata(new AccessMetadata(ListAccounts.AllowedTo))
            .Produces<AccountsView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
