using Traceability.App.Features.Trace;
using Traceability.Web.Presentation;

namespace Traceability.Web.Hosting;

/// <summary>The address on a label answers people with the page and machines with the trace: one address, told apart by <c>Accept</c>.</summary>
internal static class JsonTrace
{
    public static void UseJsonTrace(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/01", StringComparison.Ordinal))
            {
                context.Response.Headers.Vary = "Accept, Accept-Language, Accept-Encoding, Cookie";
                if (context.Request.AsksForJson())
                    context.Request.Path = new PathString(GetTraceRoute.Prefix).Add(context.Request.Path);
            }

            return next(context);
        });
}
