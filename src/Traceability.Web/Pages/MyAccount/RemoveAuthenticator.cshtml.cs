using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyAccount;

/// <summary>Asks once more, and for the password, before the authenticator is gone.</summary>
[MayUse(Who.SignedIn)]
public sealed class RemoveAuthenticatorModel(SignIns signIns, PersonContext people) : FormPage("password")
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Form.Required("password");
        if (Form.Refused)
            return Refuse();
        if (await signIns.RemoveAuthenticatorAsync(people.Person!, Form.Typed("password"), cancellationToken) is { } problem)
            return Refuse(problem);
        TempData.Say("authenticator-off");
        return LocalRedirect("/account");
    }
}
