using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Operating;

/// <summary>Everybody who can sign in, by user name.</summary>
[MayUse(Role.Operator)]
public sealed class AccountsModel(ISender sender) : PageModel
{
    private const int OnAPage = 50;

    /// <summary>How the user names begin that are looked for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    public IReadOnlyList<AccountView> Accounts { get; private set; } = [];

    public IReadOnlyDictionary<string, PlaceView> Places { get; private set; } = new Dictionary<string, PlaceView>(StringComparer.Ordinal);

    public Pager Pager { get; private set; } = new(First: null, Next: null);

    public async Task OnGetAsync(string? after, CancellationToken cancellationToken)
    {
        var search = Search?.Trim();
        if (search is { Length: > 0 } && !UserNames.IsWellFormed(search))
            return;
        var from = after is not null && UserNames.IsWellFormed(after) ? after : null;
        var page = (await sender.Send(new ListAccounts(search, from, OnAPage), cancellationToken)).Value;
        Accounts = page.Accounts;
        Places = await sender.PlacesAsync(page.Accounts.SelectMany(a => a.Supervises), cancellationToken);
        var path = "/operating/accounts" + (search is { Length: > 0 } ? QueryString.Create("q", search) : QueryString.Empty);
        Pager = Pager.Of(path, from, page.Next);
    }

    public async Task<IActionResult> OnPostUnlockAsync(Guid id, CancellationToken cancellationToken)
    {
        var unlocked = await sender.Send(new UnlockAccount { Account = id }, cancellationToken);
        if (unlocked.Problem is not null)
            return NotFound();
        TempData.Say("account-unlocked");
        return LocalRedirect("/operating/accounts");
    }
}
