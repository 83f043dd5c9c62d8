using Mediator;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Complaints;

/// <summary>What is complained of what the organisation made.</summary>
[MayUse(Role.Cooperative, Role.Processor)]
public sealed class FarmModel(ISender sender, Wording text, DeploymentNotice notice) : ComplaintsPage(sender, text, notice)
{
    public Task OnGetAsync(string? state, Guid? after, CancellationToken cancellationToken) => LoadAsync("/farm/complaints", leads: false, state, after, cancellationToken);
}
