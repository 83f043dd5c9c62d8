using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>What a member may do.</summary>
[MayUse(Role.Administrator)]
public sealed class MemberModel(ISender sender, IdempotencyContext idempotency, Wording text) : MemberPage(sender, "roles")
{
    private IReadOnlyList<Role> _roles = [];

    public IReadOnlyList<ChoiceOption> Roles => [.. _roles.Select(text.Option)];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAllAsync(id, cancellationToken))
            return NotFound();
        Form.Fill("roles", [.. Member.Roles.Select(role => role.ToString())]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAllAsync(id, cancellationToken))
            return NotFound();
        var roles = Form.SomeOf("roles", _roles);
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var changed = await Sender.Send(new ChangeMemberRoles(roles) { Member = id }, cancellationToken);
        if (changed.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("roles-changed");
        return LocalRedirect("/organisation/members");
    }

    private async ValueTask<bool> TryLoadAllAsync(Guid id, CancellationToken ct)
    {
        _roles = [.. (await Sender.Send(new GetOwnOrganisation(), ct)).Value.Roles, Role.Administrator];
        return await TryLoadAsync(id, ct);
    }
}
