using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Supervision;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>A batch and everything made from it is to be called back.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor)]
public sealed class RecallModel(ISender sender, IdempotencyContext idempotency, Wording text) : BatchPage(sender, "class", "reason", "holdSiblings")
{
    private static readonly RecallClass[] Offered = Enum.GetValues<RecallClass>();

    public IReadOnlyList<ChoiceOption> Classes { get; } = [.. Offered.Select(c => new ChoiceOption(c.ToString(), Cell.Of(text[$"recall.class.{c}"])))];

    public IReadOnlyList<ChoiceOption> Siblings { get; } = [new ChoiceOption("yes", Cell.Of(text["recall.siblings.hold"]), Cell.Of(text["recall.siblings.why"]))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Form.Fill("holdSiblings", "yes");
        return await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var (chosen, reason) = (Form.SomeOf("class", Offered), Form.Line("reason"));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var opened = await Sender.Send(new OpenRecall([id], chosen[0], reason, Form.Chosen("holdSiblings", "yes")), cancellationToken);
        if (opened.Failed(out var recall))
            return Refuse(opened.Problem);
        TempData.Say("recalled");
        return LocalRedirect($"/recalls/{recall.Recall}");
    }
}
