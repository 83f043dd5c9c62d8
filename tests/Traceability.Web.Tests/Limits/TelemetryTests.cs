using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Traceability.Web.Tests.Limits;

/// <summary>Traces and metrics go where the operator says, and nowhere else.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_ToACollector_BringsTracesAndMetricsOfOursWithoutSerialOrQuery()
    {
        await using var collector = await Collector.StartAsync();
        await using (var server = await LimitedServer.StartAsync(
            "Development", configure: null, ("Demo:Load", "true"), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            using var body = JsonContent.Create(new { gtin = "99520100000105", @base = "0000000000000", plot = "1", kilograms = 1 });
            await server.SendAsync(HttpMethod.Post, "/api/batches/harvests", body, ("X-Api-Key", server.Key("cooperative")));
            await server.SendAsync(HttpMethod.Get, "/01/09520100000102/10/PK01?who=secretquery", null, ("Accept", "text/html"));
            await server.SendAsync(HttpMethod.Get, "/01/09520100000102/10/PK01/21/SECRETSERIAL", null, ("Accept", "text/html"));
            await server.SendAsync(HttpMethod.Get, "/01/09520100000102/10/PK01", null, ("Accept", "text/html"));
            await server.SendAsync(HttpMethod.Get, "/01/09520100000102/10/PK01", null, ("Accept", "text/html"));
            server.Services.GetRequiredService<TracerProvider>().ForceFlush(10_000);
            server.Services.GetRequiredService<MeterProvider>().ForceFlush(10_000);
        }

        var (traces, metrics) = (collector.Got("/v1/traces"), collector.Got("/v1/metrics"));
        Assert.All(
            new[]
            {
                "traceability.commands", "traceability.command.duration", "traceability.lane.waiting", "traceability.lane.group", "traceability.log.size", "traceability.log.anchored",
                "traceability.log.waiting", "traceability.sequencer.turn", "traceability.label.pages", "http.server.request.duration", "dotnet.gc.collections",
            },
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.Contains("GetTrace", traces, StringComparison.Ordinal);
        Assert.Contains("http.route", traces, StringComparison.Ordinal);
        Assert.All(new[] { "secretquery", "SECRETSERIAL", "trk_" }, secret => Assert.DoesNotContain(secret, traces + metrics, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_WithoutAnEndpoint_DoesNotExist()
    {
        await using var server = await LimitedServer.StartAsync("Development", configure: null);

        Assert.Null(server.Services.GetService<TracerProvider>());
        Assert.Null(server.Services.GetService<MeterProvider>());
    }

    /// <summary>Takes what OTLP over HTTP brings; names and values of protobuf stand in it as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _got = new();
        private WebApplication _app = null!;

        public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            collector._app = builder.Build();
            collector._app.MapPost("/{**path}", async (HttpContext http) =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body, Ct);
                collector._got.Enqueue((http.Request.Path, body.ToArray()));
                http.Response.ContentType = "application/x-protobuf";
            });
            await collector._app.StartAsync(Ct);
            return collector;
        }

        public string Got(string path) => string.Concat(_got.Where(g => g.Path == path).Select(g => Encoding.UTF8.GetString(g.Body)));

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
