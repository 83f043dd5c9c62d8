using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Logistics;

/// <summary>Who sends or carries a shipment records one part of its way, when it is done.</summary>
/// <param name="Carrier">Left out, the carrier is whom the dispatch named, or the sender.</param>
/// <param name="From">Left out, the region that the shipment was dispatched from.</param>
/// <param name="To">Left out, the region that it goes to.</param>
/// <param name="Vehicle">Number of the vehicle, for the parties of the chain only; so are the names of the places.</param>
/// <param name="Corrects">The entry of the leg that this one takes the place of.</param>
public sealed record RecordLeg(
    DateTimeOffset Departed,
    DateTimeOffset Arrived,
    UnifiedSocialCreditCode? Carrier = null,
    RegionCode? From = null,
    RegionCode? To = null,
    string? FromPlace = null,
    string? ToPlace = null,
    string? Vehicle = null,
    Guid? Corrects = null) : IRecordingCommand<LegAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("shipment")]
    public Guid Shipment { get; init; }
}

public sealed record LegAnswer(Guid Leg, IReadOnlyList<Receipt> Receipts);

internal sealed class RecordLegValidator : AbstractValidator<RecordLeg>
{
    public RecordLegValidator()
    {
        RuleFor(c => c.FromPlace).Text(100);
        RuleFor(c => c.ToPlace).Text(100);
        RuleFor(c => c.Vehicle).Text(40);
    }
}

internal sealed class RecordLegHandler(WriteSession session, Scopes scopes) : ICommandHandler<RecordLeg, Result<LegAnswer>>
{
    public async ValueTask<Result<LegAnswer>> Handle(RecordLeg command, CancellationToken cancellationToken)
    {
        var mine = session.Actor.Member;
        if (session.Occurred(command.Departed).Problem is { } departs)
            return departs.On("departed");
        if (session.Occurred(command.Arrived).Problem is { } arrives)
            return arrives.On("arrived");
        if (await scopes.On(session.Db).FindShipmentAsync(command.Shipment, cancellationToken) is not { } shipment)
            return ShipmentProblems.Unknown;
        if (shipment.Sender != mine.Uscc && shipment.Carrier != mine.Gln)
            return ShipmentProblems.NotOfYours;
        var from = command.From ?? shipment.From;
        var to = command.To ?? shipment.To;
        if (await WhyNotBetweenAsync(from, to, cancellationToken) is { } unknown)
            return unknown;
        var carrier = shipment.Carrier;
        if (command.Carrier is { } uscc)
        {
            var named = await CarrierAsync(uscc, shipment, cancellationToken);
            if (named.Failed(out var organisation))
                return named.Problem;
            carrier = organisation.Uscc == shipment.Sender ? null : organisation.Gln;
        }

        if (await Corrections.CorrectAsync<LegRecorded>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var leg = session.NewId();
        var decided = shipment.AddLeg(
            new LegRecorded
            {
                Shipment = shipment.Id,
                Leg = leg,
                Batches = [.. shipment.Items.Select(i => i.Batch)],
                From = from,
                To = to,
                Arrived = command.Arrived,
                Carrier = carrier,
                FromPlace = command.FromPlace,
                ToPlace = command.ToPlace,
                Vehicle = command.Vehicle,
            },
            command.Departed);
        if (decided.Failed(out var driven))
            return decided.Problem;
        var receipt = await session.RecordAsync(driven, command.Departed);
        return receipt.Failed(out var recorded) ? receipt.Problem : new LegAnswer(leg, [.. voided, recorded]);
    }

    private async ValueTask<Problem?> WhyNotBetweenAsync(RegionCode from, RegionCode to, CancellationToken ct)
    {
        foreach (var (region, field) in new[] { (from, "from"), (to, "to") })
        {
            var code = region.ToString();
            if (!await session.Db.Regions.AnyAsync(r => r.Code == code, ct))
                return PartyProblems.UnknownRegion(code).On(field);
        }

        return null;
    }

    private async ValueTask<Result<Organisation>> CarrierAsync(UnifiedSocialCreditCode uscc, Shipment shipment, CancellationToken ct)
    {
        if (await session.Db.Organisations.SingleOrDefaultAsync(o => o.Uscc == uscc, ct) is not { } organisation)
            return ShipmentProblems.UnknownParty("carrier");
        return organisation.Uscc == shipment.Sender || organisation.Roles.Contains(Role.Logistics) ? organisation : ShipmentProblems.NotACarrier;
    }
}

public static class RecordLegRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordLeg, LegAnswer>("/api/shipments/{id}/legs", a => a.Receipts[^1].StateUrl, (command, id) => command with { Shipment = id });
}
