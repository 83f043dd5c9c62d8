using Mediator;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Complaints;

/// <summary>What is complained of in the supervisor's regions.</summary>
[MayUse(Role.Supervisor)]
public sealed class RegionModel(ISender sender, Wording text, DeploymentNotice notice) : ComplaintsPage(sender, text, notice)
{
    public Task OnGetAsync(string? state, Guid? after, CancellationToken cancellationToken) => LoadAsync("/region/complaints", leads: true, state, after, cancellationToken);
}
