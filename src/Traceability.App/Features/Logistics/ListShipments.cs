using FluentValidation;
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
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Logistics;

/// <summary>The shipments that a member or a supervisor sees, the newest first, a page at a time.</summary>
/// <param name="After">The last shipment of the page before.</param>
/// <param name="Search">How the number of the logistic unit begins, or the lot of a batch in it.</param>
/// <param name="Side">Only those in which the asking organisation does this.</param>
/// <param name="Breached">Only those with a temperature breach that is not closed, or only the rest.</param>
/// <param name="Driven">Only those with a leg, or only those without.</param>
public sealed record ListShipments(
    Guid? After = null, int Limit = ListShipments.OnePage, string? Search = null, ShipmentState? State = null, ShipmentSide? Side = null, bool? Breached = null, bool? Driven = null)
    : IQuery<Result<ShipmentList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record ShipmentList(IReadOnlyList<ListedShipment> Items, Guid? Next);

/// <param name="Carrier">Absent where the sender carries.</param>
/// <param name="Breaches">How many recordings have a breach that is not closed.</param>
public sealed record ListedShipment(
    Guid Shipment, string? Sscc, ShipmentState State, ShipmentParty Sender, ShipmentParty Receiver, ShipmentParty? Carrier, DateTimeOffset Departed, DateTimeOffset? ReceivedAt, int Legs, int Breaches,
    IReadOnlyList<ShipmentGoods> Items);

internal sealed class ListShipmentsValidator : AbstractValidator<ListShipments>
{
    public ListShipmentsValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListShipments.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
        RuleFor(q => q.Search).MaximumLength(100).WithErrorCode("request.search").WithMessage("A search has at most 100 characters.");
    }
}

internal sealed class ListShipmentsHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListShipments, Result<ShipmentList>>
{
    public async ValueTask<Result<ShipmentList>> Handle(ListShipments query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // The id is a UUID of version 7: its order is that of recording.
        var found = await ShipmentFilters.Narrowed(scopes.On(db).Shipments(), query, actors.Actor!.Organisation).OrderByDescending(s => s.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        var names = await ShipmentNames.ReadAsync(db, page, cancellationToken);
        return new ShipmentList(
            [.. page.Select(s => new ListedShipment(
                s.Id, s.Sscc, s.State(), names.Party(s.Sender), names.Party(s.Receiver), s.Carrier is { } carrier ? names.Party(carrier) : null, s.Departed, s.ReceivedAt, s.Legs.Count,
                s.Temperatures.Count(t => t.IsOpen), names.Goods(s)))],
            found.Count > query.Limit ? page[^1].Id : null);
    }
}

/// <summary>The filters of the register as the database sees them.</summary>
public static class ShipmentFilters
{
    public static IQueryable<Shipment> Narrowed(IQueryable<Shipment> seen, ListShipments query, ActingOrganisation? mine)
    {
        if (query.After is { } after)
            seen = seen.Where(s => s.Id < after);
        if (query.State is { } state)
            seen = seen.Where(s => s.Received == (state == ShipmentState.Received) && s.Voided == (state == ShipmentState.Voided));
        if (mine is not null && query.Side is { } side)
        {
            seen = side switch
            {
                ShipmentSide.Sends => seen.Where(s => s.Sender == mine.Uscc),
                ShipmentSide.Receives => seen.Where(s => s.Receiver == mine.Gln),
                _ => seen.Where(s => s.Carrier == mine.Gln || s.Legs.Any(l => l.Carrier == mine.Gln)),
            };
        }

        if (query.Breached is { } breached)
            seen = seen.Where(s => s.Temperatures.Any(t => t.Breaches > 0 && t.Closed == null) == breached);
        if (query.Driven is { } driven)
            seen = seen.Where(s => s.Legs.Any() == driven);
        if (query.Search?.Trim() is { Length: > 0 } sought)
        {
            var lot = "/10/" + Uri.EscapeDataString(sought);
            seen = seen.Where(s => s.Sscc!.StartsWith(sought) || s.Items.Any(i => i.Batch.Contains(lot)));
        }

        return seen;
    }
}

public static class ListShipmentsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/shipments", async (ISender sender, HttpContext http, Guid? after = null, int limit = ListShipments.OnePage, string? search = null, ShipmentState? state = null, ShipmentSide? side = null, bool? breached = null, bool? driven = null) =>
            {
                var result = await sender.Send(new ListShipments(after, limit, search, state, side, breached, driven), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListShipments)).WithTags("shipments").WithMetadata(new AccessMetadata(ListShipments.AllowedTo))
            .Produces<ShipmentList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
