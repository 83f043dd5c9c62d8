using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Brands;

/// <summary>A cooperative asks to use a brand.</summary>
/// <param name="Kilograms">How much a year it would put the brand on.</param>
/// <param name="Statement">Why the brand should be theirs, for everybody to read.</param>
public sealed record ApplyForLicence(decimal Kilograms, string? Statement = null, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("brand")]
    public Guid Brand { get; init; }
}

internal sealed class ApplyForLicenceValidator : AbstractValidator<ApplyForLicence>
{
    public ApplyForLicenceValidator()
    {
        RuleFor(c => (decimal?)c.Kilograms).Weight().OverridePropertyName(nameof(ApplyForLicence.Kilograms));
        RuleFor(c => c.Statement).Text(500);
    }
}

internal sealed class ApplyForLicenceHandler(WriteSession session) : ICommandHandler<ApplyForLicence, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(ApplyForLicence command, CancellationToken cancellationToken)
    {
        var mine = session.Actor.Member.Uscc;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Brand>(Subject.Brand(command.Brand)) is not { } brand)
            return BrandProblems.UnknownBrand;
        if (await session.Db.Licences.AnyAsync(l => l.Brand == brand.Id && l.Licensee == mine && l.State != LicenceState.Declined && l.State != LicenceState.Ended, cancellationToken))
            return BrandProblems.Exists(mine);

        var applied = new LicenceApplied
        {
            Licence = session.NewId(),
            Brand = brand.Id,
            Licensee = mine,
            Manager = brand.Manager,
            Asked = Quantity.Kilograms(command.Kilograms),
            Statement = command.Statement,
        };
        var receipt = await session.RecordAsync(applied, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(applied.Licence, [recorded]);
    }
}

public static class ApplyForLicenceRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<ApplyForLicence, MarkAnswer>("/api/brands/{id}/licences", a => $"/api/licences/{a.Id}", (command, id) => command with { Brand = id });
}
