using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App;
using Traceability.App.Features.Certification;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Certificates;

/// <summary>Suspends, reinstates or withdraws a certificate, for a reason that everybody may read.</summary>
[MayUse(Role.Certifier)]
public sealed class ActModel(ISender sender, IdempotencyContext idempotency, DeploymentOptions deployment) : CertificatePage(sender, "reason", "occurred")
{
    private static readonly string[] Acts = ["suspension", "reinstatement", "withdrawal"];

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
        var (reason, occurred) = (Form.Line("reason"), Form.Moment("occurred", deployment.TimeZone));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        Result<MarkAnswer> done = act switch
        {
            "suspension" => await _sender.Send(new SuspendCertificate(reason, occurred) { Certificate = id }, cancellationToken),
            "reinstatement" => await _sender.Send(new ReinstateCertificate(reason, occurred) { Certificate = id }, cancellationToken),
            _ => await _sender.Send(new WithdrawCertificate(reason, occurred) { Certificate = id }, cancellationToken),
        };
        if (done.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("certificate-changed");
        return LocalRedirect($"/certificates/{id}");
    }
}
