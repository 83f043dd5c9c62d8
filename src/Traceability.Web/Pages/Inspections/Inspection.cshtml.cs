using Mediator;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Access;
using Traceability.App.Features.Quality;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Inspections;

/// <summary>One inspection; for its laboratory the grid of its result while that is awaited.</summary>
[MayUse(Role.Inspector, Role.Supervisor, Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
[RequestSizeLimit(SentFile.MostBytes)]
public sealed class InspectionModel(ISender sender, IdempotencyContext idempotency, ActorContext actors, DeploymentNotice notice, Wording text) : FormPage([.. FieldNames])
{
    /// <summary>As many as a result may have.</summary>
    private const int MostRows = 60;
    private const int SpareRows = 4;

    private static readonly string[] FieldNames =
        ["rows", "reportNumber", "report", "cma", "catl", "passes", "occurred", "items", .. Enumerable.Range(0, MostRows).SelectMany(i => ResultRow.Parts.Select(p => ResultRow.Name(i, p)))];

    public InspectionView Inspection { get; private set; } = null!;

    /// <summary>Rows of the grid; none where no result is awaited from who looks.</summary>
    public int Rows { get; private set; }

    /// <summary>How many of them nobody asked for and no limit stands for: the last ones, which wait out of sight.</summary>
    public int Spare => Math.Max(0, Rows - Inspection.Expected.Count);

    public bool SpareAreUsed => Inspection.Expected.Count == 0
        || Enumerable.Range(Rows - Spare, Spare).Any(i => ResultRow.Parts.Any(p => Form.TryGetProblem(ResultRow.Name(i, p), out _)) || Form.Typed(ResultRow.Name(i, "analyte")).Length > 0);

    public IReadOnlyList<ChoiceOption> Outcomes => [new("true", new StringHtmlContent(text["test.verdict.Pass"])), new("false", new StringHtmlContent(text["test.verdict.Fail"]))];

    public string Back => actors.Actor!.Has(Role.Inspector) ? "/inspections" : actors.Actor.Has(Role.Supervisor) ? "/region/failures" : "/today";

    public string BackTo => actors.Actor!.Has(Role.Inspector) ? "room.inspections" : actors.Actor.Has(Role.Supervisor) ? "room.failures" : "room.today";

    public IHtmlContent? LimitOf(int row, Wording words) => row < Inspection.Expected.Count && Inspection.Expected[row] is { Limit: { } limit, Unit: { } unit, Standard: { } standard }
        ? words.Sentence("inspection.limit", words.Content(limit, unit), standard) : null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        foreach (var (i, expected) in Inspection.Expected.Take(MostRows).Index())
        {
            Form.Fill(ResultRow.Name(i, "analyte"), expected.Analyte);
            Form.Fill(ResultRow.Name(i, "unit"), expected.Unit);
            Form.Fill(ResultRow.Name(i, "method"), expected.Method);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? report, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        Rows = Math.Clamp(Form.WholeOrNone("rows") ?? 0, Rows, MostRows);
        var (items, number) = (ReadItems(), Form.Required("reportNumber"));
        var occurred = Form.Moment("occurred", notice.TimeZone);
        if (Form.Refused)
            return Refuse();
        if (await sender.KeepAsync(report, "report", cancellationToken) is var kept && kept.Problem is { } unkept)
            return Refuse(unkept);
        idempotency.Key = Form.Once;
        bool? passes = Form.Typed("passes") is { Length: > 0 } said ? said == "true" : null;
        var recorded = await sender.Send(new RecordInspectionResult(items, number, kept.Value, passes, Form.Text("cma"), Form.Text("catl"), occurred) { Inspection = id }, cancellationToken);
        if (recorded.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("reported");
        return LocalRedirect($"/inspections/{id}");
    }

    /// <summary>The rows in which something was found, or was not and the detection limit says so.</summary>
    private List<MeasuredItem> ReadItems()
    {
        var items = new List<MeasuredItem>();
        for (var i = 0; i < Rows; i++)
        {
            var (value, least) = (Form.NumberOrNone(ResultRow.Name(i, "value")), Form.NumberOrNone(ResultRow.Name(i, "detectionLimit")));
            if (value is null && least is null)
                continue;
            items.Add(new MeasuredItem(Form.Required(ResultRow.Name(i, "analyte")), Form.Required(ResultRow.Name(i, "unit")), Form.Required(ResultRow.Name(i, "method")), value, least));
        }

        return items;
    }

    private async Task<bool> TryLoadAsync(Guid id, CancellationToken ct)
    {
        if ((await sender.Send(new GetInspection(id), ct)).Failed(out var view))
            return false;
        Inspection = view;
        Rows = view is { Mine: true, State: InspectionState.Sampled } ? Math.Min(view.Expected.Count + SpareRows, MostRows) : 0;
        return true;
    }
}
