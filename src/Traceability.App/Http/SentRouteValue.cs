using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Traceability.App.Http;

/// <summary>
/// The server decodes an address but leaves an encoded slash encoded, and then nobody can tell it from an encoded percent sign
/// before <c>2F</c>. Where that matters the segment is read as it was sent, and decoded once.
/// </summary>
public static class SentRouteValue
{
    private const string SegmentThatHidesSlash = "%2F";

    /// <returns>Null when the route has no such parameter.</returns>
    public static string? Sent(this HttpContext http, string parameter)
    {
        var value = (string?)http.GetRouteValue(parameter);
        if (value?.Contains(SegmentThatHidesSlash, StringComparison.OrdinalIgnoreCase) != true || http.GetEndpoint() is not RouteEndpoint route)
            return value;
        // Counted from the end: what stands before may have been rewritten.
        var fromEnd = route.RoutePattern.PathSegments.Reverse().Index()
            .First(s => s.Item.Parts is [RoutePatternParameterPart part] && string.Equals(part.Name, parameter, StringComparison.OrdinalIgnoreCase)).Index;
        var path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return fromEnd < segments.Length ? Uri.UnescapeDataString(segments[^(fromEnd + 1)]) : value;
    }
}
