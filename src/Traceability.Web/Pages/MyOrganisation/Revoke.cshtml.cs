using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.MyOrganisation;

/// <summary>Asks once more before a key is revoked.</summary>
[MayUse(Role.Administrator)]
public sealed class RevokeModel(ISender sender, IdempotencyContext idempotency) : FormPage
{
    public ApiKeyView Key { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        idempotency.Key = Form.Once;
        var revoked = await sender.Send(new RevokeApiKey { Key = id }, cancellationToken);
        if (revoked.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("key-revoked");
        return LocalRedirect("/organisation/keys");
    }

    private async ValueTask<bool> TryLoadAsync(Guid id, CancellationToken ct)
    {
        var found = await sender.Send(new GetApiKey(id), ct);
        if (found.Failed(out var key))
            return false;
        Key = key;
        return true;
    }
}
