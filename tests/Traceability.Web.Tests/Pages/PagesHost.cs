using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.App.Features.Trace;
using Traceability.Domain;
using Traceability.Web.Presentation;

[assembly: AssemblyFixture(typeof(Traceability.Web.Tests.Pages.PagesHost))]

namespace Traceability.Web.Tests.Pages;

/// <summary>The pages alone in a small host: what a handler would find is made by hand, everything between the request and the HTML is real.</summary>
public sealed class PagesHost : IAsyncLifetime
{
    public const string Hotline = "12316";

    public static readonly IReadOnlyDictionary<string, Func<TraceView>> Labels = new Dictionary<string, Func<TraceView>>(StringComparer.Ordinal)
    {
        ["PK01"] = Traces.Potato,
        ["PK02"] = Traces.Anchored,
        ["MG01"] = Traces.Merged,
        ["PK03"] = Traces.Stopped,
        ["PK04"] = Traces.Logged,
        ["XSS"] = Traces.Hostile,
        ["A/B"] = Traces.Potato,
        ["A%2FB"] = Traces.Anchored,
    };

    private readonly WebApplication _app = Build(builder => builder.WebHost.UseTestServer());

    public static WebApplication Build(Action<WebApplicationBuilder> configure)
    {
        // The views and static files are found by the name of the application that holds them.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(PagesSetup).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        configure(builder);
        builder.Logging.ClearProviders();
        builder.Services.AddShopperPages();
        builder.Services.AddSingleton<ISender>(new HandMadeSender());
        builder.Services.AddSingleton(new DeploymentNotice(Demonstration: true, Hotline, "trace.example/log", TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
        builder.Services.AddSingleton<SampleLabelSource>(_ => ValueTask.FromResult<IReadOnlyList<SampleLabel>>(
        [
            new("/01/09520100000102/10/PK01", "/api/labels/PK01.svg", new("张北马铃薯", "Zhangbei potatoes"), "PK01"),
            new("/01/09520100000102/10/MG01", "/api/labels/MG01.svg", new("南华牛肝菌干片", null), "MG01"),
        ]));
        var app = builder.Build();
        app.UseFailurePages(_ => false);
        app.MapShopperPages();
        app.MapGet("/broken", (HttpContext _) => throw new InvalidOperationException("the secret detail"));
        app.MapGet("/api/broken", () => Results.NotFound());
        return app;
    }

    public HttpClient Client()
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        return client;
    }

    public async Task<IHtmlDocument> PageAsync(string path, string language = "zh-CN")
    {
        using var client = Client();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await ReadAsync(response);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public async ValueTask InitializeAsync() => await _app.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class HandMadeSender : ISender
    {
        public ValueTask<TResponse> Send<TResponse>(IQuery<TResponse> query, CancellationToken cancellationToken = default)
        {
            var trace = (GetTrace)(object)query;
            Result<TraceView> found = Labels.TryGetValue(trace.Lot.ToString(), out var make)
                ? make()
                : new Problem("label.unknown", ProblemKind.NotFound, "No label was issued for this address.");
            return ValueTask.FromResult((TResponse)(object)found);
        }

        public ValueTask<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<TResponse> Send<TResponse>(ICommand<TResponse> command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<object?> Send(object message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<TResponse> CreateStream<TResponse>(IStreamQuery<TResponse> query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<TResponse> CreateStream<TResponse>(IStreamRequest<TResponse> request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<TResponse> CreateStream<TResponse>(IStreamCommand<TResponse> command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<object?> CreateStream(object request, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
