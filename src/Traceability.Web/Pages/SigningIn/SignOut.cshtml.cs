using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.SigningIn;

/// <summary>Ends the session, here and for whoever else holds its cookie.</summary>
[MayUse(Who.Everybody)]
public sealed class SignOutModel(SignIns signIns, PersonContext people, SessionCookie cookie) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (people.Person is { } person)
            await signIns.SignOutAsync(person, cancellationToken);
        cookie.Remove(HttpContext);
        TempData.Say("signed-out");
        return LocalRedirect(PageAccessFilter.SignInPath);
    }
}
