using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Brands;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Brands;

/// <summary>Turns an application down, warns, suspends, reinstates or ends, for a reason that everybody may read.</summary>
[MayUse(Role.BrandManager)]
public sealed class ActModel(ISender sender, IdempotencyContext idempotency) : LicencePage(sender, "reason")
{
    private static readonly string[] Acts = ["refusal", "warning", "suspension", "reinstatement", "end"];

    private readonly ISender _sender = sender;

    public string Act { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, string act, CancellationToken cancellationToken)
    {
        Act = act;
        return Acts.Contains(act, StringComparer.Ordinal) && await LoadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string act, CancellationToken cancellationToken)
    {
        Act = act;
        if (!Acts.Contains(act, StringComparer.Ordinal) || !await LoadAsync(id, cancellationToken))
            return NotFound();
        var reason = Form.Line("reason");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        return Done(id, act switch
        {
            "refusal" => await _sender.Send(new DeclineLicence(reason) { Licence = id }, cancellationToken),
            "warning" => await _sender.Send(new WarnLicensee(reason) { Licence = id }, cancellationToken),
            "suspension" => await _sender.Send(new SuspendLicence(reason) { Licence = id }, cancellationToken),
            "reinstatement" => await _sender.Send(new ReinstateLicence(reason) { Licence = id }, cancellationToken),
            _ => await _sender.Send(new EndLicence(reason) { Licence = id }, cancellationToken),
        });
    }
}
