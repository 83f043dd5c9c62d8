using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Traceability.App.Json;
using Traceability.Domain;

namespace Traceability.App.Http;

/// <summary>The one place where a problem becomes an answer: RFC 9457 problem details with a stable code, the field and the sum.</summary>
public sealed class ProblemResult(Problem problem) : IResult
{
    public static int StatusOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Malformed => StatusCodes.Status400BadRequest,
        ProblemKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Refused => StatusCodes.Status422UnprocessableEntity,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var status = StatusOf(problem.Kind);
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/problem+json";
        if (problem.Kind == ProblemKind.Unauthenticated)
            httpContext.Response.Headers.WWWAuthenticate = "ApiKey";
        var body = new ProblemBody(
            $"urn:traceability:problem:{problem.Code}",
            problem.Detail,
            status,
            problem.Code,
            problem.Field,
            problem.Facts,
            Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier);
        await JsonSerializer.SerializeAsync(httpContext.Response.Body, body, AppJson.Api, httpContext.RequestAborted);
    }
}

/// <summary>Problem details as they are sent.</summary>
/// <param name="Field">The member of the request that caused it.</param>
/// <param name="Facts">The sum or the dates behind a refusal.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Code, string? Field, IReadOnlyDictionary<string, object?>? Facts, string TraceId);
