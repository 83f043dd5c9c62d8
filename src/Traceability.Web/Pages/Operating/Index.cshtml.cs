using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Ledger;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Operating;

/// <summary>The log's health, the register of regions, and the ways to accounts and supervisors.</summary>
[MayUse(Role.Operator)]
public sealed class IndexModel(ISender sender) : PageModel
{
    public LogHealthView Log { get; private set; } = null!;

    public RegionRegisterView Regions { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Log = (await sender.Send(new GetLogHealth(), cancellationToken)).Value;
        Regions = (await sender.Send(new GetRegionRegister(), cancellationToken)).Value;
    }
}
