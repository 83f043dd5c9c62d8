using Mediator;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Traceability.App.Features.Trace;
using Traceability.App.Http;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Hosting;

namespace Traceability.Web.Pages.Label;

/// <summary>What a scan opens. Everybody may see it.</summary>
[OutputCache(PolicyName = PageCache.Name)]
public sealed class TraceModel(ISender sender) : PageModel
{
    private const string SegmentThatHidesSlash = "%2F";

    public string GtinText { get; private set; } = "";

    public string LotText { get; private set; } = "";

    public string? SerialText { get; private set; }

    /// <summary>The chain; null when there is a problem to show instead.</summary>
    public TraceView? Trace { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string gtin, string lot, string? serial, CancellationToken cancellationToken)
    {
        GtinText = AsSent(gtin, position: 1);
        LotText = AsSent(lot, position: 3);
        SerialText = serial is null ? null : AsSent(serial, position: 5);

        if (Read() is not { } query)
            return Refuse();
        var found = await sender.Send(query, cancellationToken);
        Problem = found.Problem;
        if (Problem is not null)
            return Refuse();
        Trace = found.Value;
        return Page();
    }

    private GetTrace? Read()
    {
        SerialNumber serial = default;
        if (!Gtin.TryParse(GtinText, out var gtin, out var error))
            return Malformed(error, "gtin");
        if (!LotNumber.TryParse(LotText, out var lot, out error))
            return Malformed(error, "lot");
        if (SerialText is not null && !SerialNumber.TryParse(SerialText, out serial, out error))
            return Malformed(error, "serial");
        return new(gtin, lot, SerialText is null ? null : serial);
    }

    private GetTrace? Malformed(IdentifierError error, string field)
    {
        Problem = new Problem(error.Rule, ProblemKind.Malformed, error.Message).On(field);
        return null;
    }

    private PageResult Refuse()
    {
        Response.StatusCode = ProblemResult.StatusOf(Problem!.Kind);
        return Page();
    }

    // The server leaves an encoded slash encoded, and then nobody can tell it from an encoded percent sign: read it as it was sent.
    private string AsSent(string value, int position)
    {
        if (!value.Contains(SegmentThatHidesSlash, StringComparison.OrdinalIgnoreCase))
            return value;
        var path = HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return position < segments.Length ? Uri.UnescapeDataString(segments[position]) : value;
    }
}
