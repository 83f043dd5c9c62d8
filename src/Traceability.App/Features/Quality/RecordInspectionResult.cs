using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Files;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.App.Quality;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Quality;

/// <summary>
/// A laboratory gives the result of a sample. The server judges it by the limits in force on the day of sampling; what is over its
/// limit stops the batch and everything made from it.
/// </summary>
/// <param name="Passes">What the laboratory itself says; refused where its numbers say otherwise.</param>
/// <param name="Report">SHA-256 of the report, stored before.</param>
/// <param name="Corrects">The entry of the result that this one takes the place of.</param>
/// <param name="Cma">Number of the metrology accreditation on the report.</param>
/// <param name="Catl">Number of the accreditation for farm products on the report.</param>
public sealed record RecordInspectionResult(
    IReadOnlyList<MeasuredItem> Items, string ReportNumber, FileHash? Report = null, bool? Passes = null, string? Cma = null, string? Catl = null, DateTimeOffset? Occurred = null,
    Guid? Corrects = null)
    : IRecordingCommand<ResultAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Inspector];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("inspection")]
    public Guid Inspection { get; init; }
}

public sealed record ResultAnswer(Guid Inspection, InspectionVerdict Verdict, IReadOnlyList<JudgedItem> Items, IReadOnlyList<Receipt> Receipts);

internal sealed class RecordInspectionResultValidator : AbstractValidator<RecordInspectionResult>
{
    public RecordInspectionResultValidator()
    {
        RuleFor(c => c.Items).Must(i => i.Count is > 0 and <= InspectionRules.MostItems).WithErrorCode("inspection.items").WithMessage(InspectionRules.ItemsText);
        RuleForEach(c => c.Items).ChildRules(i =>
        {
            i.RuleFor(x => x.Analyte).Text(InspectionRules.LongestName);
            i.RuleFor(x => x.Method).Text(60);
            i.RuleFor(x => x.Unit).Must(ContentUnit.IsKnown).WithErrorCode("inspection.unit-unknown").WithMessage($"The unit is one of {string.Join(", ", ContentUnit.All)}.");
            i.RuleFor(x => x.Value).Must((x, v) => InspectionRules.IsContent(v) && InspectionRules.IsContent(x.DetectionLimit) && (v is not null || x.DetectionLimit > 0))
                .WithErrorCode("inspection.value").WithMessage("A value is from 0 to a thousand million with at most nine decimals; what was not detected has a detection limit above 0.");
        });
        RuleFor(c => c.ReportNumber).Text(60);
        RuleFor(c => c.Cma).Text(60);
        RuleFor(c => c.Catl).Text(60);
    }
}

internal sealed class RecordInspectionResultHandler(WriteSession session, Scopes scopes) : ICommandHandler<RecordInspectionResult, Result<ResultAnswer>>
{
    public async ValueTask<Result<ResultAnswer>> Handle(RecordInspectionResult command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await scopes.On(session.Db).FindInspectionAsync(command.Inspection, cancellationToken) is not { } seen || await session.FindAsync<Inspection>(seen.Subject) is not { } inspection)
            return InspectionProblems.Unknown;
        if (await Corrections.CorrectAsync<InspectionReported>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        if (inspection.WhyNotReport(session.Actor.Member.Uscc, occurred) is { } problem)
            return problem;
        if (command.Items.GroupBy(i => SubstanceName.Key(i.Analyte), StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            return InspectionProblems.Twice(twice.First().Analyte);
        if (command.Report is { } report && StoredFiles.WhyNotName(session, report, "report") is { } unnamed)
            return unnamed;

        var batch = (await session.FindAsync<Batch>(inspection.Batch))!;
        var judged = await ResultJudge.JudgeAsync(session.Db, batch, inspection.Kind, inspection.SampledOn!.Value, command.Items, cancellationToken);
        if (judged.Failed(out var items))
            return judged.Problem;
        var verdict = Judgement.Sum(items);
        if (command.Passes is { } said && said == verdict is InspectionVerdict.Fail or InspectionVerdict.Suspect)
            return InspectionProblems.Verdict(said, verdict, items);

        var receipt = await session.RecordAsync(
            new InspectionReported
            {
                Inspection = inspection.Id,
                Gtin = batch.Gtin,
                Lot = batch.Lot,
                Kind = inspection.Kind,
                Laboratory = inspection.Laboratory,
                SampledOn = inspection.SampledOn.Value,
                Verdict = verdict,
                Report = command.Report,
                ReportNumber = command.ReportNumber,
                Cma = command.Cma,
                Catl = command.Catl,
                Items = items,
            },
            occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new ResultAnswer(inspection.Id, verdict, items, [.. voided, recorded]);
    }
}

public static class RecordInspectionResultRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RecordInspectionResult, ResultAnswer>("/api/inspections/{id}/result", a => $"/api/inspections/{a.Inspection}", (command, id) => command with { Inspection = id });
}
