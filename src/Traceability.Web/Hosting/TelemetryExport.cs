using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.App.Sequencing;

namespace Traceability.Web.Hosting;

/// <summary>Traces and metrics by OpenTelemetry, for an operator who sets where they go. Nothing of it runs otherwise.</summary>
internal static class TelemetryExport
{
    private static readonly string[] Meters =
    [
        Telemetry.Name, LogGauges.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Net.Http", "System.Runtime", "Npgsql",
    ];

    public static void AddTelemetryExport(this IServiceCollection services, Settings settings)
    {
        if (settings.TelemetryEndpoint is null)
            return;
        services.AddHostedService<LogGauges>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("traceability", serviceInstanceId: settings.Node))
            .WithTracing(traces => traces
                .AddSource(Telemetry.Name, "System.Net.Http")
                .AddAspNetCoreInstrumentation(requests =>
                    requests.Filter = context => !context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/readyz", StringComparison.Ordinal))
                .AddProcessor(new RoutesOnly())
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter());
    }

    /// <summary>The path of a label has its serial in it, that of a chain's node perhaps a key: who watches the server is told neither.</summary>
    private sealed class RoutesOnly : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.GetTagItem("url.path") is not null)
                data.SetTag("url.path", data.GetTagItem("http.route"));
            if (data.GetTagItem("url.full") is string full)
                data.SetTag("url.full", Uri.TryCreate(full, UriKind.Absolute, out var address) ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null);
        }
    }

    /// <summary>How far the log is, looked up when somebody collects it.</summary>
    internal sealed class LogGauges : IHostedService
    {
        public const string Name = "Traceability.Log";

        public LogGauges(IMeterFactory meters, LogHeadCache head, ReadPool reads)
        {
            var meter = meters.Create(Name);
            meter.CreateObservableGauge("traceability.log.size", () => head.State.Size, "{entry}", "Entries under the newest checkpoint");
            meter.CreateObservableGauge("traceability.log.anchored", () => head.Anchored.Size, "{entry}", "Entries under the newest confirmed anchor");
            meter.CreateObservableGauge("traceability.log.waiting", () => Waiting(reads), "{entry}", "Entries that are recorded and not yet in the log");
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static long Waiting(ReadPool reads)
        {
            using var lease = reads.Rent();
            return Convert.ToInt64(lease.Command("SELECT COUNT(*) FROM log_inbox").ExecuteScalar(), CultureInfo.InvariantCulture);
        }
    }
}
