namespace Traceability.Web.Tests.Limits;

/// <summary>Where labels say https, nobody is left on http, and nobody is sent in a circle.</summary>
public sealed class HttpsTests
{
    private const string Label = "/01/09520100000102/10/PK01";

    [Fact]
    public async Task Request_BehindAProxy_IsLedByWhatTheProxySays()
    {
        await using var server = await LimitedServer.InProductionAsync(("Labels:BaseUrl", "https://id.example/t"), ("AllowedHosts", "127.0.0.1"));

        using var plain = await server.SendAsync(HttpMethod.Get, Label + "?lang=en", null, ("X-Forwarded-Proto", "http"));
        Assert.Equal((308, "https://id.example/t" + Label + "?lang=en"), ((int)plain.StatusCode, plain.Headers.Location!.OriginalString));
        Assert.Equal((403, "request.insecure"), await server.RefusalAsync(HttpMethod.Get, "/api/trace" + Label, null, ("X-Forwarded-Proto", "http"), ("X-Api-Key", server.Key("seller"))));
        Assert.Equal((403, "request.insecure"), await server.RefusalAsync(HttpMethod.Post, "/api/products", null, ("X-Forwarded-Proto", "http")));

        using var secure = await server.SendAsync(HttpMethod.Get, Label, null, ("X-Forwarded-Proto", "https"));
        Assert.Equal((200, "max-age=31536000"), ((int)secure.StatusCode, Assert.Single(secure.Headers.GetValues("Strict-Transport-Security"))));

        // A probe from inside, or a proxy that says nothing: answered, and told nothing that a browser would keep.
        using var inside = await server.SendAsync(HttpMethod.Get, "/readyz");
        Assert.Equal(200, (int)inside.StatusCode);
        Assert.False(inside.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Cookies_OverTls_AreSecureForThisSiteAndOutOfReachOfScripts()
    {
        await using var server = await LimitedServer.InProductionAsync(("Labels:BaseUrl", "https://id.example/t"), ("AllowedHosts", "127.0.0.1"));
        using var form = await server.SendAsync(HttpMethod.Get, "/sign-in?lang=en&type=large", null, ("X-Forwarded-Proto", "https"));
        var html = await form.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = html[(html.IndexOf("RequestVerificationToken", StringComparison.Ordinal) + "RequestVerificationToken".Length)..];
        token = token[(token.IndexOf("value=\"", StringComparison.Ordinal) + "value=\"".Length)..];
        var cookies = form.Headers.GetValues("Set-Cookie").ToList();
        using var body = new FormUrlEncodedContent([new("__RequestVerificationToken", token[..token.IndexOf('"', StringComparison.Ordinal)]), new("userName", (string)server.Keys["seller"]!["user"]!), new("password", (string)server.Keys["seller"]!["password"]!)]);
        using var signedIn = await server.SendAsync(HttpMethod.Post, "/sign-in", body, ("X-Forwarded-Proto", "https"), ("Accept", "text/html"), ("Cookie", string.Join("; ", cookies.Select(c => c.Split(';')[0]))));

        Assert.Equal("/today", signedIn.Headers.Location?.OriginalString);
        Assert.All(new[] { "Antiforgery", "lang=en", "type=large" }, name => Assert.Contains(cookies, cookie => cookie.Contains(name, StringComparison.Ordinal)));
        cookies.Add(Assert.Single(signedIn.Headers.GetValues("Set-Cookie")));
        Assert.StartsWith("__Host-traceability-session=", cookies[^1], StringComparison.Ordinal);
        // One that is taken back holds nothing.
        Assert.All(cookies.Where(cookie => !cookie.Contains("=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal)), cookie => Assert.Matches("(?i)^(?=.*; secure)(?=.*; httponly)(?=.*; samesite=(lax|strict))(?=.*; path=/(;|$))(?!.*; domain=)", cookie));
    }

    [Fact]
    public async Task Request_WhereLabelsSayHttp_IsLeftAlone()
    {
        await using var server = await LimitedServer.InProductionAsync();
        foreach (var scheme in new[] { "http", "https" })
        {
            using var answer = await server.SendAsync(HttpMethod.Get, Label, null, ("X-Forwarded-Proto", scheme));
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task Answers_OfEveryKind_CarryTheSecurityHeaders()
    {
        await using var server = await LimitedServer.InProductionAsync();
        foreach (var (path, accept) in new[] { ("/", "text/html"), (Label, "text/html"), (Label, "application/json"), ("/nothing", "text/html"), ("/api/nothing", "*/*"), ("/site.css", "*/*"), ("/healthz", "*/*") })
        {
            using var answer = await server.SendAsync(HttpMethod.Get, path, null, ("Accept", accept));
            Assert.Equal(
                ("nosniff", "same-origin", "same-origin", "no-referrer"),
                (One("X-Content-Type-Options"), One("Cross-Origin-Opener-Policy"), One("Cross-Origin-Resource-Policy"), One("Referrer-Policy")));
            Assert.StartsWith("default-src 'none'", One("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", One("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));

            string One(string name) => Assert.Single(answer.Headers.GetValues(name));
        }
    }
}
