using Mediator;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Traceability.App;
using Traceability.App.Features.Cultivation;
using Traceability.App.Pipeline;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Records a step of growing on a plot.</summary>
[MayUse(Role.Cooperative)]
public sealed class RecordStepModel(ISender sender, IdempotencyContext idempotency, DeploymentOptions deployment, Wording text)
    : FormPage("gln", "plot", "step", "input", "perMu", "note", "occurred")
{
    public PlotLink Plot { get; private set; } = null!;

    public IReadOnlyList<ChoiceOption> Steps => [.. Enum.GetNames<CultivationStep>().Select(step => new ChoiceOption(step, new HtmlContentBuilder().Append(text[$"step.{step}"])))];


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
        var step = Form.SomeOf<CultivationStep>("step", Enum.GetValues<CultivationStep>());
        var amount = Form.NumberOrNone("perMu");
        var occurred = Form.Moment("occurred", deployment.TimeZone);
        if (amount is < 0 || (amount is { } kg && !Quantity.TryCreate(kg, UnitCode.Kilogram, out _, out _)))
            Form.Refuse(FormProblems.NoNumber("perMu"));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var recorded = await sender.Send(
            new RecordCultivationStep(link.Base, link.Plot, step[0], Crop: null, Form.Text("input"), amount is { } perMu ? Quantity.Kilograms(perMu) : null, Form.Text("note"), occurred), cancellationToken);
        if (recorded.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("step-recorded");
        return LocalRedirect(link.Log);
    }
}
