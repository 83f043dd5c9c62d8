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
using Traceability.Domain.Quality;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Quality;

/// <summary>Who holds a batch has it tested; a supervisor of its regions has it tested by order.</summary>
/// <param name="Laboratory">An organisation with the capacity inspector.</param>
/// <param name="Analytes">What is to be tested for; left out, the laboratory decides.</param>
public sealed record RequestInspection(UnifiedSocialCreditCode Laboratory, InspectionKind Kind, IReadOnlyList<string>? Analytes = null, DateTimeOffset? Occurred = null)
    : IRecordingCommand<InspectionAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Supervisor];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

public sealed record InspectionAnswer(Guid Inspection, IReadOnlyList<Receipt> Receipts);

internal sealed class RequestInspectionValidator : AbstractValidator<RequestInspection>
{
    public RequestInspectionValidator()
    {
        RuleFor(c => c.Analytes).Must(a => a is null or { Count: > 0 and <= InspectionRules.MostItems }).WithErrorCode("inspection.items").WithMessage(InspectionRules.ItemsText);
        RuleForEach(c => c.Analytes).Text(InspectionRules.LongestName);
    }
}

internal sealed class RequestInspectionHandler(WriteSession session, Scopes scopes) : ICommandHandler<RequestInspection, Result<InspectionAnswer>>
{
    public async ValueTask<Result<InspectionAnswer>> Handle(RequestInspection command, CancellationToken cancellationToken)
    {
        var (db, actor) = (session.Db, session.Actor);
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await scopes.On(db).FindBatchAsync(command.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        if (command.Kind == InspectionKind.Supervision != actor.Has(Role.Supervisor))
            return InspectionProblems.NotYoursToOrder;
        if (actor.Organisation is { } mine && batch.HeldBy(mine.Uscc) is null or 0)
            return InspectionProblems.NothingHeld(batch.Subject);
        if (batch.MadeAt > occurred)
            return BatchProblems.BeforeInput(batch.Subject);
        if (await db.Organisations.SingleOrDefaultAsync(o => o.Uscc == command.Laboratory, cancellationToken) is not { } laboratory || !laboratory.Roles.Contains(Role.Inspector))
            return InspectionProblems.NotALaboratory;

        var inspection = session.NewId();
        var receipt = await session.RecordAsync(
            new InspectionRequested
            {
                Inspection = inspection,
                Gtin = batch.Gtin,
                Lot = batch.Lot,
                Kind = command.Kind,
                Laboratory = laboratory.Uscc,
                Analytes = command.Analytes,
            },
            occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new InspectionAnswer(inspection, [recorded]);
    }
}

public static class RequestInspectionRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RequestInspection, InspectionAnswer>("/api/batches/{id}/inspections", a => $"/api/inspections/{a.Inspection}", (command, id) => command with { Batch = id });
}
