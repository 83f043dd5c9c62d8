using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>An administrator's organisation as it is registered, and the ways to its members and keys.</summary>
[MayUse(Role.Administrator)]
public sealed class IndexModel(ISender sender) : PageModel
{
    public OwnOrganisationView Organisation { get; private set; } = null!;

    public PlaceView Place { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Organisation = (await sender.Send(new GetOwnOrganisation(), cancellationToken)).Value;
        Place = (await sender.PlacesAsync([Organisation.Region], cancellationToken))[Organisation.Region];
    }
}
