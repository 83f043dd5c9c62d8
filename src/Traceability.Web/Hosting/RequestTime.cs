using Microsoft.AspNetCore.Http.Timeouts;

namespace Traceability.Web.Hosting;

/// <summary>No request takes longer than is allowed: whoever waits is told, and what it waited for is given up.</summary>
internal static class RequestTime
{
    public static void AddRequestTime(this IServiceCollection services, TimeSpan longest) =>
        services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = longest,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = context =>
            {
                // Everything that was set before is gone from the answer.
                SecurityHeaders.Set(context);
                // The page that says so does not wait for the form either.
                context.Request.ContentType = null;
                return ApiProblems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "server.timeout", "It took too long. Whether it was recorded is not known: send it again with the same Idempotency-Key.");
            },
        });
}
