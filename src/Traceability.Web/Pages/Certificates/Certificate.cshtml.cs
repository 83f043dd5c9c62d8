using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Certification;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Certificates;

/// <summary>One certificate: what it covers, what was labelled with it, what was done to it.</summary>
[MayUse(Role.Certifier, Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.BrandManager, Role.Supervisor)]
public sealed class CertificateModel(ISender sender, ActorContext actors) : PageModel
{
    public CertificateView Certificate { get; private set; } = null!;

    public string Back => Rooms.First(r => r.For.Any(actors.Actor!.Has)).Path;

    public string BackTo => Rooms.First(r => r.For.Any(actors.Actor!.Has)).Name;

    /// <summary>Where who looks at it came from, most likely.</summary>
    private static readonly (Role[] For, string Path, string Name)[] Rooms =
    [
        ([Role.Certifier], "/certificates", "room.certificates"),
        ([Role.BrandManager], "/brands", "room.brands"),
        ([Role.Supervisor], "/today", "room.today"),
        ([Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller], "/farm/certificates", "farm.certificates"),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if ((await sender.Send(new GetCertificate(id), cancellationToken)).Failed(out var found))
            return NotFound();
        Certificate = found;
        return Page();
    }
}
