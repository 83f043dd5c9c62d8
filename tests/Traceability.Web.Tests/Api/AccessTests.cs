using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Http;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Tests.Staff;

namespace Traceability.Web.Tests.Api;

/// <summary>Walks every endpoint there is: somebody decided who may use it, and nobody else can.</summary>
[Collection(Servers.Name)]
public sealed class AccessTests(Servers servers)
{
    /// <summary>Where the framework serves static files that changed since the build, in Development only.</summary>
    private const string ReloadedFiles = "{**path:file}";
    private static readonly string[] TableTypes = ["csv", "excel", "spreadsheet", "tab-separated"];

    [Theory]
    [OnDatabases]
    public async Task Endpoints_EveryOne_SaysWhoMayUseIt(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        Assert.Empty(Endpoints(server).Where(e => e.Metadata.GetMetadata<AccessMetadata>() is null && !IsPageOrFile(e)).Select(e => e.DisplayName));
    }

    [Theory]
    [OnDatabases]
    public async Task Endpoints_WithoutAKeyOrWithAWrongOne_Answer401(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var before = await server.EverythingAsync();
        var restricted = Restricted(server).ToList();

        Assert.InRange(restricted.Count, 31, 1_000);
        foreach (var (endpoint, _) in restricted)
        {
            foreach (var key in new[] { null, "trk_", "trk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", server.Key("operator") + "A", server.Key("operator").ToUpperInvariant(), new string('k', 5_000) })
            {
                var answer = await AskAsync(server, endpoint, key);

                Assert.Equal((401, "auth.required", null), answer.Problem);
                Assert.Equal("ApiKey", Assert.Single(answer.Headers.WwwAuthenticate).ToString());
            }
        }

        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task Endpoints_WithEveryRole_Answer403ToThoseWhoMayNot(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var before = await server.EverythingAsync();

        Assert.Equal(Enum.GetNames<Role>().Order(StringComparer.OrdinalIgnoreCase), server.Roles.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        foreach (var (endpoint, allowed) in Restricted(server))
        {
            foreach (var role in server.Roles)
            {
                var answer = await AskAsync(server, endpoint, server.Key(role));
                if (allowed.Contains(Enum.Parse<Role>(role, ignoreCase: true)))
                    Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{endpoint.DisplayName} refused {role}: {answer.Text}");
                else
                    Assert.Equal((403, "auth.not-allowed", null), answer.Problem);
            }
        }

        Assert.Equal(before, await server.EverythingAsync());
    }

    /// <summary>Found, not listed: a page that declares nothing fails here, and so does one that lets in or keeps out others than it declares.</summary>
    [Theory]
    [OnDatabases]
    public async Task Pages_WithEverybodyThereIs_AreOpenExactlyAsTheyDeclare(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var everybody = await Everybody.GatherAsync(server);
        Assert.Equal(Enum.GetValues<Role>().Order(), everybody.All.SelectMany(s => s.Roles).Distinct().Order());
        var before = await server.EverythingAsync();
        var wrong = new List<string>();
        foreach (var (page, path) in await PagesAsync(server))
        {
            var declared = page.HandlerTypeInfo.GetCustomAttribute<MayUseAttribute>();
            if (declared is null)
            {
                wrong.Add($"{page.ViewEnginePath} declares nothing");
                continue;
            }

            foreach (var somebody in everybody.All)
            {
                var expected = Expected(declared, somebody, path);
                await SeeAsync(wrong, somebody, HttpMethod.Get, path, expected, body: null);
                if (page.HandlerMethods.Any(h => h.HttpMethod.Equals("Post", StringComparison.OrdinalIgnoreCase)) && page.ViewEnginePath != "/Error")
                    await SeeAsync(wrong, somebody, HttpMethod.Post, path, expected, expected == "open" ? [] : await TokenAsync(somebody));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await server.EverythingAsync());
    }

    /// <summary>With the cookie alone nobody is anybody at an address of machines: no other site can have a browser command anything there.</summary>
    [Theory]
    [OnDatabases]
    public async Task Endpoints_WithTheCookieOfEverybody_Answer401(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var everybody = await Everybody.GatherAsync(server);
        var before = await server.EverythingAsync();
        var wrong = new List<string>();
        foreach (var (endpoint, _) in Restricted(server))
        {
            foreach (var somebody in everybody.All)
            {
                foreach (var path in new[] { PathOf(endpoint), PathOf(endpoint).ToUpperInvariant() })
                {
                    var shown = await somebody.Browser.CommandAsync(MethodOf(endpoint), path);
                    if (shown.Status != HttpStatusCode.Unauthorized)
                        wrong.Add($"{MethodOf(endpoint)} {path} by {somebody.Name}: {shown.Status} {shown.Html}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await server.EverythingAsync());
    }

    /// <summary>A spreadsheet takes what begins with = for a formula. Nothing that is handed out here is for one.</summary>
    [Theory]
    [OnDatabases]
    public async Task Endpoints_AskedForATable_HandOutNone(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server, "=1+1");
        const string lot = "TABLE1";
        var batch = await farm.HarvestAsync(10, lot);
        var entry = (string)(await server.RecordAsync("/api/products", farm.Key, new { gtin = Farm.NewLooseGtin(), name = "=1+1" }))["receipts"]![0]!["entry"]!;
        await server.LoggedAsync();
        var answered = 0;
        foreach (var endpoint in All(server).Where(e => !IsPageOrFile(e) && MethodOf(e) == HttpMethod.Get))
        {
            Assert.DoesNotContain(endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().SelectMany(p => p.ContentTypes), IsTable);
            // Also of what is there: what is not answers the same whatever is asked for.
            var there = PathOf(endpoint).Replace("09520100000102", farm.Loose, StringComparison.Ordinal).Replace("NONE", lot, StringComparison.Ordinal)
                .Replace("01990000-0000-7000-8000-000000000000", endpoint.RoutePattern.RawText!.Contains("{entry", StringComparison.Ordinal) ? entry : batch, StringComparison.Ordinal);
            foreach (var key in new[] { null, server.Key("operator"), server.Key("supervisor"), server.Key("administrator"), farm.Key })
            {
                foreach (var (path, accept) in new[] { (there, "text/csv"), (there, "application/vnd.ms-excel"), (there + "?format=csv", "application/json"), (PathOf(endpoint), "text/csv") })
                {
                    var answer = await server.GetAsync(path, key, accept);
                    Assert.False(IsTable(answer.MediaType ?? ""), $"{path}: {answer.MediaType}");
                    Assert.False(answer.ContentHeaders.Contains("Content-Disposition"), path);
                    answered += answer.Status == HttpStatusCode.OK && path == there && key == farm.Key ? 1 : 0;
                }
            }
        }

        Assert.True(answered >= 20, $"Only {answered} answered with what is there.");

        static bool IsTable(string type) => TableTypes.Any(t => type.Contains(t, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [OnDatabases]
    public async Task Endpoints_ForEverybody_AskNobodyForAKey(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        foreach (var endpoint in Endpoints(server).Where(e => e.Metadata.GetMetadata<AccessMetadata>() is { AllowedTo.Count: 0 }))
        {
            foreach (var key in new[] { null, "trk_wrong", server.Key("seller") })
                Assert.DoesNotContain((int)(await AskAsync(server, endpoint, key)).Status, new[] { 401, 403, 500 });
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Key_SentTwice_IsNoKey(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/api/products")) { Content = Server.JsonContent("{}") };
        request.Headers.Add("X-Api-Key", [server.Key("cooperative"), server.Key("operator")]);

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [OnDatabases]
    public async Task Keys_InTheDatabase_AreOnlyHashes(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var fresh = await Organisation.RegisterAsync(server, "新", "seller");

        foreach (var key in server.Roles.Select(server.Key).Append(fresh.Key))
            Assert.DoesNotContain(server.Cells("api_key").Concat(server.Cells("idempotency")).Concat(server.Cells("vault_payload")), cell => cell.Contains(key[4..], StringComparison.Ordinal));
    }

    private static IEnumerable<RouteEndpoint> All(Server server) => server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>();

    private static IEnumerable<RouteEndpoint> Endpoints(Server server) => All(server).Where(e => !IsPageOrFile(e));

    private static bool IsPageOrFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null || endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || string.Equals(endpoint.RoutePattern.RawText, ReloadedFiles, StringComparison.Ordinal);

    private static IEnumerable<(RouteEndpoint Endpoint, IReadOnlyList<Role> Allowed)> Restricted(Server server) =>
        from endpoint in Endpoints(server)
        let access = endpoint.Metadata.GetMetadata<AccessMetadata>()
        where access is { AllowedTo.Count: > 0 }
        select (endpoint, access.AllowedTo);

    private static async Task<IReadOnlyList<(CompiledPageActionDescriptor Page, string Path)>> PagesAsync(Server server)
    {
        var loader = server.Services.GetRequiredService<PageLoader>();
        var pages = new List<(CompiledPageActionDescriptor, string)>();
        foreach (var endpoint in All(server))
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                pages.Add((await loader.LoadAsync(page, endpoint.Metadata), PathOf(endpoint)));
        }

        Assert.NotEmpty(pages);
        return pages;
    }

    private static string Expected(MayUseAttribute declared, Somebody somebody, string path) => somebody.Is switch
    {
        _ when declared.Who == Who.Everybody => "open",
        Standing.Nobody or Standing.AwaitsCode => "/sign-in",
        Standing.MustChangePassword when path != "/account/password" => "/account/password",
        _ when declared.Who == Who.SignedIn || declared.Roles.Intersect(somebody.Roles).Any() => "open",
        _ => "403",
    };

    private static async Task SeeAsync(List<string> wrong, Somebody somebody, HttpMethod method, string path, string expected, IEnumerable<KeyValuePair<string, string>>? body)
    {
        var shown = await somebody.Browser.AskAsync(method, path, body);
        var seen = shown.Status switch
        {
            HttpStatusCode.Redirect when shown.Headers.Location!.OriginalString.Split("?returnUrl=") is [var to, _] => to,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError => ((int)shown.Status).ToString(CultureInfo.InvariantCulture),
            // A form without its token.
            not HttpStatusCode.BadRequest when method == HttpMethod.Post => $"taken: {shown.Status}",
            _ => "open",
        };
        if (seen != expected)
            wrong.Add($"{method} {path} by {somebody.Name}: {seen}, and it declares {expected}");
    }

    /// <summary>What makes a form the somebody's own, from a page that is open to them.</summary>
    private static async Task<IEnumerable<KeyValuePair<string, string>>> TokenAsync(Somebody somebody)
    {
        var page = (await somebody.Browser.AskAsync(HttpMethod.Get, somebody.FormPage)).Page;
        return [KeyValuePair.Create("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!)];
    }

    private static HttpMethod MethodOf(RouteEndpoint endpoint) => new(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);

    /// <summary>An address of the endpoint for things that are not there.</summary>
    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "gtin" } => "09520100000102",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "format" } => "svg",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "status" } => "404",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "lot" or "serial" } => "NONE",
        _ => "01990000-0000-7000-8000-000000000000",
    }))));

    private static Task<Answer> AskAsync(Server server, RouteEndpoint endpoint, string? key) =>
        server.SendAsync(MethodOf(endpoint), PathOf(endpoint), key, MethodOf(endpoint) == HttpMethod.Post ? Server.JsonContent("{}") : null);
}
