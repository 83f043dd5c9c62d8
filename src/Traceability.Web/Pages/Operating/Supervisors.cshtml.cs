using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Operating;

/// <summary>Who supervises which regions.</summary>
[MayUse(Role.Operator)]
public sealed class SupervisorsModel(ISender sender) : PageModel
{
    private const int OnAPage = 50;

    public IReadOnlyList<SupervisorView> Supervisors { get; private set; } = [];

    public IReadOnlyDictionary<string, PlaceView> Places { get; private set; } = new Dictionary<string, PlaceView>(StringComparer.Ordinal);

    public Pager Pager { get; private set; } = new(First: null, Next: null);

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var page = (await sender.Send(new ListSupervisors(after, OnAPage), cancellationToken)).Value;
        Supervisors = page.Supervisors;
        Places = await sender.PlacesAsync(page.Supervisors.SelectMany(s => s.Regions), cancellationToken);
        Pager = Pager.Of("/operating/supervisors", after?.ToString(), page.Next?.ToString());
    }
}
