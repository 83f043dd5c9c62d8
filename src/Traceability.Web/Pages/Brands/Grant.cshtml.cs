using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Features.Brands;
using Traceability.App.Pipeline;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Brands;

/// <summary>Licenses what was asked for: how much, and for how long.</summary>
[MayUse(Role.BrandManager)]
public sealed class GrantModel(ISender sender, IdempotencyContext idempotency, Wording text) : LicencePage(sender, "validFrom", "validTo", "quotaKg", "per")
{
    private readonly ISender _sender = sender;

    public IReadOnlyList<ChoiceOption> Periods => [.. Enum.GetValues<QuotaPeriod>().Select(p => new ChoiceOption(p.ToString(), new StringHtmlContent(text[$"licence.per.{p}"])))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        Form.Fill("quotaKg", Licence.AskedKg.ToString("0.######", CultureInfo.InvariantCulture));
        Form.Fill("per", nameof(QuotaPeriod.Year));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var (from, to, quota, per) = (Form.RequiredDay("validFrom"), Form.RequiredDay("validTo"), Form.Number("quotaKg"), Form.SomeOf("per", Enum.GetValues<QuotaPeriod>()));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        return Done(id, await _sender.Send(new GrantLicence(from, to, quota, per[0]) { Licence = id }, cancellationToken));
    }
}
