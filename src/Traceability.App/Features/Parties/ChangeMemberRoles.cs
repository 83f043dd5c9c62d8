using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>An administrator changes what a member of the own organisation may do there.</summary>
public sealed record ChangeMemberRoles(IReadOnlyList<Role> Roles, DateTimeOffset? Occurred = null) : IRecordingCommand<MemberAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("member")]
    public Guid Member { get; init; }
}

public sealed record MemberAnswer(Guid Id, string Account, IReadOnlyList<Role> Roles, IReadOnlyList<Receipt> Receipts);

internal sealed class ChangeMemberRolesValidator : AbstractValidator<ChangeMemberRoles>
{
    public ChangeMemberRolesValidator() => RuleFor(c => c.Roles).Roles().WithErrorCode("member.roles");
}

internal sealed class ChangeMemberRolesHandler(WriteSession session) : ICommandHandler<ChangeMemberRoles, Result<MemberAnswer>>
{
    public async ValueTask<Result<MemberAnswer>> Handle(ChangeMemberRoles command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var account = Subject.Account(command.Member);
        var organisation = (await session.FindAsync<Organisation>(Subject.Organisation(session.Actor.Member.Uscc)))!;
        var decided = organisation.ChangeRoles(command.Member, await session.FindAsync<Account>(account), command.Roles);
        if (decided.Failed(out var changed))
            return decided.Problem;
        var receipt = await session.RecordAsync(changed, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MemberAnswer(command.Member, account, changed.Roles, [recorded]);
    }
}

public static class ChangeMemberRolesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ChangeMemberRoles, MemberAnswer>("/api/members/{id}/roles", a => a.Receipts[0].StateUrl, (command, id) => command with { Member = id });
}
