using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages;

/// <summary>What this is, a box for a code, and labels to try.</summary>
[MayUse(Who.Everybody)]
public sealed class IndexModel(SampleLabelSource samples) : PageModel
{
    public IReadOnlyList<SampleLabel> Samples { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Samples = await samples(cancellationToken);
}
