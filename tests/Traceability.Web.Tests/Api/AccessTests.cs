using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Http;
using Traceability.Domain.Parties;

namespace Traceability.Web.Tests.Api;

/// <summary>Walks every endpoint there is: somebody decided who may use it, and nobody else can.</summary>
[Collection(Servers.Name)]
public sealed class AccessTests(Servers servers)
{
    /// <summary>Where the framework serves static files that changed since the build, in Development only.</summary>
    private const string ReloadedFiles = "{**path:file}";

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

        Assert.Equal(29, restricted.Count);
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

    /// <summary>An address of the endpoint for things that are not there, with an empty body where it takes one.</summary>
    private static Task<Answer> AskAsync(Server server, RouteEndpoint endpoint, string? key)
    {
        var segments = endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "gtin" } => "09520100000102",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "format" } => "svg",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "lot" or "serial" } => "NONE",
            _ => "01990000-0000-7000-8000-000000000000",
        })));
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        return server.SendAsync(new HttpMethod(method), "/" + string.Join('/', segments), key, method == "POST" ? Server.JsonContent("{}") : null);
    }
}
