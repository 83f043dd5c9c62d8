using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>Takes a person in: a new one, who gets a one-time password that is shown once, or one who has an account.</summary>
[MayUse(Role.Administrator)]
public sealed class AdmitModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage("name", "userName", "account", "roles")
{
    private IReadOnlyList<Role> _roles = [];

    /// <summary>The person has an account already.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Known { get; set; }

    public IReadOnlyList<ChoiceOption> Roles => [.. _roles.Select(text.Option)];

    /// <summary>What the new member has to be told; null before.</summary>
    public FirstPassword? Admitted { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var (name, roles) = (Form.Required("name"), Form.SomeOf("roles", _roles));
        var userName = Known ? null : Form.Required("userName");
        var account = Known ? Form.Account("account") : null;
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var admitted = await sender.Send(new AdmitMember(name, roles, userName, account), cancellationToken);
        if (admitted.Failed(out var answer))
            return Refuse(admitted.Problem);
        if (answer.UserName is { } made)
        {
            Admitted = this.FirstPassword(made, answer.OneTimePassword, "/organisation/members");
            return Page();
        }

        TempData.Say("member-admitted");
        return LocalRedirect("/organisation/members");
    }

    private async ValueTask LoadAsync(CancellationToken ct) =>
        _roles = [.. (await sender.Send(new GetOwnOrganisation(), ct)).Value.Roles, Role.Administrator];
}
