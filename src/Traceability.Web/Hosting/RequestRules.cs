using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Traceability.Web.Hosting;

/// <summary>What HTTP allows and nothing here needs is refused in words, before anything is read; and what answers GET answers HEAD.</summary>
internal static class RequestRules
{
    public static void UseRequestRules(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            if (context.Request.Headers.ContentEncoding.Count > 0)
                return ApiProblems.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "request.content-encoding", "Bodies are taken as they are: send it without Content-Encoding.");
            if (context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page && !Takes(page, context.Request.Method))
            {
                context.Response.Headers.Allow = string.Join(", ", Methods(page));
                return ApiProblems.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "request.method", "This address does not take this method.");
            }

            return next(context);
        });

    public static void AnsweringHead(this IEndpointConventionBuilder endpoints) =>
        endpoints.Finally(endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
            {
                if (endpoint.Metadata[i] is IHttpMethodMetadata { HttpMethods: ["GET"] })
                    endpoint.Metadata[i] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]);
            }
        });

    // By itself a page answers every method, and one without a handler for it as if it were GET.
    private static bool Takes(CompiledPageActionDescriptor page, string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || page.HandlerMethods.Any(handler => handler.HttpMethod.Equals(method, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Methods(CompiledPageActionDescriptor page) =>
        new[] { HttpMethods.Get, HttpMethods.Head }.Union(page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()), StringComparer.Ordinal);
}
