using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Labels;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>Issues a run of labels for a batch, never more than its packs.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class LabelsModel(ISender sender, IdempotencyContext idempotency, Wording text) : BatchPage(sender, "count", "serialised")
{
    private const string Each = "each";
    private const string Same = "same";

    public IReadOnlyList<ChoiceOption> Kinds =>
    [
        new(Each, Cell.Of(text["labels.serialised"]), Cell.Of(text["labels.serialised.what"])),
        new(Same, Cell.Of(text["labels.batch"]), Cell.Of(text["labels.batch.what"])),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        Form.Fill("count", decimal.Min(Batch.LabelsLeft ?? 0, Batch.Held ?? 0).ToString("0", CultureInfo.InvariantCulture));
        Form.Fill("serialised", Each);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var count = Form.Whole("count");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var issued = await Sender.Send(new IssueLabels(count, Serialised: !Form.Chosen("serialised", Same)) { Batch = id }, cancellationToken);
        if (issued.Failed(out var answer))
            return Refuse(issued.Problem);
        TempData.Say("labelled");
        return LocalRedirect($"/farm/batches/{id}/labels/{answer.Run}");
    }
}
