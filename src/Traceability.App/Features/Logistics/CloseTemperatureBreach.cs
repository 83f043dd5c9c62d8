using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Logistics;

/// <summary>The receiver, or a supervisor of the seat of who sends or receives, says what a temperature breach came to. The goods stand for it, not the sensor.</summary>
/// <param name="Note">For the parties of the chain.</param>
public sealed record CloseTemperatureBreach(Guid Recording, BreachReason Reason, string? Note = null, DateTimeOffset? Occurred = null) : IRecordingCommand<BreachAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("shipment")]
    public Guid Shipment { get; init; }
}

public sealed record BreachAnswer(Guid Recording, IReadOnlyList<Receipt> Receipts);

internal sealed class CloseTemperatureBreachValidator : AbstractValidator<CloseTemperatureBreach>
{
    public CloseTemperatureBreachValidator() => RuleFor(c => c.Note).Text(300);
}

internal sealed class CloseTemperatureBreachHandler(WriteSession session, Scopes scopes) : ICommandHandler<CloseTemperatureBreach, Result<BreachAnswer>>
{
    public async ValueTask<Result<BreachAnswer>> Handle(CloseTemperatureBreach command, CancellationToken cancellationToken)
    {
        var scope = scopes.On(session.Db);
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await scope.FindShipmentAsync(command.Shipment, cancellationToken) is not { } shipment)
            return ShipmentProblems.Unknown;
        if (shipment.Receiver != session.Actor.Organisation?.Gln && !await scope.SupervisesAsync(shipment, cancellationToken))
            return ShipmentProblems.NotOfYours;
        var decided = shipment.CloseBreach(
            new TemperatureBreachClosed
            {
                Shipment = shipment.Id,
                Recording = command.Recording,
                Batches = [.. shipment.Items.Select(i => i.Batch)],
                Reason = command.Reason,
                Note = command.Note,
            },
            occurred);
        if (decided.Failed(out var closed))
            return decided.Problem;
        var receipt = await session.RecordAsync(closed, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new BreachAnswer(command.Recording, [recorded]);
    }
}

public static class CloseTemperatureBreachRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<CloseTemperatureBreach, BreachAnswer>("/api/shipments/{id}/breach-closings", a => a.Receipts[0].StateUrl, (command, id) => command with { Shipment = id });
}
