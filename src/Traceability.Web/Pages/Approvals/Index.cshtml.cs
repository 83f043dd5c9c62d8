using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Approvals;

/// <summary>The filings of a supervisor's regions that wait to be decided.</summary>
[MayUse(Role.Supervisor)]
public sealed class IndexModel(ISender sender) : PageModel
{
    private const int OnAPage = 50;

    public IReadOnlyList<FilingView> Filings { get; private set; } = [];

    public IReadOnlyDictionary<string, PlaceView> Places { get; private set; } = new Dictionary<string, PlaceView>(StringComparer.Ordinal);

    public Pager Pager { get; private set; } = new(First: null, Next: null);

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var page = (await sender.Send(new ListFilings(after, OnAPage), cancellationToken)).Value;
        Filings = page.Filings;
        Places = await sender.PlacesAsync(page.Filings.Select(f => f.Region), cancellationToken);
        Pager = Pager.Of("/approvals", after?.ToString(), page.Next?.ToString());
    }
}
