using System.Globalization;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Sequencing;

namespace Traceability.Web.Operations;

/// <summary>Whether the process lives, and whether it does its work; with words for the operator where it does not.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // From memory: a process whose database is away still lives.
        routes.MapGet("/healthz", (LogHeadCache head, LogIdentity log) => Results.Json(new Liveness("ok", log.Node, head.Leads, head.Holder?.Node, head.Holder?.Epoch), AppJson.Api))
            .WithMetadata(AccessMetadata.Everybody).ExcludeFromDescription();
        routes.MapGet("/readyz", async (LogHeadCache head, LogIdentity log, IDatabase database, ReadPool reads, CancellationToken ct) =>
            {
                var body = await LookAsync(head, log, database, reads, ct);
                return Results.Json(body, AppJson.Api, statusCode: body.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
            })
            .WithMetadata(AccessMetadata.Everybody).ExcludeFromDescription();
    }

    private static async Task<Readiness> LookAsync(LogHeadCache head, LogIdentity log, IDatabase database, ReadPool reads, CancellationToken ct)
    {
        var body = new Readiness(
            head.Refusal is null && !head.Failing && head.WriteTrouble is null,
            log.Node, head.Leads, head.Holder?.Node, head.Holder?.Epoch, head.State.Size, Waiting: null, head.Anchored.Size, Standbys: null,
            head.Refusal ?? (head.Failing ? "The sequencer fails and tries again; the server's log says why." : null), head.WriteTrouble, head.ChainTrouble, ReplicationUnknown: null);
        try
        {
            var around = await database.LookAroundAsync(ct);
            return body with
            {
                Waiting = Waiting(reads),
                Standbys = around.Standbys,
                ReplicationUnknown = around.Standbys is null ? "The database does not tell this account about its standbys: grant it pg_monitor." : null,
                LogTrouble = body.LogTrouble ?? (around.Led ? null : "No node leads at present: what is recorded waits for its place in the log."),
            };
        }
        catch (Exception e) when (database.IsAbsence(e))
        {
            return body with { Ready = false, WriteTrouble = head.WriteTrouble ?? "The database cannot be reached." };
        }
    }

    private static long Waiting(ReadPool reads)
    {
        using var lease = reads.Rent();
        return Convert.ToInt64(lease.Command("SELECT COUNT(*) FROM log_inbox").ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private sealed record Liveness(string Status, string Node, bool Leads, string? Leader, long? Epoch);

    /// <param name="Ready">Whether facts can be recorded here and get their place in the log. A chain that is away does not make it false, nor a moment without a leader.</param>
    private sealed record Readiness(
        bool Ready,
        string Node,
        bool Leads,
        string? Leader,
        long? Epoch,
        long Logged,
        long? Waiting,
        long Anchored,
        IReadOnlyList<Standby>? Standbys,
        string? LogTrouble,
        string? WriteTrouble,
        string? ChainTrouble,
        string? ReplicationUnknown);
}
