using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Places;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>The organisation's bases with their plots, and what each plot bore this season.</summary>
[MayUse(Role.Cooperative)]
public sealed class BasesModel(ISender sender, Wording text) : PageModel
{
    public IReadOnlyList<ListedBase> Bases { get; private set; } = [];

    public IReadOnlyDictionary<string, PlaceView> Places { get; private set; } = new Dictionary<string, PlaceView>(StringComparer.Ordinal);

    public Finder Finder { get; private set; } = null!;

    public Pager Pager { get; private set; } = new(First: null, Next: null);

    public async Task OnGetAsync(string? q, string? after, CancellationToken cancellationToken)
    {
        Finder = new Finder("/farm/bases", text["bases.search"], q?.Length > Finder.MaxLength ? q[..Finder.MaxLength] : q);
        Gs1.Identifiers.Gln? behind = Gs1.Identifiers.Gln.TryParse(after, out var gln) ? gln : null;
        var page = (await sender.Send(new ListPlots(behind, Search: Finder.Sought), cancellationToken)).Value;
        Bases = page.Items;
        Places = await sender.PlacesAsync(page.Items.Select(b => b.Region), cancellationToken);
        Pager = Pager.Of(Finder.Address, behind?.ToString(), page.Next);
    }
}
