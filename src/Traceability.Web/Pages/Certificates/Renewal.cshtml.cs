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
[RequestSizeLimit(SentFile.MostBytes)]
public sealed class RenewalModel(ISender sender, IdempotencyContext idempotency) : CertificatePage(sender, "validTo", "fileSha256")
{
    private readonly ISender _sender = sender;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? fileSha256, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var to = Form.RequiredDay("validTo");
        if (Form.Refused)
            return Refuse();
        if (await _sender.KeepAsync(fileSha256, "fileSha256", cancellationToken) is var kept && kept.Problem is { } unkept)
            return Refuse(unkept);
        idempotency.Key = Form.Once;
        if ((await _sender.Send(new RenewCertificate(to, kept.Value) { Certificate = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("certificate-changed");
        return LocalRedirect($"/certificates/{id}");
    }
}
