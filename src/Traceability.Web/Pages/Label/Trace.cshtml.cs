using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Traceability.App.Features.Trace;
using Traceability.App.Http;
using Traceability.Domain;
using Traceability.Web.Hosting;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Label;

/// <summary>What a scan opens.</summary>
[MayUse(Who.Everybody)]
[OutputCache(PolicyName = PageCache.Name)]
public sealed class TraceModel(ISender sender) : PageModel
{
    public string GtinText { get; private set; } = "";

    public string LotText { get; private set; } = "";

    public string? SerialText { get; private set; }

    /// <summary>The chain; null when there is a problem to show instead.</summary>
    public TraceView? Trace { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        GtinText = HttpContext.Sent("gtin")!;
        LotText = HttpContext.Sent("lot")!;
        SerialText = HttpContext.Sent("serial");

        var address = LabelAddress.Read(GtinText, LotText, SerialText);
        if (address.Failed(out var read))
            return Refuse(address.Problem);
        var found = await sender.Send(new GetTrace(read.Gtin, read.Lot, read.Serial), cancellationToken);
        if (found.Failed(out var trace))
            return Refuse(found.Problem);
        Trace = trace;
        return Page();
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = ProblemResult.StatusOf(problem.Kind);
        return Page();
    }
}
