using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Http;
using Traceability.App.Sequencing;

namespace Traceability.App.Features.Ledger;

/// <summary>The newest signed checkpoint, as C2SP tlog-checkpoint text.</summary>
public static class GetCheckpointRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ledger/checkpoint", (LogHeadCache head, HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-cache";
                return head.State.Note is { } note ? Results.Text(note, "text/plain; charset=utf-8") : new ProblemResult(ProofBundles.NotYetLogged);
            })
            .WithName("GetCheckpoint").WithTags("ledger").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, contentType: "text/plain").ProducesProblems(StatusCodes.Status409Conflict);
}
