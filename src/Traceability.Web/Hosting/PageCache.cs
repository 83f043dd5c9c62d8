using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Traceability.App;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Features.Trace;
using Traceability.App.Pipeline;
using Traceability.App.Scans;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Web.Presentation;

namespace Traceability.Web.Hosting;

/// <summary>
/// Serves a label's page from memory for as long as it says the truth. Every request first asks by index how far the histories
/// of the chain have come; that, the state of the proofs, the local date and the reader make the key, so that a stale page is
/// not thrown away but never found.
/// </summary>
internal sealed class PageCache(ReadPool reads, LogHeadCache head, DeploymentOptions deployment, TimeProvider clock, ScanLog scans, ScanCity city) : IOutputCachePolicy
{
    public const string Name = "label";

    private static readonly KeyValuePair<string, object?> FromMemory = new("from", "memory");
    private static readonly KeyValuePair<string, object?> Made = new("from", "made");

    // Whatever happens to a batch of the chain, on a plot it grew on or to a mark on its labels raises a version; the youngest entry says which proofs can still change.
    // CROSS JOIN, because SQLite keeps its order: left to choose, it looks through a whole table.
    private const string Histories =
        """
        WITH RECURSIVE up (batch) AS (SELECT subject FROM batch WHERE subject = @batch UNION SELECT i.input FROM up CROSS JOIN batch_input i WHERE i.batch = up.batch),
        things (version, last_entry) AS (
          SELECT b.version, b.last_entry FROM up CROSS JOIN batch b WHERE b.subject = up.batch
          UNION ALL SELECT p.version, p.last_entry FROM (SELECT DISTINCT b.plot FROM up CROSS JOIN batch b WHERE b.subject = up.batch) g CROSS JOIN plot p WHERE p.subject = g.plot
          UNION ALL SELECT c.version, c.last_entry FROM label_mark m JOIN certificate c ON c.subject = m.mark WHERE m.batch = @batch
          UNION ALL SELECT n.version, n.last_entry FROM label_mark m JOIN licence n ON n.subject = m.mark WHERE m.batch = @batch)
        SELECT COUNT(*), SUM(b.version), SUM(CASE WHEN l."index" IS NULL THEN 1 ELSE 0 END), MAX(l."index"),
          (SELECT s.times FROM scan_count s WHERE s.batch = @batch AND s.serial = @serial),
          (SELECT s.unusual_at FROM scan_count s WHERE s.batch = @batch AND s.serial = @serial)
        FROM things b
        CROSS JOIN log_entry e
        LEFT JOIN log_leaf l ON l.sequence = e.sequence
        WHERE e.id = b.last_entry
        """;

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        // What is shown to somebody who is known is nobody else's, neither to take from memory nor to put there.
        if (http.RequestServices.GetRequiredService<PersonContext>().Person is not null)
            return;
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Query.Count > 0 || LabelAddress.Read(http).Failed(out var label))
            return;
        var batch = Subject.Batch(label.Gtin, label.Lot);
        if (await TruthAsync(batch, label.Serial?.ToString() ?? "") is not { } truth)
            return;

        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = TimeSpan.FromHours(1);
        var reader = Reader.Of(http);
        context.CacheVaryByRules.CacheKeyPrefix = string.Create(
            CultureInfo.InvariantCulture, $"{batch}|{label.Serial}|{truth}|{(reader.Chinese ? 'z' : 'e')}{(reader.LargeType ? 'L' : 'n')}|{http.Request.Headers.AcceptEncoding}");
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        Telemetry.Pages.Add(1, FromMemory);
        Note(context.HttpContext);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        Telemetry.Pages.Add(1, Made);
        var response = context.HttpContext.Response;
        if (response.StatusCode == StatusCodes.Status200OK)
            Note(context.HttpContext);
        context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0;
        return ValueTask.CompletedTask;
    }

    /// <summary>A person's page, also one that was looked at in another language or by staff, is no scan: those do not come here.</summary>
    private void Note(HttpContext http)
    {
        if (!LabelAddress.Read(http).Failed(out var label))
            scans.Note(Subject.Batch(label.Gtin, label.Lot), label.Serial?.ToString(), city.Of(http.Request), Reader.Of(http).Language);
    }

    private async ValueTask<string?> TruthAsync(string batch, string serial)
    {
        // Of before the question: what the log reached since is not what this page would show.
        var (logged, anchored) = (head.State.Size, head.Anchored.Size);
        var today = deployment.DayOf(clock.GetUtcNow());
        return await reads.AskAsync(
            new Statement(Histories, ("@batch", batch), ("@serial", serial)),
            rows =>
            {
                if (!rows.Read() || rows.GetInt64(0) == 0)
                    return null;
                // Growth of the log beyond the youngest entry changes nothing on this page.
                var bound = rows.GetInt64(2) > 0 ? long.MaxValue : rows.GetInt64(3) + 1;
                return string.Create(CultureInfo.InvariantCulture, $"{rows.GetInt64(0)}.{rows.GetInt64(1)}.{Math.Min(logged, bound)}.{Math.Min(anchored, bound)}.{today:yyyyMMdd}.{Scans(rows)}");
            });
    }

    /// <summary>In the steps in which the page says it: a page that would say the same is the same.</summary>
    private string Scans(System.Data.Common.DbDataReader rows) => rows.IsDBNull(4) ? "0" : string.Create(
        CultureInfo.InvariantCulture, $"{ScansView.Step(rows.GetInt64(4))}{(ScansView.IsUnusual(rows.IsDBNull(5) ? null : DateTimeOffset.Parse(rows.GetString(5), CultureInfo.InvariantCulture), clock.GetUtcNow()) ? "u" : "")}");
}
