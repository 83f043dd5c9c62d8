using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.SigningIn;

/// <summary>Takes user name and password.</summary>
[MayUse(Who.Everybody)]
[LimitedRate(Rate.SignIn)]
public sealed class SignInModel(SignIns signIns, PersonContext people, SessionCookie cookie) : FormPage("userName", "password")
{
    /// <summary>Where to go afterwards: an address of ours, whatever was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() =>
        people.Person is { AwaitsCode: false } ? LocalRedirect(this.Next(ReturnUrl)) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (userName, password) = (Form.Required("userName"), Form.Typed("password"));
        if (Form.Refused)
            return Refuse();
        var answer = await signIns.SignInAsync(userName, password, cancellationToken);
        if (answer.Session is null)
            return Refuse(SignInProblems.WrongPassword);
        cookie.Set(HttpContext, answer.Session);
        return LocalRedirect(answer.State == SignInState.AwaitsCode ? this.With("/sign-in/code", ReturnUrl) : this.Next(ReturnUrl));
    }
}
