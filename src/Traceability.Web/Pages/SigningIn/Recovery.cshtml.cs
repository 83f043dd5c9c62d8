using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.SigningIn;

/// <summary>Takes a recovery code in the place of the authenticator's.</summary>
[MayUse(Who.Everybody)]
[LimitedRate(Rate.SignIn)]
public sealed class RecoveryModel(SignIns signIns, PersonContext people, SessionCookie cookie) : SecondStepPage(signIns, people, cookie)
{
    public string CodePath => this.With("/sign-in/code", ReturnUrl);
}
