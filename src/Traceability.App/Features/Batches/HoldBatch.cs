using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Batches;

/// <summary>A batch and everything made from it stands still: who made or holds it, or a supervisor of its regions, has a reason to look first.</summary>
public sealed record HoldBatch(string Reason, DateTimeOffset? Occurred = null) : IRecordingCommand<HoldAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

/// <param name="Stop">What <c>releases</c> asks for.</param>
public sealed record HoldAnswer(Guid Batch, Guid Stop, IReadOnlyList<Receipt> Receipts);

internal sealed class HoldBatchValidator : AbstractValidator<HoldBatch>
{
    public HoldBatchValidator() => RuleFor(c => c.Reason).Text(400);
}

internal sealed class HoldBatchHandler(WriteSession session, Scopes scopes) : ICommandHandler<HoldBatch, Result<HoldAnswer>>
{
    public async ValueTask<Result<HoldAnswer>> Handle(HoldBatch command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).FindBatchAsync(command.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        if (!session.Actor.MayStop(batch))
            return BatchProblems.NotYours(batch.Subject);
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var receipt = await session.RecordAsync(new BatchHeld { Gtin = batch.Gtin, Lot = batch.Lot, Reason = command.Reason }, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new HoldAnswer(batch.Id, recorded.Entry, [recorded]);
    }
}

public static class HoldBatchRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<HoldBatch, HoldAnswer>("/api/batches/{id}/holds", a => $"/api/batches/{a.Batch}", (command, id) => command with { Batch = id });
}
