using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>A batch and everything made from it is to stand still, with the reason why.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor)]
public sealed class HoldModel(ISender sender, IdempotencyContext idempotency) : BatchPage(sender, "reason")
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var reason = Form.Line("reason");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await Sender.Send(new HoldBatch(reason) { Batch = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("held");
        return LocalRedirect($"/farm/batches/{id}");
    }
}
