using System.Text;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Symbols;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyAccount;

/// <summary>Sets up an authenticator: the password, then its secret as a QR code shown once, then a code of it.</summary>
[MayUse(Who.SignedIn)]
public sealed class AuthenticatorModel(SignIns signIns, PersonContext people) : FormPage("password", "code")
{
    private const int GroupOfKey = 4;

    public bool On => people.Person!.TwoFactor;

    /// <summary>The secret to be typed, in groups; null when it is not being shown.</summary>
    public string? Key { get; private set; }

    /// <summary>The secret as a picture, in base64.</summary>
    public string? Symbol { get; private set; }

    /// <summary>The secret was shown; its first code is awaited.</summary>
    public bool Begun { get; private set; }

    /// <summary>Shown once, when it is on.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Form.Required("password");
        if (Form.Refused)
            return Refuse();
        var begun = await signIns.BeginAuthenticatorAsync(people.Person!, Form.Typed("password"), cancellationToken);
        if (begun.Failed(out var setup))
            return Refuse(begun.Problem);
        Key = string.Join(' ', setup.Key.Chunk(GroupOfKey).Select(group => new string(group)));
        Symbol = Convert.ToBase64String(Encoding.UTF8.GetBytes(QrSymbol.Svg(new Uri(setup.Uri))));
        Begun = true;
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        Begun = true;
        var code = Form.Required("code");
        if (Form.Refused)
            return Refuse();
        var confirmed = await signIns.ConfirmAuthenticatorAsync(people.Person!, code, cancellationToken);
        if (confirmed.Failed(out var codes))
            return Refuse(confirmed.Problem);
        Codes = codes;
        return Page();
    }
}
