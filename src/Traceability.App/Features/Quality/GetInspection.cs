using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.App.Quality;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;

namespace Traceability.App.Features.Quality;

/// <summary>One inspection with what was asked, sampled and found; for its laboratory, who asked for it, and whoever sees the batch.</summary>
public sealed record GetInspection(Guid Inspection) : IQuery<Result<InspectionView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Supervisor];
}

/// <param name="Wanted">What was asked to be tested for.</param>
/// <param name="Expected">What has a limit for this product on the day of sampling, as a grid to begin with; there while the result is awaited.</param>
/// <param name="Mine">Whether it is the asking organisation's to sample and report.</param>
/// <param name="ResultEntry">The entry of the result, by which it is corrected or voided.</param>
public sealed record InspectionView(
    Guid Inspection, Guid Batch, string Gtin, string Lot, RegisteredName ProductName, InspectionKind Kind, InspectionState State, string Laboratory, RegisteredName LaboratoryName, bool Mine,
    IReadOnlyList<string> Wanted, DateOnly? SampledOn, string? SampleNumber, string? PlaceDetail, string? Sampler, InspectionVerdict? Verdict, string? ReportNumber, string? Report, string? Cma,
    string? Catl, IReadOnlyList<JudgedItem> Items, IReadOnlyList<ExpectedItem> Expected, Guid? ResultEntry);

/// <summary>A row of the grid of results before anything is measured.</summary>
/// <param name="Limit">As it is read: 0.04 mg/kg, GB 2763-2026.</param>
public sealed record ExpectedItem(string Analyte, string? Unit, string? Method, decimal? Limit, string? Standard);

internal sealed class GetInspectionHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetInspection, Result<InspectionView>>
{
    public async ValueTask<Result<InspectionView>> Handle(GetInspection query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await scopes.On(db).FindInspectionAsync(query.Inspection, cancellationToken) is not { } inspection)
            return InspectionProblems.Unknown;
        var history = await BatchChain.ReadHistoryAsync(db, inspection.Subject, cancellationToken);
        var batch = await db.Batches.IgnoreAutoIncludes().SingleAsync(b => b.Subject == inspection.Batch, cancellationToken);
        var (product, laboratory) = (Subject.Product(batch.Gtin), Subject.Organisation(inspection.Laboratory));
        var names = await RegisteredNames.ReadAsync(db, [product, laboratory], cancellationToken);
        var requested = Last<InspectionRequested>(history)?.Fact;
        var sampled = inspection.SampledOn is null ? null : Last<InspectionSampled>(history)?.Fact;
        var result = inspection.State == InspectionState.Reported ? Last<InspectionReported>(history) : null;
        var mine = actors.Actor!.Organisation?.Uscc == inspection.Laboratory;
        var wanted = requested?.Analytes ?? [];
        var expected = mine && inspection.State == InspectionState.Sampled
            ? await ResultJudge.ExpectedAsync(db, batch.Gtin, inspection.SampledOn!.Value, wanted, cancellationToken)
            : [];
        return new InspectionView(
            inspection.Id, batch.Id, batch.Gtin.ToString(), batch.Lot.ToString(), names.GetValueOrDefault(product) ?? RegisteredName.None, inspection.Kind, inspection.State,
            inspection.Laboratory.ToString(), names.GetValueOrDefault(laboratory) ?? RegisteredName.None, mine, wanted, inspection.SampledOn, sampled?.SampleNumber,
            sampled?.PlaceDetail, mine ? sampled?.Sampler : null, inspection.Verdict, result?.Fact.ReportNumber, result?.Fact.Report?.ToString(), result?.Fact.Cma,
            result?.Fact.Catl, result?.Fact.Items ?? [], [.. expected.Select(e => new ExpectedItem(e.Analyte, e.Unit, e.Method, e.Limit, e.Standard))], result?.Entry);
    }

    private static (T Fact, Guid Entry)? Last<T>(IReadOnlyList<ChainFact> history)
        where T : DomainEvent =>
        history.LastOrDefault(f => f.Entry.Fact is T) is { } last ? ((T)last.Entry.Fact, last.Entry.Envelope.Id) : null;
}

public static class GetInspectionRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/inspections/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetInspection(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetInspection)).WithTags("inspections").WithMetadata(new AccessMetadata(GetInspection.AllowedTo))
            .Produces<InspectionView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
