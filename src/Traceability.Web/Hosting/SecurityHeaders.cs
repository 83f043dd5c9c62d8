namespace Traceability.Web.Hosting;

/// <summary>No script, no frame, no third party: what the pages need and nothing else. And no copy kept that could be shown to another or out of time.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const string SwaggerPolicy = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            Set(context);
            return next(context);
        });

    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal) ? SwaggerPolicy : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (CacheRule(context.Request) is { } rule)
            headers.CacheControl = rule;
    }

    /// <summary>What an answer says that does not say it itself. What was told to a key is for its holder; a label's page may change with every fact.</summary>
    private static string? CacheRule(HttpRequest request) => request.Path switch
    {
        var path when path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.Headers.ContainsKey("X-Api-Key") => "no-store",
        var path when path.StartsWithSegments("/01", StringComparison.Ordinal) => "no-cache",
        _ => null,
    };
}
