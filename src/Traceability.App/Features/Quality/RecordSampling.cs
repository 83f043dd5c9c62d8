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
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Quality;

/// <summary>A laboratory's inspector takes a sample: asked to, or in the market, of whatever batch the label names.</summary>
/// <param name="Place">The region where it was taken.</param>
/// <param name="Inspection">The request that it answers; left out, the sample begins an inspection of its own.</param>
/// <param name="Kind">Of an inspection that begins here; laboratory if left out.</param>
/// <param name="Quantity">How much was taken, in the unit of the batch.</param>
/// <param name="PlaceDetail">Store, market, stall; for the parties and the supervisors.</param>
/// <param name="Sampler">Who took it; shown to nobody but the laboratory.</param>
public sealed record RecordSampling(
    Gtin Gtin, LotNumber Lot, RegionCode Place, string SampleNumber, Guid? Inspection = null, InspectionKind? Kind = null, decimal? Quantity = null, string? PlaceDetail = null,
    string? Sampler = null, DateTimeOffset? Occurred = null) : IRecordingCommand<InspectionAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Inspector];
}

internal sealed class RecordSamplingValidator : AbstractValidator<RecordSampling>
{
    public RecordSamplingValidator()
    {
        RuleFor(c => c.SampleNumber).Text(60);
        RuleFor(c => c.PlaceDetail).Text(200);
        RuleFor(c => c.Sampler).Text(100);
        RuleFor(c => c.Quantity).Must(q => q is null || (q > 0 && Domain.Values.Quantity.TryCreate(q.Value, UnitCode.Kilogram, out _, out _)))
            .WithErrorCode("quantity.form").WithMessage("A quantity is above zero, with at most six decimals.");
    }
}

internal sealed class RecordSamplingHandler(WriteSession session, Scopes scopes, DeploymentOptions deployment) : ICommandHandler<RecordSampling, Result<InspectionAnswer>>
{
    public async ValueTask<Result<InspectionAnswer>> Handle(RecordSampling command, CancellationToken cancellationToken)
    {
        var laboratory = session.Actor.Member.Uscc;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        // Whoever holds a label may have it tested: that the batch is there is no secret.
        if (await session.FindAsync<Batch>(Subject.Batch(command.Gtin, command.Lot)) is not { } batch)
            return BatchProblems.Unknown("lot");
        if (batch.MadeAt > occurred)
            return BatchProblems.BeforeInput(batch.Subject);
        var region = command.Place.ToString();
        if (!await session.Db.Regions.AnyAsync(r => r.Code == region, cancellationToken))
            return PartyProblems.UnknownRegion(region) with { Field = "place" };
        Quantity? quantity = null;
        if (command.Quantity is { } taken)
        {
            if (!Domain.Values.Quantity.TryCreate(taken, batch.Unit, out var read, out var broken))
                return new Problem(broken.Rule, ProblemKind.Refused, broken.Message).On("quantity");
            quantity = read;
        }

        var asked = new InspectionSampled
        {
            Inspection = command.Inspection ?? session.NewId(),
            Gtin = batch.Gtin,
            Lot = batch.Lot,
            Kind = command.Kind ?? InspectionKind.Laboratory,
            Laboratory = laboratory,
            SampledOn = deployment.DayOf(occurred),
            Place = command.Place,
            Quantity = quantity,
            SampleNumber = command.SampleNumber,
            PlaceDetail = command.PlaceDetail,
            Sampler = command.Sampler,
        };
        if (command.Inspection is { } id)
        {
            if (await scopes.On(session.Db).FindInspectionAsync(id, cancellationToken) is not { } seen || await session.FindAsync<Inspection>(seen.Subject) is not { } inspection)
                return InspectionProblems.Unknown.On("inspection");
            var decided = inspection.Sample(asked with { Kind = inspection.Kind });
            if (decided.Failed(out var sampled))
                return decided.Problem;
            asked = sampled;
        }

        var receipt = await session.RecordAsync(asked, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new InspectionAnswer(asked.Inspection, [recorded]);
    }
}

public static class RecordSamplingRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordSampling, InspectionAnswer>("/api/inspections/samples", a => $"/api/inspections/{a.Inspection}");
}
