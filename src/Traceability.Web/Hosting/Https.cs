namespace Traceability.Web.Hosting;

/// <summary>
/// Where the labels' address is https, whoever came over http is sent there. Only a proxy that says so, or a socket of our own beside one
/// with a certificate, tells that: what reaches the server from inside, a probe or a proxy that says nothing, is never sent in a circle.
/// </summary>
internal static class Https
{
    private const string OneYear = "max-age=31536000";

    public static void UseHttps(this IApplicationBuilder app, Settings settings)
    {
        if (settings.Development || settings.BaseUrl.Scheme != Uri.UriSchemeHttps)
            return;
        var certified = settings.Network.Urls.Any(url => url.Scheme == Uri.UriSchemeHttps);
        var home = settings.BaseUrl.AbsoluteUri.TrimEnd('/');
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (request.IsHttps)
                context.Response.Headers.StrictTransportSecurity = OneYear;
            else if (certified || request.Headers.ContainsKey("X-Original-Proto"))
                return LeadAsync(context, home);
            return next(context);
        });
    }

    private static Task LeadAsync(HttpContext context, string home)
    {
        var request = context.Request;
        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Headers.ContainsKey("X-Api-Key"))
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = home + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
            return Task.CompletedTask;
        }

        return ApiProblems.WriteAsync(context, StatusCodes.Status403Forbidden, "request.insecure", "Only over https. What was sent could be read on its way: have a key replaced.");
    }
}
