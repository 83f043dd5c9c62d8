using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>One stop of a batch is to be lifted, with the reason why.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor)]
public sealed class ReleaseModel(ISender sender, IdempotencyContext idempotency) : BatchPage(sender, "reason")
{
    /// <summary>The entry that stopped it.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Stop { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var reason = Form.Line("reason");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await Sender.Send(new ReleaseBatch(Stop, reason) { Batch = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("released");
        return LocalRedirect($"/farm/batches/{id}");
    }
}
