using Microsoft.Net.Http.Headers;

namespace Traceability.Web.Presentation;

/// <summary>What kind of answer a request asks for.</summary>
internal static class RequestedFormat
{
    // Addresses of machines: they answer problem details, never a page.
    private static readonly string[] MachinePaths = ["/api", "/epcis", "/ledger", "/swagger", "/healthz", "/readyz", "/.well-known"];

    /// <summary>JSON is named and HTML is not, or is wanted less. A wildcard alone asks for a page.</summary>
    public static bool AsksForJson(this HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var json = Quality(accepted, media => media.MatchesMediaType("application/json") || media.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
        var html = Quality(accepted, media => media.MatchesMediaType("text/html"));
        return json > html;
    }

    public static bool AsksForPage(this HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsPost(request.Method))
        && !request.IsForMachines()
        && !request.AsksForJson();

    public static bool IsForMachines(this HttpRequest request) => Array.Exists(MachinePaths, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static double Quality(IList<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> matches) =>
        accepted.Where(media => !media.MatchesAllTypes && !media.MatchesAllSubTypes && matches(media))
            .Select(media => media.Quality ?? 1).DefaultIfEmpty(0).Max();
}
