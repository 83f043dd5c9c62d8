using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Brands;

/// <summary>One brand: its rules, and for its manager what is licensed against what is used.</summary>
[MayUse(Role.BrandManager, Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class BrandModel(ISender sender, ActorContext actors) : PageModel
{
    public BrandView Brand { get; private set; } = null!;

    public PlaceView Place { get; private set; } = null!;

    public bool Manages => actors.Actor!.Has(Role.BrandManager);

    public bool Applies => actors.Actor!.Has(Role.Cooperative) && !Brand.Mine;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if ((await sender.Send(new GetBrand(id), cancellationToken)).Failed(out var found))
            return NotFound();
        (Brand, Place) = (found, (await sender.PlacesAsync([found.Region], cancellationToken))[found.Region]);
        return Page();
    }
}
