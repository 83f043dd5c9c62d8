using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.Domain;
using Traceability.Web.Presentation;

namespace Traceability.Web.Hosting;

/// <summary>Machines get problem details for everything: an address that is not there, a method that is not, and our own failures.</summary>
internal static class ApiProblems
{
    private static readonly Problem NoSuchAddress = new("request.address", ProblemKind.NotFound, "There is nothing at this address.");

    public static void UseApiProblems(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            if (context.Request.AsksForPage())
            {
                await next(context);
                return;
            }

            try
            {
                await next(context);
            }
            catch (BadHttpRequestException e) when (!context.Response.HasStarted)
            {
                if (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
                    await WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "request.too-large", "The body is larger than this address takes.");
                else
                    await WriteAsync(context, e.StatusCode, "request.malformed", "The request cannot be read.");
                return;
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (!context.Response.HasStarted && context.RequestServices.GetRequiredService<IDatabase>().IsAbsence(e))
            {
                context.RequestServices.GetRequiredService<ILogger<Program>>().LogWarning(e, "{Method} {Path} could not reach the database", context.Request.Method, context.Request.Path);
                context.Response.Headers.RetryAfter = "2";
                await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "database.unavailable", "The database cannot be reached at present. Send the request again with the same Idempotency-Key: it is done once.");
                return;
            }
#pragma warning disable CA1031 // The last resort: whatever was not foreseen is logged and answered without details.
            catch (Exception e) when (!context.Response.HasStarted)
#pragma warning restore CA1031
            {
                context.RequestServices.GetRequiredService<ILogger<Program>>().LogError(e, "{Method} {Route} failed", context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)");
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "server.failure", "The server failed. Nothing was recorded unless a receipt was given before.");
                return;
            }

            if (context.Response.HasStarted || context.Response.ContentLength is not null || context.Response.ContentType is not null)
                return;
            switch (context.Response.StatusCode)
            {
                case StatusCodes.Status404NotFound:
                    await new ProblemResult(NoSuchAddress).ExecuteAsync(context);
                    break;
                case StatusCodes.Status415UnsupportedMediaType:
                    await new ProblemResult(BodyProblems.NotJson).ExecuteAsync(context);
                    break;
                case StatusCodes.Status405MethodNotAllowed:
                    await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "request.method", "This address does not take this method.");
                    break;
                case StatusCodes.Status400BadRequest:
                    await WriteAsync(context, StatusCodes.Status400BadRequest, "request.malformed", "The request cannot be read.");
                    break;
            }
        });

    /// <summary>A refusal by the host: problem details, or an empty answer where a page in words takes its place.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string title)
    {
        context.Response.StatusCode = status;
        return context.Request.AsksForPage()
            ? Task.CompletedTask
            : Results.Json(
                new ProblemBody($"urn:traceability:problem:{code}", title, status, code, Field: null, Facts: null, context.TraceIdentifier),
                App.Json.AppJson.Api, "application/problem+json", status).ExecuteAsync(context);
    }
}
