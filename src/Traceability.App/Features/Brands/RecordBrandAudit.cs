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

/// <summary>The brand's manager records how a licensee was found to use the brand.</summary>
/// <param name="Findings">What was found, one by one, for everybody to read.</param>
public sealed record RecordBrandAudit(AuditOutcome Outcome, IReadOnlyList<string>? Findings = null, DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.BrandManager];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("licence")]
    public Guid Licence { get; init; }
}

internal sealed class RecordBrandAuditValidator : AbstractValidator<RecordBrandAudit>
{
    public RecordBrandAuditValidator()
    {
        RuleFor(c => c.Findings).Must(f => f is null or { Count: <= 20 }).WithErrorCode("brand.findings-count").WithMessage("An audit has at most 20 findings.");
        RuleForEach(c => c.Findings).Text(300);
    }
}

internal sealed class RecordBrandAuditHandler(WriteSession session) : ICommandHandler<RecordBrandAudit, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(RecordBrandAudit command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await session.FindAsync<Licence>(Subject.Licence(command.Licence)) is not { } licence)
            return BrandProblems.UnknownLicence;

        var decided = licence.Audit(command.Outcome, command.Findings ?? [], session.Actor.Member.Uscc);
        if (decided.Failed(out var fact))
            return decided.Problem;
        var receipt = await session.RecordAsync(fact, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(licence.Id, [recorded]);
    }
}

public static class RecordBrandAuditRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordBrandAudit, MarkAnswer>("/api/licences/{id}/audits", location: null, (command, id) => command with { Licence = id });
}
