using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Brands;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Brands;

/// <summary>One licence: its quota against its use, its runs of labels, the licensee's certificates, what was done to it.</summary>
[MayUse(Role.BrandManager, Role.Cooperative)]
public sealed class LicenceModel(ISender sender) : PageModel
{
    public LicenceView Licence { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if ((await sender.Send(new GetLicence(id), cancellationToken)).Failed(out var found))
            return NotFound();
        Licence = found;
        return Page();
    }
}
