using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.MyAccount;

/// <summary>Who one is, as whom one acts, and how one signs in.</summary>
[MayUse(Who.SignedIn)]
public sealed class IndexModel(SignIns signIns, PersonContext people) : PageModel
{
    public Person Person => people.Person!;

    /// <summary>What the account can act as.</summary>
    public IReadOnlyList<ActingChoice> Choices { get; private set; } = [];

    /// <summary>As what it acts now; null when it may do nothing.</summary>
    public ActingChoice? Acting => Person.Actor is { } actor ? Choices.FirstOrDefault(c => c.Organisation == actor.Organisation?.Uscc) : null;

    /// <summary>What others call the account by when they admit it.</summary>
    public string Number => Person.Account[(Person.Account.LastIndexOf(':') + 1)..];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Choices = await signIns.ChoicesAsync(Person, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await signIns.SignOutElsewhereAsync(Person, cancellationToken);
        TempData.Say("sessions-ended");
        return RedirectToPage();
    }
}
