using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Brands;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.FarmMarks;

/// <summary>A cooperative asks for a licence of a brand.</summary>
[MayUse(Role.Cooperative)]
public sealed class ApplyModel(ISender sender, IdempotencyContext idempotency) : FormPage("kilograms", "statement")
{
    public BrandView Brand { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
            return NotFound();
        var kilograms = Form.Number("kilograms");
        var statement = Form.Text("statement") is null ? null : Form.Line("statement");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var sent = await sender.Send(new ApplyForLicence(kilograms, statement) { Brand = id }, cancellationToken);
        if (sent.Failed(out var answer))
            return Refuse(sent.Problem);
        TempData.Say("licence-applied");
        return LocalRedirect($"/brands/licences/{answer.Id}");
    }

    private async ValueTask<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if ((await sender.Send(new GetBrand(id), ct)).Failed(out var found))
            return false;
        Brand = found;
        return true;
    }
}
