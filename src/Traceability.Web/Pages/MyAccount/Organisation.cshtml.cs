using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Access;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyAccount;

/// <summary>The organisation that one acts for, of those that one is a member of.</summary>
[MayUse(Who.SignedIn)]
public sealed class OrganisationModel(SignIns signIns, PersonContext people, Wording text) : FormPage("organisation")
{
    /// <summary>Chosen to act by one's own authority, for no organisation.</summary>
    private const string None = "none";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IReadOnlyList<ChoiceOption> Options { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (people.Person!.Actor is { } actor)
            Form.Fill("organisation", actor.Organisation?.Uscc.ToString() ?? None);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var chosen = Form.Required("organisation");
        UnifiedSocialCreditCode? organisation = UnifiedSocialCreditCode.TryParse(chosen, out var uscc) ? uscc : null;
        if (organisation is null && chosen.Length > 0 && !string.Equals(chosen, None, StringComparison.Ordinal))
            Form.Refuse(SignInProblems.NotYours);
        if (Form.Refused)
            return Refuse();
        if (await signIns.ActForAsync(people.Person!, organisation, cancellationToken) is { } problem)
            return Refuse(problem);
        return LocalRedirect(this.Next(ReturnUrl));
    }

    private async Task LoadAsync(CancellationToken ct) =>
        Options = [.. (await signIns.ChoicesAsync(people.Person!, ct)).Select(c => new ChoiceOption(c.Organisation?.ToString() ?? None, text.Acting(c), new StringHtmlContent(text.Roles(c.Roles))))];
}
