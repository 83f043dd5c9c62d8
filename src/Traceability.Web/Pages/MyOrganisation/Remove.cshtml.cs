using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>Asks once more before a member is removed.</summary>
[MayUse(Role.Administrator)]
public sealed class RemoveModel(ISender sender, IdempotencyContext idempotency) : MemberPage(sender)
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        idempotency.Key = Form.Once;
        var removed = await Sender.Send(new RemoveMember { Member = id }, cancellationToken);
        if (removed.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("member-removed");
        return LocalRedirect("/organisation/members");
    }
}
