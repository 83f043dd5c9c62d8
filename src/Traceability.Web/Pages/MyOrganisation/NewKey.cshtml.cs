using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>Makes a key for a program; it is shown once.</summary>
[MayUse(Role.Administrator)]
public sealed class NewKeyModel(ISender sender, IdempotencyContext idempotency, ActorContext actors, Wording text) : FormPage("label", "roles")
{
    public IReadOnlyList<ChoiceOption> Roles => [.. actors.Actor!.Roles.Select(text.Option)];

    public bool Created { get; private set; }

    /// <summary>Null where the same was asked before and it was shown then.</summary>
    public string? Key { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var (label, roles) = (Form.Required("label"), Form.SomeOf("roles", actors.Actor!.Roles));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var made = await sender.Send(new CreateApiKey(label, roles), cancellationToken);
        if (made.Failed(out var answer))
            return Refuse(made.Problem);
        (Created, Key) = (true, answer.ApiKey);
        return Page();
    }
}
