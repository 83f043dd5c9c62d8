using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Files;
using Traceability.App.Features.Quality;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Inspections;

/// <summary>Hands over the laboratory's report, to be kept and not opened here.</summary>
[MayUse(Role.Inspector, Role.Supervisor, Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
public sealed class ReportModel(ISender sender) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if ((await sender.Send(new GetInspection(id), cancellationToken)).Failed(out var inspection) || inspection.Report is not { } hash
            || (await sender.Send(new GetFile(hash), cancellationToken)).Failed(out var file))
            return NotFound();
        Response.Headers.ContentSecurityPolicy = GetFileRoute.Policy;
        return File(file.Bytes, file.Kind.MediaType, file.Name);
    }
}
