using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Supervision;

/// <summary>The operator ends somebody's supervision of a region; their sessions end, and their keys with the last region.</summary>
public sealed record DismissSupervisor(RegionCode Region, DateTimeOffset? Occurred = null) : IRecordingCommand<DismissalAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("supervisor")]
    public Guid Supervisor { get; init; }
}

public sealed record DismissalAnswer(Guid Id, string Account, IReadOnlyList<Receipt> Receipts);

internal sealed class DismissSupervisorValidator : AbstractValidator<DismissSupervisor>
{
    public DismissSupervisorValidator() => RuleFor(c => c.Supervisor).NotEmpty().WithErrorCode("request.id").WithMessage("The supervisor is named by the id of the account.");
}

internal sealed class DismissSupervisorHandler(WriteSession session, Admissions admissions) : ICommandHandler<DismissSupervisor, Result<DismissalAnswer>>
{
    public async ValueTask<Result<DismissalAnswer>> Handle(DismissSupervisor command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var subject = Subject.Account(command.Supervisor);
        var account = await session.FindAsync<Account>(subject);
        var decided = Account.Dismiss(command.Supervisor, account, command.Region);
        if (decided.Failed(out var dismissed))
            return decided.Problem;
        var receipt = await session.RecordAsync(dismissed, occurred);
        if (receipt.Failed(out var recorded))
            return receipt.Problem;
        admissions.EndSessions(subject);
        if (account!.Appointments.Count == 0)
            admissions.RevokeKeys(subject, organisation: null);
        return new DismissalAnswer(command.Supervisor, subject, [recorded]);
    }
}

public static class DismissSupervisorRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<DismissSupervisor, DismissalAnswer>("/api/supervisors/{id}/dismissal", a => a.Receipts[0].StateUrl, (command, id) => command with { Supervisor = id });
}
