using System.Text.Json;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Traceability.App.Access;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Http;

/// <summary>Who may use an endpoint; read by the test that walks all of them. Without roles it is open to everybody.</summary>
public sealed record AccessMetadata(IReadOnlyList<Role> AllowedTo)
{
    public static AccessMetadata Everybody { get; } = new([]);
}

/// <summary>A form of a command's body beside JSON.</summary>
/// <param name="Place">Names the place of a problem as it is known to who wrote the file.</param>
public sealed record BodyFile<TCommand>(string MediaType, Func<HttpContext, byte[], Result<TCommand>> Read, Func<Problem, Problem> Place)
{
    public bool Is(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Says of an endpoint that its body may be a file of this kind.</summary>
public sealed record BodyFileMetadata(string MediaType);

/// <summary>Commands over HTTP: who may is asked before the body is read, the body is read strictly, the answer is 201, or 200 where nothing was made, or a problem.</summary>
public static class CommandRoutes
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const int LongestKey = 128;

    private const int LargestBody = 64 * 1024;

    /// <summary>The server may have read a little more than the route has seen: the route is to be the one that says no.</summary>
    private const int ReadAhead = 192 * 1024;

    /// <param name="location">Where the thing that was made can be asked for; null where nothing was made.</param>
    /// <param name="withId">Puts the <c>{id}</c> of the route into the command.</param>
    /// <param name="file">Another form that the body may have.</param>
    public static RouteHandlerBuilder MapCommand<TCommand, TAnswer>(
        this IEndpointRouteBuilder routes,
        string pattern,
        Func<TAnswer, string>? location,
        Func<TCommand, Guid, TCommand>? withId = null,
        int largestBody = LargestBody,
        BodyFile<TCommand>? file = null)
        where TCommand : class, IRestrictedCommand<TAnswer>
        where TAnswer : class
    {
        var route = routes.MapPost(pattern, HandleAsync)
            .WithName(typeof(TCommand).Name)
            .WithTags(pattern.Split('/')[2])
            .WithMetadata(new AccessMetadata(TCommand.AllowedTo), new RequestSizeLimitAttribute(largestBody + ReadAhead))
            .Accepts<TCommand>("application/json")
            .Produces<TAnswer>(location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created)
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        return file is null ? route : route.WithMetadata(new BodyFileMetadata(file.MediaType));

        async Task<IResult> HandleAsync(HttpContext http, ISender sender, ActorContext actors, IdempotencyContext idempotency)
        {
            if (Authority.WhyNot<TCommand>(actors.Actor) is { } refusal)
                return new ProblemResult(refusal);
            if (!TryTakeKey(http.Request, idempotency))
                return new ProblemResult(GeneralProblems.KeyMalformed);
            var isFile = file is not null && file.Is(http.Request);
            var read = isFile ? await ReadFileAsync(http, largestBody, file!) : await ReadAsync<TCommand>(http, largestBody);
            if (read.Failed(out var command))
                return new ProblemResult(read.Problem);
            if (withId is not null)
            {
                if (!Guid.TryParseExact((string?)http.GetRouteValue("id"), "D", out var id))
                    return new ProblemResult(BodyProblems.BadId);
                command = withId(command, id);
            }

            var result = await sender.Send(command, http.RequestAborted);
            if (result.Failed(out var answer))
                return new ProblemResult(isFile ? file!.Place(result.Problem) : result.Problem);
            if (location is null)
                return Results.Json(answer, AppJson.Api);
            http.Response.Headers.Location = location(answer);
            return Results.Json(answer, AppJson.Api, statusCode: StatusCodes.Status201Created);
        }
    }

    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<ProblemBody>(status, "application/problem+json");
        return route;
    }

    private static bool TryTakeKey(HttpRequest request, IdempotencyContext idempotency)
    {
        if (!request.Headers.TryGetValue(IdempotencyKey, out var values))
            return true;
        if (values is not [{ Length: > 0 and <= LongestKey } key] || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return false;
        idempotency.Key = key;
        return true;
    }

    private static async ValueTask<Result<T>> ReadAsync<T>(HttpContext http, int largest)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
            return BodyProblems.NotJson;
        if (http.Request.ContentLength > largest)
            return BodyProblems.TooLarge(largest);
        try
        {
            // A chunked body says no length: read no more than is allowed, and one byte to see that there was more.
            await using var bounded = new BoundedStream(http.Request.Body, largest);
            return await JsonSerializer.DeserializeAsync<T>(bounded, AppJson.Api, http.RequestAborted) is { } value ? value : BodyProblems.Empty;
        }
        catch (BodyTooLargeException)
        {
            return BodyProblems.TooLarge(largest);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // Chunks of no size, or a connection that broke.
            return BodyProblems.Unreadable;
        }
        catch (BrokenRuleException e)
        {
            return new Problem(e.Rule, ProblemKind.Malformed, e.Message).On(FieldOf(e.Path));
        }
        catch (JsonException e)
        {
            return BodyProblems.Malformed(e).On(FieldOf(e.Path));
        }
    }

    private static async ValueTask<Result<T>> ReadFileAsync<T>(HttpContext http, int largest, BodyFile<T> file)
        where T : class
    {
        if (http.Request.ContentLength > largest)
            return BodyProblems.TooLarge(largest);
        try
        {
            await using var bounded = new BoundedStream(http.Request.Body, largest);
            using var whole = new MemoryStream();
            await bounded.CopyToAsync(whole, http.RequestAborted);
            return file.Read(http, whole.ToArray());
        }
        catch (BodyTooLargeException)
        {
            return BodyProblems.TooLarge(largest);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return BodyProblems.Unreadable;
        }
    }

    private static string FieldOf(string? path) => path is { Length: > 2 } ? path[2..] : "$";
}

public static class BodyProblems
{
    public static Problem NotJson { get; } = new("request.content-type", ProblemKind.Malformed, "The body is JSON: send Content-Type: application/json.") { Field = "Content-Type" };

    public static Problem Empty { get; } = new("request.empty", ProblemKind.Malformed, "The body is a JSON object.") { Field = "$" };

    public static Problem Unreadable { get; } = new("request.malformed", ProblemKind.Malformed, "The body cannot be read to its end.") { Field = "$" };

    public static Problem BadId { get; } = new("request.id", ProblemKind.Malformed, "The id in the address is a UUID.") { Field = "id" };

    public static Problem TooLarge(int largest) => new("request.too-large", ProblemKind.Malformed, $"The body is at most {largest / 1024} KiB.") { Field = "$" };

    public static Problem Malformed(JsonException e) => e.Message switch
    {
        var m when m.Contains("could not be mapped", StringComparison.Ordinal) => new("request.unknown-member", ProblemKind.Malformed, "The body has a member that this command does not know."),
        var m when m.Contains("required properties", StringComparison.Ordinal) => new("request.missing-member", ProblemKind.Malformed, $"The body lacks {m[(m.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}."),
        var m when m.Contains("Duplicate property", StringComparison.Ordinal) => new("request.duplicate-member", ProblemKind.Malformed, "The body names a member twice."),
        var m when m.Contains("could not be converted", StringComparison.Ordinal) => new("request.type", ProblemKind.Malformed, "The value is not of the kind that is expected here."),
        _ => new("request.malformed", ProblemKind.Malformed, "The body is no well-formed JSON."),
    };
}
