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
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Batches;

/// <summary>The batches that a member or a supervisor sees, the newest first, a page at a time.</summary>
/// <param name="After">The last batch of the page before.</param>
/// <param name="Search">How the lot begins, or a part of the name or number of a product of one's own.</param>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Held">Only what the asking organisation holds something of now, or only the rest.</param>
/// <param name="Stopped">Only what stands still, by itself or by what it was made from, or only what may move.</param>
/// <param name="Loose">Only loose produce, or only packs.</param>
public sealed record ListBatches(Guid? After = null, int Limit = ListBatches.OnePage, string? Search = null, BatchKind? Kind = null, bool? Held = null, bool? Stopped = null, bool? Loose = null) : IQuery<Result<BatchList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record BatchList(IReadOnlyList<ListedBatch> Items, Guid? Next);

/// <param name="Held">What the asking organisation holds of it now; absent for who never held any.</param>
/// <param name="ProductName">Absent when it was erased, likewise the other names.</param>
public sealed record ListedBatch(
    Guid Batch, string Gtin, string Lot, string Kind, decimal Quantity, string Unit, string Producer, decimal? Held, bool Stopped, int LabelsIssued, DateTimeOffset MadeAt, string? ProductName, string? ProductNameEn,
    string? ProducerName, string? ProducerNameEn);

internal sealed class ListBatchesValidator : AbstractValidator<ListBatches>
{
    public ListBatchesValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListBatches.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
        RuleFor(q => q.Search).MaximumLength(100).WithErrorCode("request.search").WithMessage("A search has at most 100 characters.");
    }
}

internal sealed class ListBatchesHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListBatches, Result<BatchList>>
{
    public async ValueTask<Result<BatchList>> Handle(ListBatches query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = actors.Actor!.Organisation;
        var sought = query.Search?.Trim() is { Length: > 0 } text ? text : null;
        var products = sought is null || mine is null ? [] : await RegisteredNames.FindProductsAsync(db, mine.Uscc, sought, cancellationToken);
        // The id is a UUID of version 7: its order is that of recording.
        var found = await BatchFilters.Narrowed(db, scopes.On(db).Batches(), query, mine, sought, products).OrderByDescending(b => b.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        var names = await RegisteredNames.OfProductsAsync(db, page.Select(b => b.Gtin), cancellationToken);
        var producers = await RegisteredNames.ReadAsync(db, [.. page.Select(b => Subject.Organisation(b.Producer)).Distinct(StringComparer.Ordinal)], cancellationToken);
        var stopped = page.Count == 0 ? [] : (await BatchStanding.StopsAsync(db, [.. page.Select(b => b.Subject)], cancellationToken)).Select(s => s.Batch).ToHashSet(StringComparer.Ordinal);
        return new BatchList(
            [.. page.Select(b => Listed(b, mine, stopped.Contains(b.Subject), names.GetValueOrDefault(b.Gtin) ?? RegisteredName.None, producers.GetValueOrDefault(Subject.Organisation(b.Producer)) ?? RegisteredName.None))],
            found.Count > query.Limit ? page[^1].Id : null);
    }

    private static ListedBatch Listed(Batch b, ActingOrganisation? mine, bool stopped, RegisteredName product, RegisteredName producer) => new(
        b.Id, b.Gtin.ToString(), b.Lot.ToString(), b.Kind.ToString(), b.Quantity, b.Unit.ToString(), b.Producer.ToString(), mine is null ? null : b.HeldBy(mine.Uscc), stopped, b.LabelsIssued, b.MadeAt,
        product.Name, product.NameEn, producer.Name, producer.NameEn);
}

/// <summary>The filters of the register as the database sees them.</summary>
public static class BatchFilters
{
    /// <param name="products">Products that are meant by what is sought.</param>
    public static IQueryable<Batch> Narrowed(TraceDb db, IQueryable<Batch> seen, ListBatches query, ActingOrganisation? mine, string? sought, IReadOnlyList<Gtin> products)
    {
        if (query.After is { } after)
            seen = seen.Where(b => b.Id < after);
        if (query.Kind is { } kind)
            seen = seen.Where(b => b.Kind == kind);
        if (query.Held is { } held && mine is not null)
            seen = seen.Where(b => b.Holdings.Any(h => h.Organisation == mine.Uscc && h.Quantity != 0) == held);
        if (query.Loose is { } loose)
            seen = seen.Where(b => b.NetContentKg == null == loose);
        if (query.Stopped is { } stopped)
        {
            var still = db.Database.SqlQuery<string>(
                $"""
                 WITH RECURSIVE down (batch) AS (
                   SELECT b.subject FROM batch b WHERE b.stops <> '' UNION SELECT i.batch FROM batch_input i JOIN down ON i.input = down.batch)
                 SELECT batch AS "Value" FROM down
                 """);
            seen = seen.Where(b => still.Contains(b.Subject) == stopped);
        }

        if (sought is not null)
            seen = seen.Where(b => ((string)(object)b.Lot).StartsWith(sought) || products.Contains(b.Gtin));
        return seen;
    }
}

public static class ListBatchesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/batches", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListBatches.OnePage, string? search = null, BatchKind? kind = null, bool? held = null, bool? stopped = null, bool? loose = null) =>
            {
                var result = await sender.Send(new ListBatches(after, limit, search, kind, held, stopped, loose), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListBatches)).WithTags("batches").WithMetadata(new AccessMetadata(ListBatches.AllowedTo))
            .Produces<BatchList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
