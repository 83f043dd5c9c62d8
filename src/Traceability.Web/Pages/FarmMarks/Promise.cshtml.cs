using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Certification;
using Traceability.App.Pipeline;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.FarmMarks;

/// <summary>Promises that a batch complies, in the words of its form.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class PromiseModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage("form", "basis")
{
    public string Lot { get; private set; } = "";

    public IReadOnlyList<ChoiceOption> Forms =>
        [.. Enum.GetValues<ComplianceForm>().Select(f => new ChoiceOption(f.ToString(), new StringHtmlContent(text[$"promise.form.{f}"]), new StringHtmlContent(text[$"promise.form.{f}.words"])))];

    public IReadOnlyList<ChoiceOption> Basis => [.. Enum.GetValues<ComplianceBasis>().Select(b => new ChoiceOption(b.ToString(), new StringHtmlContent(text[$"promise.basis.{b}"])))];

    public async Task<IActionResult> OnGetAsync(Guid batch, CancellationToken cancellationToken) => await LoadAsync(batch, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid batch, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(batch, cancellationToken))
            return NotFound();
        var (form, basis) = (Form.SomeOf("form", Enum.GetValues<ComplianceForm>()), Form.SomeOf("basis", Enum.GetValues<ComplianceBasis>()));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var sent = await sender.Send(new IssueComplianceCertificate(form[0], basis) { Batch = batch }, cancellationToken);
        if (sent.Failed(out var answer))
            return Refuse(sent.Problem);
        TempData.Say("promised");
        return LocalRedirect($"/certificates/{answer.Id}");
    }

    private async ValueTask<bool> LoadAsync(Guid batch, CancellationToken ct)
    {
        if ((await sender.Send(new GetBatch(batch), ct)).Failed(out var found))
            return false;
        Lot = found.Lot;
        return true;
    }
}
