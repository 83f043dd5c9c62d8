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
using Traceability.Domain.Values;

namespace Traceability.App.Features.Brands;

/// <summary>The brand's manager licenses what was applied for: so many kilograms, for so long.</summary>
/// <param name="Per">The quota is for each year of the term, or for all of it.</param>
public sealed record GrantLicence(DateOnly ValidFrom, DateOnly ValidTo, decimal QuotaKg, QuotaPeriod Per = QuotaPeriod.Year, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.BrandManager];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("licence")]
    public Guid Licence { get; init; }
}

internal sealed class GrantLicenceValidator : AbstractValidator<GrantLicence>
{
    public GrantLicenceValidator() => RuleFor(c => (decimal?)c.QuotaKg).Weight().OverridePropertyName(nameof(GrantLicence.QuotaKg));
}

internal sealed class GrantLicenceHandler(WriteSession session) : ICommandHandler<GrantLicence, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(GrantLicence command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Licence>(Subject.Licence(command.Licence)) is not { } licence)
            return BrandProblems.UnknownLicence;

        var decided = licence.Grant(
            new LicenceGranted { Licence = licence.Id, ValidFrom = command.ValidFrom, ValidTo = command.ValidTo, Quota = Quantity.Kilograms(command.QuotaKg), Per = command.Per },
            session.Actor.Member.Uscc);
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(licence.Id, [recorded]);
    }
}

public static class GrantLicenceRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<GrantLicence, MarkAnswer>("/api/licences/{id}/grant", location: null, (command, id) => command with { Licence = id });
}
