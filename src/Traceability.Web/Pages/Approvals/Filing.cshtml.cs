using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Approvals;

/// <summary>One filing, to be held against the papers, and approved; then the first member's one-time password, once.</summary>
[MayUse(Role.Supervisor)]
public sealed class FilingModel(ISender sender, IdempotencyContext idempotency) : FilingPage(sender)
{
    private readonly ISender _sender = sender;

    /// <summary>What the first member has to be told; null before the approval.</summary>
    public FirstPassword? Approved { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is null)
            return Page();
        if ((await _sender.Send(new GetFiling(id), cancellationToken)) is not { Succeeded: true, Value.State: not FilingState.Open })
            return NotFound();
        TempData.Say("decided");
        return LocalRedirect("/approvals");
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        idempotency.Key = Form.Once;
        var approved = await _sender.Send(new ApproveFiling { Filing = id }, cancellationToken);
        if (approved.Failed(out var answer))
            return await LoadAsync(id, cancellationToken) is null ? Refuse(approved.Problem) : await OnGetAsync(id, cancellationToken);
        Approved = this.FirstPassword(answer.UserName, answer.OneTimePassword, "/approvals");
        return Page();
    }
}
