using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App;
using Traceability.App.Features.Cultivation;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Records that a pesticide was used on a plot.</summary>
[MayUse(Role.Cooperative)]
public sealed class RecordSprayingModel(ISender sender, IdempotencyContext idempotency, DeploymentOptions deployment, Wording text)
    : FormPage("gln", "plot", "crop", "product", "ingredients", "intervalDays", "registration", "pest", "operator", "note", "occurred")
{
    private static readonly char[] Between = ['、', ',', '，', ';', '；', '\n', '\r'];

    public PlotLink Plot { get; private set; } = null!;

    public Pick Crops => CropPick.Of(Form, text);

    public IActionResult OnGet(string? gln, string? plot)
    {
        if (PlotLink.Of(gln, plot) is not { } link)
            return NotFound();
        Plot = link;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (PlotLink.Of(Form.Typed("gln"), Form.Typed("plot")) is not { } link)
            return NotFound();
        Plot = link;
        if (Form.Looks)
            return Page();
        if (!FoodClass.TryParse(Form.Picked("crop"), out var crop) && Form.Text("crop") is not null)
            Form.Refuse(FormProblems.NothingChosen("crop"));
        var product = Form.Required("product");
        string[] ingredients = Form.Required("ingredients").Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var days = Form.WholeOrNone("intervalDays");
        var occurred = Form.Moment("occurred", deployment.TimeZone);
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var recorded = await sender.Send(
            new RecordSpraying(
                link.Base, link.Plot, crop, product, ingredients, days, Form.Text("registration"), DosePerMu: null, Form.Text("pest"), Form.Text("operator"), Form.Text("note"), occurred),
            cancellationToken);
        if (recorded.Problem is { } problem)
            return Refuse(problem.Field?.StartsWith("ingredients", StringComparison.Ordinal) == true ? problem.On("ingredients") : problem);
        if (recorded.Value.HarvestsInside is { Count: > 0 })
            TempData.Say("spraying-flagged");
        else
            TempData.Say("spraying-recorded");
        return LocalRedirect(link.Log);
    }
}
