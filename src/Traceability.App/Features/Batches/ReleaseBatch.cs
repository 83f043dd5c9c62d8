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

/// <summary>One stop of a batch is lifted, with the reason why. A failed test and a recall are a supervisor's to lift; so is another's hold.</summary>
/// <param name="Stop">The entry that stopped it.</param>
public sealed record ReleaseBatch(Guid Stop, string Reason, DateTimeOffset? Occurred = null) : IRecordingCommand<ReleaseAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

/// <param name="StopsLeft">Further stops of the batch itself.</param>
public sealed record ReleaseAnswer(Guid Batch, int StopsLeft, IReadOnlyList<Receipt> Receipts);

internal sealed class ReleaseBatchValidator : AbstractValidator<ReleaseBatch>
{
    public ReleaseBatchValidator() => RuleFor(c => c.Reason).Text(400);
}

internal sealed class ReleaseBatchHandler(WriteSession session, Scopes scopes) : ICommandHandler<ReleaseBatch, Result<ReleaseAnswer>>
{
    public async ValueTask<Result<ReleaseAnswer>> Handle(ReleaseBatch command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).FindBatchAsync(command.Batch, cancellationToken) is not { } seen)
            return BatchProblems.Unknown("id");
        var batch = (await session.FindAsync<Batch>(seen.Subject))!;
        var decided = batch.Release(new BatchReleased { Gtin = batch.Gtin, Lot = batch.Lot, Stop = command.Stop, Reason = command.Reason });
        if (decided.Failed(out var released))
            return decided.Problem;
        if (!session.Actor.Has(Role.Supervisor) && !await IsOwnHoldAsync(batch, command.Stop, cancellationToken))
            return BatchProblems.NotYoursToRelease;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var receipt = await session.RecordAsync(released, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ReleaseAnswer(batch.Id, batch.Stops.Count, [recorded]);
    }

    private async Task<bool> IsOwnHoldAsync(Batch batch, Guid stop, CancellationToken ct) =>
        batch.Stops.Single(s => s.Entry == stop).Kind == StopKind.Hold
        && await Entries.BatchChain.ReadEntryAsync(session.Db, stop, ct) is { Entry.Fact: BatchHeld } held
        && string.Equals(held.Entry.Stamp.Organisation, session.Actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal);
}

public static class ReleaseBatchRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ReleaseBatch, ReleaseAnswer>("/api/batches/{id}/releases", a => $"/api/batches/{a.Batch}", (command, id) => command with { Batch = id });
}
