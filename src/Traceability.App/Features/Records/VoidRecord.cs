using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Records;

/// <summary>
/// A record does not hold. Who recorded it says so; it stays in the log and is shown with what voids it. Sums are worked out again; a
/// batch that more went out of than is now left stands still until its records are right.
/// </summary>
public sealed record VoidRecord(string Reason) : IRecordingCommand<VoidAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } =
        [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Certifier, Role.BrandManager, Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("entry")]
    public Guid Entry { get; init; }
}

/// <param name="Voided">The entry that does not hold.</param>
public sealed record VoidAnswer(Guid Voided, IReadOnlyList<Receipt> Receipts);

internal sealed class VoidRecordValidator : AbstractValidator<VoidRecord>
{
    public VoidRecordValidator() => RuleFor(c => c.Reason).Text(400);
}

internal sealed class VoidRecordHandler(WriteSession session) : ICommandHandler<VoidRecord, Result<VoidAnswer>>
{
    public async ValueTask<Result<VoidAnswer>> Handle(VoidRecord command, CancellationToken cancellationToken)
    {
        var voided = await Entries.Corrections.VoidAsync(session, command.Entry, command.Reason, only: null, "id", cancellationToken);
        return voided.Failed(out var receipt) ? voided.Problem : new VoidAnswer(command.Entry, [receipt]);
    }
}

public static class VoidRecordRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<VoidRecord, VoidAnswer>("/api/entries/{id}/voids", a => a.Receipts[0].StateUrl, (command, id) => command with { Entry = id });
}
