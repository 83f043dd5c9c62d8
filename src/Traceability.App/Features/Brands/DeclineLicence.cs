using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Brands;

/// <summary>The brand's manager turns an application down.</summary>
/// <param name="Reason">For everybody to read.</param>
public sealed record DeclineLicence(string Reason, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.BrandManager];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("licence")]
    public Guid Licence { get; init; }
}

internal sealed class DeclineLicenceValidator : AbstractValidator<DeclineLicence>
{
    public DeclineLicenceValidator() => RuleFor(c => c.Reason).Reason();
}

internal sealed class DeclineLicenceHandler(WriteSession session) : ICommandHandler<DeclineLicence, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(DeclineLicence command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Licence>(Subject.Licence(command.Licence)) is not { } licence)
            return BrandProblems.UnknownLicence;

        var decided = licence.Decline(command.Reason, session.Actor.Member.Uscc);
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(licence.Id, [recorded]);
    }
}

public static class DeclineLicenceRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<DeclineLicence, MarkAnswer>("/api/licences/{id}/refusal", location: null, (command, id) => command with { Licence = id });
}
