using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.SigningIn;

/// <summary>What comes after the password, for who has an authenticator.</summary>
public abstract class SecondStepPage(SignIns signIns, PersonContext people, SessionCookie cookie) : FormPage("code")
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => people.Person is { AwaitsCode: true } ? Page() : LocalRedirect(this.With(PageAccessFilter.SignInPath, ReturnUrl));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (people.Person is not { AwaitsCode: true } person)
            return LocalRedirect(this.With(PageAccessFilter.SignInPath, ReturnUrl));
        var code = Form.Required("code");
        if (Form.Refused)
            return Refuse();
        var answer = await signIns.GiveCodeAsync(person, code, cancellationToken);
        if (answer.Session is null)
            return Refuse(SignInProblems.WrongCode);
        cookie.Set(HttpContext, answer.Session);
        return LocalRedirect(this.Next(ReturnUrl));
    }
}
