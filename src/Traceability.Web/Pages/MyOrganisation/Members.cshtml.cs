using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Parties;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>Who acts for the organisation.</summary>
[MayUse(Role.Administrator)]
public sealed class MembersModel(ISender sender) : PageModel
{
    private const int OnAPage = 50;

    public IReadOnlyList<MemberView> Members { get; private set; } = [];

    public Pager Pager { get; private set; } = new(First: null, Next: null);

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var page = (await sender.Send(new ListMembers(after, OnAPage), cancellationToken)).Value;
        Members = page.Members;
        Pager = Pager.Of("/organisation/members", after?.ToString(), page.Next?.ToString());
    }
}
