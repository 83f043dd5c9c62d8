using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain.Values;
using Traceability.Domain;
using Traceability.Domain.Files;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Files;

/// <summary>A stored file, for who stored it and for whoever sees a fact that names it.</summary>
/// <param name="Sha256">Of its bytes, lower hex.</param>
public sealed record GetFile(string Sha256) : IQuery<Result<FileContent>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } =
        [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Certifier, Role.BrandManager, Role.Supervisor];
}

public sealed record FileContent(FileHash Hash, FileKind Kind, byte[] Bytes)
{
    public string Name => $"{Hash.ToString()[..16]}.{Kind.Extension}";
}

internal sealed class GetFileHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<GetFile, Result<FileContent>>
{
    public async ValueTask<Result<FileContent>> Handle(GetFile query, CancellationToken cancellationToken)
    {
        if (!FileHash.TryParse(query.Sha256, out var hash, out var error))
            return new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("sha256");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await scopes.On(db).SeesFileAsync(hash, cancellationToken))
            return FileProblems.Unknown;
        return await db.Files.SingleOrDefaultAsync(f => f.Sha256 == hash, cancellationToken) is { } file
            ? new FileContent(hash, FileKind.All.Single(k => k.MediaType == file.MediaType), file.Bytes)
            : FileProblems.Unknown;
    }
}

public static class GetFileRoute
{
    /// <summary>Opened in a browser it would run nothing and load nothing; it is handed over to be kept.</summary>
    public const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    public static string Of(FileHash hash) => $"/api/files/{hash}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/files/{sha256}", async (string sha256, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetFile(sha256), http.RequestAborted);
                return result.Failed(out var file) ? new ProblemResult(result.Problem) : Answer(http, file);
            })
            .WithName(nameof(GetFile)).WithTags("files").WithMetadata(new AccessMetadata(GetFile.AllowedTo))
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);

    private static IResult Answer(HttpContext http, FileContent file)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Bytes(file.Bytes, file.Kind.MediaType, file.Name);
    }
}
