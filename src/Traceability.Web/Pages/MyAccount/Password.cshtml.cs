using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyAccount;

/// <summary>Another password; for who came with a one-time password, before anything else.</summary>
[MayUse(Who.SignedIn)]
public sealed class PasswordModel(SignIns signIns, PersonContext people, SessionCookie cookie) : FormPage("password", "newPassword", "again")
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool Forced => people.Person!.MustChangePassword;

    public string UserName => people.Person!.UserName;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (current, next, again) = (Form.Typed("password"), Form.Typed("newPassword"), Form.Typed("again"));
        Form.Required("password");
        Form.Required("newPassword");
        if (!string.Equals(next, again, StringComparison.Ordinal))
            Form.Refuse(FormProblems.PasswordsDiffer);
        if (Form.Refused)
            return Refuse();
        var first = Forced;
        var changed = await signIns.ChangePasswordAsync(people.Person!, current, next, cancellationToken);
        if (changed.Failed(out var session))
            return Refuse(changed.Problem);
        cookie.Set(HttpContext, session);
        TempData.Say("password-changed");
        return LocalRedirect(first ? this.Next(ReturnUrl) : "/account");
    }
}
