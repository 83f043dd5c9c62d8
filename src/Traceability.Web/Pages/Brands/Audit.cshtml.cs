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

/// <summary>Records how a licensee was found to use the brand.</summary>
[MayUse(Role.BrandManager)]
public sealed class AuditModel(ISender sender, IdempotencyContext idempotency, Wording text) : LicencePage(sender, "outcome", "findings")
{
    private readonly ISender _sender = sender;

    public IReadOnlyList<ChoiceOption> Outcomes => [.. Enum.GetValues<AuditOutcome>().Select(o => new ChoiceOption(o.ToString(), new StringHtmlContent(text[$"audit.{o}"])))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var outcome = Form.SomeOf("outcome", Enum.GetValues<AuditOutcome>());
        var findings = Form.Typed("findings").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        return Done(id, await _sender.Send(new RecordBrandAudit(outcome[0], findings) { Licence = id }, cancellationToken));
    }
}
