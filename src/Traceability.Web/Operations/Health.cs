using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Sequencing;

namespace Traceability.Web.Operations;

/// <summary>Whether the process lives, and whether it does its work; with words for the operator where it does not.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok")).WithMetadata(AccessMetadata.Everybody).ExcludeFromDescription();
        routes.MapGet("/readyz", (LogHeadCache head, ReadPool reads) =>
            {
                using var lease = reads.Rent();
                var waiting = Convert.ToInt64(
                    lease.Command("SELECT COUNT(*) FROM log_inbox").ExecuteScalar(),
                    System.Globalization.CultureInfo.InvariantCulture);
                var body = new Readiness(head.Refusal is null && !head.Failing, head.State.Size, waiting, head.Anchored.Size, head.Refusal ?? (head.Failing ? "The sequencer fails and tries again; the server's log says why." : null), head.ChainTrouble);
                return Results.Json(body, App.Json.AppJson.Api, statusCode: body.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
            })
            .WithMetadata(AccessMetadata.Everybody).ExcludeFromDescription();
    }

    /// <param name="Ready">Whether facts get their place in the log. A chain that is away does not make it false.</param>
    private sealed record Readiness(bool Ready, long Logged, long Waiting, long Anchored, string? LogTrouble, string? ChainTrouble);
}
