using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Certification;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Certificates;

/// <summary>Says anew what a certificate covers.</summary>
[MayUse(Role.Certifier)]
public sealed class ScopeModel(ISender sender, IdempotencyContext idempotency) : CertificatePage(sender, "products", "bases", "annualOutputKg")
{
    private readonly ISender _sender = sender;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        Form.Fill("products", string.Join('\n', Certificate.Products.Select(p => p.Code)));
        Form.Fill("bases", string.Join('\n', Certificate.Bases.Select(b => b.Code)));
        Form.Fill("annualOutputKg", Certificate.AnnualOutputKg?.ToString("0.######", CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var (products, bases, output) = (Form.Several<Gtin>("products"), Form.Several<Gln>("bases"), Form.NumberOrNone("annualOutputKg"));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await _sender.Send(new ChangeCertificateScope(products, bases, output) { Certificate = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("certificate-changed");
        return LocalRedirect($"/certificates/{id}");
    }
}
