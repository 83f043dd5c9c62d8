using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>An administrator ends a person's part in the own organisation; with it end their keys and sessions there.</summary>
public sealed record RemoveMember(DateTimeOffset? Occurred = null) : IRecordingCommand<RemovalAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Administrator];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("member")]
    public Guid Member { get; init; }
}

public sealed record RemovalAnswer(Guid Id, string Account, IReadOnlyList<Receipt> Receipts);

internal sealed class RemoveMemberValidator : AbstractValidator<RemoveMember>
{
    public RemoveMemberValidator() => RuleFor(c => c.Member).NotEmpty().WithErrorCode("request.id").WithMessage("The member is named by the id of the account.");
}

internal sealed class RemoveMemberHandler(WriteSession session, Admissions admissions) : ICommandHandler<RemoveMember, Result<RemovalAnswer>>
{
    public async ValueTask<Result<RemovalAnswer>> Handle(RemoveMember command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var account = Subject.Account(command.Member);
        var organisation = (await session.FindAsync<Organisation>(Subject.Organisation(session.Actor.Member.Uscc)))!;
        var decided = organisation.Remove(command.Member, await session.FindAsync<Account>(account));
        if (decided.Failed(out var removed))
            return decided.Problem;
        var receipt = await session.RecordAsync(removed, occurred);
        if (receipt.Failed(out var recorded))
            return receipt.Problem;
        admissions.RevokeKeys(account, organisation.Uscc);
        admissions.EndSessions(account, organisation.Uscc);
        return new RemovalAnswer(command.Member, account, [recorded]);
    }
}

public static class RemoveMemberRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RemoveMember, RemovalAnswer>("/api/members/{id}/removal", a => a.Receipts[0].StateUrl, (command, id) => command with { Member = id });
}
