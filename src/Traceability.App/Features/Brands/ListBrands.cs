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
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Brands;

/// <summary>The brands of the register, or those that the asking organisation manages; the newest first, a page at a time.</summary>
/// <param name="After">The last brand of the page before.</param>
public sealed record ListBrands(bool Managed = false, Guid? After = null, int Limit = ListBrands.OnePage) : IQuery<Result<BrandList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.BrandManager];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record BrandList(IReadOnlyList<ListedBrand> Items, Guid? Next);

public sealed record ListedBrand(Guid Id, RegisteredName Name, BrandLevel Level, string Region, Guid? Parent, string Manager, RegisteredName ManagerName);

internal sealed class ListBrandsValidator : AbstractValidator<ListBrands>
{
    public ListBrandsValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListBrands.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
}

internal sealed class ListBrandsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors) : IQueryHandler<ListBrands, Result<BrandList>>
{
    public async ValueTask<Result<BrandList>> Handle(ListBrands query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = actors.Actor!.Member.Uscc;
        var found = db.Brands.AsNoTracking();
        if (query.Managed)
            found = found.Where(b => b.Manager == mine);
        if (query.After is { } after)
            found = found.Where(b => b.Id < after);
        var rows = await found.OrderByDescending(b => b.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        var names = await RegisteredNames.ReadAsync(db, page.SelectMany(b => new[] { b.Subject, Subject.Organisation(b.Manager) }), cancellationToken);
        return new BrandList(
            [.. page.Select(b => new ListedBrand(b.Id, names[b.Subject], b.Level, b.Region.ToString(), b.Parent, b.Manager.ToString(), names[Subject.Organisation(b.Manager)]))],
            rows.Count > query.Limit ? page[^1].Id : null);
    }
}

public static class ListBrandsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/brands", async (ISender sender, HttpContext http, bool managed = false, Guid? after = null, int limit = ListBrands.OnePage) =>
            {
                var result = await sender.Send(new ListBrands(managed, after, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListBrands)).WithTags("brands").WithMetadata(new AccessMetadata(ListBrands.AllowedTo))
            .Produces<BrandList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
