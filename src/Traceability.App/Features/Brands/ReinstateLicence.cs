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

/// <summary>The brand's manager puts a warned or suspended licence in order again.</summary>
/// <param name="Reason">For everybody to read.</param>
public sealed record ReinstateLicence(string Reason, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.BrandManager];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("licence")]
    public Guid Licence { get; init; }
}

internal sealed class ReinstateLicenceValidator : AbstractValidator<ReinstateLicence>
{
    public ReinstateLicenceValidator() => RuleFor(c => c.Reason).Reason();
}

internal sealed class ReinstateLicenceHandler(WriteSession session) : ICommandHandler<ReinstateLicence, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(ReinstateLicence command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Licence>(Subject.Licence(command.Licence)) is not { } licence)
            return BrandProblems.UnknownLicence;

        var decided = licence.Reinstate(command.Reason, session.Actor.Member.Uscc);
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(licence.Id, [recorded]);
    }
}

public static class ReinstateLicenceRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ReinstateLicence, MarkAnswer>("/api/licences/{id}/reinstatement", location: null, (command, id) => command with { Licence = id });
}
