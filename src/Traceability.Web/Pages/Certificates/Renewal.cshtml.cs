using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Certification;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Certificates;

/// <summary>Gives a certificate another term.</summary>
[MayUse(Role.Certifier)]
public sealed class RenewalModel(ISender sender, IdempotencyContext idempotency) : CertificatePage(sender, "validTo")
{
    private readonly ISender _sender = sender;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var to = Form.RequiredDay("validTo");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await _sender.Send(new RenewCertificate(to) { Certificate = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("certificate-changed");
        return LocalRedirect($"/certificates/{id}");
    }
}
