using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Supervision;

/// <summary>A recall is over: how much came back or was destroyed, and what was found. What was recalled stays stopped.</summary>
public sealed record CloseRecall(decimal RecoveredKg, string Outcome, DateTimeOffset? Occurred = null) : IRecordingCommand<RecallClosedAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("recall")]
    public Guid Recall { get; init; }
}

public sealed record RecallClosedAnswer(Guid Recall, IReadOnlyList<Receipt> Receipts);

internal sealed class CloseRecallValidator : AbstractValidator<CloseRecall>
{
    public CloseRecallValidator()
    {
        RuleFor(c => c.RecoveredKg).Must(kg => Quantity.TryCreate(kg, UnitCode.Kilogram, out _, out _)).WithErrorCode("quantity.kilograms").WithMessage("A weight is not below zero, with at most six decimals.");
        RuleFor(c => c.Outcome).Text(400);
    }
}

internal sealed class CloseRecallHandler(WriteSession session, Scopes scopes) : ICommandHandler<CloseRecall, Result<RecallClosedAnswer>>
{
    public async ValueTask<Result<RecallClosedAnswer>> Handle(CloseRecall command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).FindRecallAsync(command.Recall, cancellationToken) is not { } recall)
            return RecallProblems.Unknown;
        if (recall.OpenedFor is { } opener ? !string.Equals(opener, session.Actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal) : !session.Actor.Has(Role.Supervisor))
            return RecallProblems.NotYours;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var decided = recall.Close(new RecallClosed { Recall = recall.Id, Batches = [.. recall.Batches.Select(b => b.Batch)], RecoveredKg = command.RecoveredKg, Outcome = command.Outcome });
        if (decided.Failed(out var closed))
            return decided.Problem;
        var receipt = await session.RecordAsync(closed, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new RecallClosedAnswer(recall.Id, [recorded]);
    }
}

public static class CloseRecallRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<CloseRecall, RecallClosedAnswer>("/api/recalls/{id}/closings", a => $"/api/recalls/{a.Recall}", (command, id) => command with { Recall = id });
}
