using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Filing;

/// <summary>Thanks for a filing, and later what became of it. Who knows its address may ask.</summary>
[MayUse(Who.Everybody)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FiledModel(ISender sender) : PageModel
{
    public FilingStateView Filing { get; private set; } = null!;

    public string Address => $"{Request.Scheme}://{Request.Host}{Request.Path}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await sender.Send(new GetFiling(id), cancellationToken);
        if (found.Failed(out var filing))
            return NotFound();
        Filing = filing;
        return Page();
    }
}
