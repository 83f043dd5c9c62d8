using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyAccount;

/// <summary>New recovery codes, shown once; the old ones are void.</summary>
[MayUse(Who.SignedIn)]
public sealed class RecoveryCodesModel(SignIns signIns, PersonContext people) : FormPage("password")
{
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Form.Required("password");
        if (Form.Refused)
            return Refuse();
        var renewed = await signIns.RenewRecoveryCodesAsync(people.Person!, Form.Typed("password"), cancellationToken);
        if (renewed.Failed(out var codes))
            return Refuse(renewed.Problem);
        Codes = codes;
        return Page();
    }
}
