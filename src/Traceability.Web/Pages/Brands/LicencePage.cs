using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Brands;
using Traceability.App.Marks;
using Traceability.Domain;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Brands;

/// <summary>A page on which the brand's manager does something to a licence.</summary>
public abstract class LicencePage(ISender sender, params IReadOnlyList<string> fields) : FormPage(fields)
{
    public LicenceView Licence { get; private set; } = null!;

    /// <returns>Whether it is there for this organisation to change.</returns>
    protected async ValueTask<bool> LoadAsync(Guid id, CancellationToken ct)
    {
        if ((await sender.Send(new GetLicence(id), ct)).Failed(out var found) || !found.Mine)
            return false;
        Licence = found;
        return true;
    }

    protected IActionResult Done(Guid id, Result<MarkAnswer> done)
    {
        if (done.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("licence-changed");
        return LocalRedirect($"/brands/licences/{id}");
    }
}
