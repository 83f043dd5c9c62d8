using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Parties;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>The keys with which programs act for the organisation.</summary>
[MayUse(Role.Administrator)]
public sealed class KeysModel(ISender sender) : PageModel
{
    private const int OnAPage = 50;

    public IReadOnlyList<ApiKeyView> Keys { get; private set; } = [];

    public Pager Pager { get; private set; } = new(First: null, Next: null);

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var page = (await sender.Send(new ListApiKeys(after, OnAPage), cancellationToken)).Value;
        Keys = page.Keys;
        Pager = Pager.Of("/organisation/keys", after?.ToString(), page.Next?.ToString());
    }
}
