using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Complaints;

/// <summary>A supervisor of the batch's regions decides a complaint: closes it, warns whoever scans the label, or holds the batch.</summary>
/// <param name="Reason">Shown to everybody.</param>
public sealed record DecideComplaint(ComplaintDecision Decision, string Reason) : IRecordingCommand<DecisionAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("complaint")]
    public Guid Complaint { get; init; }
}

public sealed record DecisionAnswer(Guid Complaint, IReadOnlyList<Receipt> Receipts);

internal sealed class DecideComplaintValidator : AbstractValidator<DecideComplaint>
{
    public DecideComplaintValidator() => RuleFor(c => c.Reason).Text(400);
}

internal sealed class DecideComplaintHandler(WriteSession session, Scopes scopes) : ICommandHandler<DecideComplaint, Result<DecisionAnswer>>
{
    public async ValueTask<Result<DecisionAnswer>> Handle(DecideComplaint command, CancellationToken cancellationToken)
    {
        if (await session.Db.Complaints.AsTracking().SingleOrDefaultAsync(c => c.Id == command.Complaint, cancellationToken) is not { } complaint)
            return ComplaintProblems.Unknown;
        var batch = (await session.FindAsync<Batch>(complaint.Batch))!;
        if (await scopes.On(session.Db).FindBatchAsync(batch.Id, cancellationToken) is null)
            return ComplaintProblems.Unknown;
        if (complaint.Decision is not null)
            return ComplaintProblems.Decided;
        (complaint.Decision, complaint.Reason, complaint.DecidedAt) = (command.Decision, command.Reason, session.Now);

        var decided = await session.RecordAsync(
            new ComplaintDecided { Complaint = complaint.Id, Gtin = batch.Gtin, Lot = batch.Lot, Decision = command.Decision, Reason = command.Reason }, session.Now);
        if (decided.Failed(out var receipt))
            return decided.Problem;
        if (command.Decision != ComplaintDecision.Hold)
            return new DecisionAnswer(complaint.Id, [receipt]);
        var held = await session.RecordAsync(new BatchHeld { Gtin = batch.Gtin, Lot = batch.Lot, Reason = command.Reason }, session.Now);
        return held.Failed(out var stop) ? held.Problem : new DecisionAnswer(complaint.Id, [receipt, stop]);
    }
}

public static class DecideComplaintRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<DecideComplaint, DecisionAnswer>("/api/complaints/{id}/decision", a => a.Receipts[0].StateUrl, (command, id) => command with { Complaint = id });
}
