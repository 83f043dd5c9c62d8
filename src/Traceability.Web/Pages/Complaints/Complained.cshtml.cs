using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Complaints;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Complaints;

/// <summary>Thanks for a complaint, and later what became of it. Who knows its address may ask.</summary>
[MayUse(Who.Everybody)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ComplainedModel(ISender sender) : PageModel
{
    public ComplaintStateView Complaint { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await sender.Send(new GetComplaint(id), cancellationToken);
        if (found.Failed(out var complaint))
            return NotFound();
        Complaint = complaint;
        return Page();
    }
}
