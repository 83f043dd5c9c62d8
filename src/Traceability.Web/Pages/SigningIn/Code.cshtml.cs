using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.SigningIn;

/// <summary>Takes the code of the authenticator, after the password.</summary>
[MayUse(Who.Everybody)]
[LimitedRate(Rate.SignIn)]
public sealed class CodeModel(SignIns signIns, PersonContext people, SessionCookie cookie) : SecondStepPage(signIns, people, cookie)
{
    public string RecoveryPath => this.With("/sign-in/recovery", ReturnUrl);
}
