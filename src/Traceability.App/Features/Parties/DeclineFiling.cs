using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Parties;

/// <summary>A supervisor of the region turns a filing down. Whoever filed it reads the reason.</summary>
public sealed record DeclineFiling(string Reason) : IRestrictedCommand<DeclinedAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("filing")]
    public Guid Filing { get; init; }
}

public sealed record DeclinedAnswer(Guid Filing);

internal sealed class DeclineFilingValidator : AbstractValidator<DeclineFiling>
{
    public DeclineFilingValidator() => RuleFor(c => c.Reason).Text(500);
}

internal sealed class DeclineFilingHandler(WriteSession session, Scopes scopes) : ICommandHandler<DeclineFiling, Result<DeclinedAnswer>>
{
    public async ValueTask<Result<DeclinedAnswer>> Handle(DeclineFiling command, CancellationToken cancellationToken)
    {
        if (await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == command.Filing, cancellationToken) is not { } filing)
            return FilingProblems.Unknown;
        if (!await scopes.On(session.Db).SupervisesAsync(filing.Region, cancellationToken))
            return PartyProblems.OutsideYourRegion(filing.Region.ToString());
        return session.TryDecide(filing, FilingState.Declined, command.Reason) ? new DeclinedAnswer(filing.Id) : FilingProblems.Decided;
    }
}

public static class DeclineFilingRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<DeclineFiling, DeclinedAnswer>("/api/filings/{id}/refusal", location: null, (command, id) => command with { Filing = id });
}
