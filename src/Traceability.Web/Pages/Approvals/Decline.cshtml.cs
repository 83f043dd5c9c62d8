using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Approvals;

/// <summary>Asks for the reason before a filing is declined.</summary>
[MayUse(Role.Supervisor)]
public sealed class DeclineModel(ISender sender, IdempotencyContext idempotency) : FilingPage(sender, "reason")
{
    private readonly ISender _sender = sender;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) is null ? Page() : LocalRedirect($"/approvals/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not null)
            return LocalRedirect($"/approvals/{id}");
        var reason = Form.Line("reason");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var declined = await _sender.Send(new DeclineFiling(reason) { Filing = id }, cancellationToken);
        if (declined.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("declined");
        return LocalRedirect("/approvals");
    }
}
