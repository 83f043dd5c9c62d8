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
using Traceability.Domain.Products;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Products;

/// <summary>The products of the organisation acted for, by their number, a page at a time.</summary>
/// <param name="After">The last product of the page before.</param>
/// <param name="Search">Part of a name or of the number.</param>
/// <param name="Loose">Only loose produce, or only packs.</param>
public sealed record ListProducts(Gtin? After = null, int Limit = ListProducts.OnePage, string? Search = null, bool? Loose = null) : IQuery<Result<ProductList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record ProductList(IReadOnlyList<ListedProduct> Items, string? Next);

/// <param name="Name">Absent when it was erased, likewise the English one.</param>
/// <param name="NetContentKg">Absent for loose produce.</param>
public sealed record ListedProduct(string Gtin, string? Name, string? NameEn, decimal? NetContentKg);

internal sealed class ListProductsValidator : AbstractValidator<ListProducts>
{
    public ListProductsValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListProducts.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
        RuleFor(q => q.Search).MaximumLength(100).WithErrorCode("request.search").WithMessage("A search has at most 100 characters.");
    }
}

internal sealed class ListProductsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors) : IQueryHandler<ListProducts, Result<ProductList>>
{
    public async ValueTask<Result<ProductList>> Handle(ListProducts query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = actors.Actor!.Member;
        var own = OwnProducts.Of(db, mine, query);
        if (query.Search?.Trim() is { Length: > 0 } sought)
        {
            var named = await RegisteredNames.FindProductsAsync(db, mine.Uscc, sought, cancellationToken);
            own = own.Where(p => named.Contains(p.Gtin));
        }

        var products = await own.OrderBy(p => p.Subject).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var names = await RegisteredNames.OfProductsAsync(db, products.Select(p => p.Gtin), cancellationToken);
        return new ProductList(
            [.. products.Take(query.Limit).Select(p => Listed(p, names.GetValueOrDefault(p.Gtin) ?? RegisteredName.None))],
            products.Count > query.Limit ? products[query.Limit - 1].Gtin.ToString() : null);
    }

    private static ListedProduct Listed(Product p, RegisteredName name) => new(p.Gtin.ToString(), name.Name, name.NameEn, p.NetContentKg);
}

/// <summary>The register as the database sees it.</summary>
public static class OwnProducts
{
    public static IQueryable<Product> Of(TraceDb db, ActingOrganisation mine, ListProducts query)
    {
        var own = db.Products.AsNoTracking().Where(p => p.Organisation == mine.Uscc);
        if (query.Loose is { } loose)
            own = own.Where(p => p.NetContentKg == null == loose);
        if (query.After is { } after)
        {
            var last = Subject.Product(after);
#pragma warning disable CA1309 // The database compares, by its own order, which is that of the page.
            own = own.Where(p => string.Compare(p.Subject, last) > 0);
#pragma warning restore CA1309
        }

        return own;
    }
}

public static class ListProductsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/products", async (ISender sender, HttpContext http, string? after = null, int limit = ListProducts.OnePage, string? search = null, bool? loose = null) =>
            {
                Gtin? last = null;
                if (after is not null)
                {
                    if (!Gtin.TryParse(after, out var parsed, out var error))
                        return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("after"));
                    last = parsed;
                }

                var result = await sender.Send(new ListProducts(last, limit, search, loose), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListProducts)).WithTags("products").WithMetadata(new AccessMetadata(ListProducts.AllowedTo))
            .Produces<ProductList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
