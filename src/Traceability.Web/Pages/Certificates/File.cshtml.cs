using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Files;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Certificates;

/// <summary>Hands over the file of a certificate, to be kept and not opened here.</summary>
[MayUse(Role.Certifier, Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class FileModel(ISender sender) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if ((await sender.Send(new GetCertificate(id), cancellationToken)).Failed(out var certificate) || certificate.FileSha256 is not { } hash
            || (await sender.Send(new GetFile(hash), cancellationToken)).Failed(out var file))
            return NotFound();
        Response.Headers.ContentSecurityPolicy = GetFileRoute.Policy;
        return File(file.Bytes, file.Kind.MediaType, file.Name);
    }
}
