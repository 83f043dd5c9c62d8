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
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Logistics;

/// <summary>A shipment with its legs and what was read on them, as its parties and the supervisors of their seats see it.</summary>
public sealed record GetShipment(Guid Shipment) : IQuery<Result<ShipmentView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];
}

/// <param name="From">Code of the region that it left from.</param>
/// <param name="Sides">What the asking organisation does in it.</param>
/// <param name="MayClose">Whether who asks may say what a temperature breach came to.</param>
public sealed record ShipmentView(
    Guid Shipment, string? Sscc, ShipmentState State, ShipmentParty Sender, ShipmentParty Receiver, ShipmentParty? Carrier, string From, string To, DateTimeOffset Departed, DateTimeOffset? ReceivedAt,
    IReadOnlyList<ShipmentSide> Sides, bool MayClose, IReadOnlyList<ShipmentGoods> Items, IReadOnlyList<ShipmentLegView> Legs, IReadOnlyList<ShipmentReading> Recordings);

/// <param name="Carrier">Who drove it.</param>
/// <param name="Mine">Whether the asking organisation recorded it and may take it back.</param>
/// <param name="Vehicle">Absent where it was not said or erased, likewise the names of the places.</param>
public sealed record ShipmentLegView(
    Guid Leg, Guid Entry, ShipmentParty Carrier, string From, string To, string? FromPlace, string? ToPlace, string? Vehicle, DateTimeOffset Departed, DateTimeOffset Arrived, bool Mine);

/// <summary>What a logger read during a leg, °C, and the spans out of range.</summary>
/// <param name="Closing">What the breaches came to; absent while nobody said so, and where there are none.</param>
/// <param name="Mine">Whether the asking organisation recorded it and may take it back.</param>
public sealed record ShipmentReading(
    Guid Recording, Guid Entry, Guid Leg, decimal? TargetMinCelsius, decimal? TargetMaxCelsius, decimal MinCelsius, decimal MaxCelsius, IReadOnlyList<TemperatureReading> Readings,
    IReadOnlyList<TemperatureBreach> Breaches, string? LoggerFile, ShipmentClosing? Closing, bool Mine);

/// <param name="By">Absent when a supervisor said so.</param>
public sealed record ShipmentClosing(Guid Entry, BreachReason Reason, string? Note, ShipmentParty? By, DateTimeOffset At);

internal sealed class GetShipmentHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetShipment, Result<ShipmentView>>
{
    public async ValueTask<Result<ShipmentView>> Handle(GetShipment query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var scope = scopes.On(db);
        if (await scope.FindShipmentAsync(query.Shipment, cancellationToken) is not { } shipment)
            return ShipmentProblems.Unknown;
        var names = await ShipmentNames.ReadAsync(db, [shipment], cancellationToken);
        var mine = actors.Actor!.Organisation;
        var facts = await BatchChain.ReadHistoryAsync(db, shipment.Subject, cancellationToken);
        var voided = facts.Select(f => f.Entry.Fact).OfType<RecordVoided>().Select(v => v.Voids).ToHashSet();
        var standing = facts.Where(f => !voided.Contains(f.Entry.Stamp.Entry)).Select(f => f.Entry).ToList();
        return new ShipmentView(
            shipment.Id, shipment.Sscc, shipment.State(), names.Party(shipment.Sender), names.Party(shipment.Receiver), shipment.Carrier is { } carrier ? names.Party(carrier) : null,
            shipment.From.ToString(), shipment.To.ToString(), shipment.Departed, shipment.ReceivedAt, [.. Sides(shipment, mine)],
            shipment.Receiver == mine?.Gln || await scope.SupervisesAsync(shipment, cancellationToken), names.Goods(shipment),
            [.. standing.Where(e => e.Fact is LegRecorded).OrderBy(e => e.Stamp.Occurred).Select(e => Leg((LegRecorded)e.Fact, e.Stamp))],
            [.. standing.Where(e => e.Fact is TemperatureRecorded).OrderBy(e => e.Stamp.Occurred).Select(e => Reading((TemperatureRecorded)e.Fact, e.Stamp))]);

        ShipmentLegView Leg(LegRecorded e, Stamp stamp) => new(
            e.Leg, stamp.Entry, e.Carrier is { } by ? names.Party(by) : names.Party(shipment.Sender), e.From.ToString(), e.To.ToString(), e.FromPlace, e.ToPlace, e.Vehicle, stamp.Occurred, e.Arrived, IsMine(stamp));

        ShipmentReading Reading(TemperatureRecorded e, Stamp stamp)
        {
            var closing = standing.Find(c => c.Fact is TemperatureBreachClosed closed && closed.Recording == e.Recording);
            return new ShipmentReading(
                e.Recording, stamp.Entry, e.Leg, e.TargetMinCelsius, e.TargetMaxCelsius, e.MinCelsius, e.MaxCelsius, e.Readings, e.Breaches, e.LoggerFile?.ToString(), closing is null ? null : Closing(closing), IsMine(stamp));
        }

        bool IsMine(Stamp stamp) => mine is { } && string.Equals(stamp.Organisation, mine.Uscc.ToString(), StringComparison.Ordinal);

        ShipmentClosing Closing(DecodedEntry entry)
        {
            var closed = (TemperatureBreachClosed)entry.Fact;
            return new ShipmentClosing(
                entry.Stamp.Entry, closed.Reason, closed.Note, entry.Stamp.Organisation is { } uscc ? names.Party(UnifiedSocialCreditCode.Parse(uscc)) : null, entry.Stamp.Occurred);
        }
    }

    private static IEnumerable<ShipmentSide> Sides(Shipment shipment, ActingOrganisation? mine)
    {
        if (mine is null)
            yield break;
        if (shipment.Sender == mine.Uscc)
            yield return ShipmentSide.Sends;
        if (shipment.Carrier == mine.Gln || shipment.Legs.Any(l => l.Carrier == mine.Gln))
            yield return ShipmentSide.Carries;
        if (shipment.Receiver == mine.Gln)
            yield return ShipmentSide.Receives;
    }
}

public static class GetShipmentRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/shipments/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetShipment(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetShipment)).WithTags("shipments").WithMetadata(new AccessMetadata(GetShipment.AllowedTo))
            .Produces<ShipmentView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
