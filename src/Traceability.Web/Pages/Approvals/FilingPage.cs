using Mediator;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Trace;
using Traceability.Domain;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Approvals;

/// <summary>A page about one filing that waits to be decided.</summary>
public abstract class FilingPage(ISender sender, params IReadOnlyList<string> fields) : FormPage(fields)
{
    public FilingView Filing { get; private set; } = null!;

    public PlaceView Place { get; private set; } = null!;

    /// <returns>Why it cannot be shown, or null.</returns>
    protected async ValueTask<Problem?> LoadAsync(Guid id, CancellationToken ct)
    {
        var found = await sender.Send(new GetOpenFiling(id), ct);
        if (found.Failed(out var filing))
            return found.Problem;
        (Filing, Place) = (filing, (await sender.PlacesAsync([filing.Region], ct))[filing.Region]);
        return null;
    }
}
