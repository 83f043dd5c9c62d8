using System.Globalization;
using System.Net;
using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Limits;

/// <summary>Who asks too often is told to wait, and nobody else is.</summary>
public sealed class RateLimitTests
{
    private const string Label = "/01/09520100000102/10/PK01";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_BeyondItsRate_Is429WithTheTimeToWait()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:AddressPerMinute", "5"));
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/api/trace" + Label)).StatusCode);

        using var refused = await server.SendAsync(HttpMethod.Get, "/api/trace" + Label);

        Assert.Equal((429, "request.too-many"), await server.RefusalAsync(HttpMethod.Get, "/api/trace" + Label));
        Assert.InRange(int.Parse(Assert.Single(refused.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 12);
        Assert.Equal("nosniff", Assert.Single(refused.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Address_BeyondItsRate_IsToldOnAPageWhereItAskedForOne()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:AddressPerMinute", "1"));
        await server.SendAsync(HttpMethod.Get, "/", null, ("Accept", "text/html"));
        using var refused = await server.SendAsync(HttpMethod.Get, "/", null, ("Accept", "text/html"), ("Accept-Language", "en"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("Too many requests", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task ForwardedFor_FromAKnownProxy_IsTheAddressThatCounts()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:AddressPerMinute", "2"));

        Assert.Equal("200 200 429 200", await StatusesAsync(server, "203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.8"));
        // Of a chain, the last one that no known proxy spoke for; what stands before it anybody may have written.
        Assert.Equal("200 200 429", await StatusesAsync(server, "1.1.1.1, 203.0.113.9", "2.2.2.2, 203.0.113.9", "3.3.3.3, 203.0.113.9, 127.0.0.1"));
        // One subscriber of IPv6 has all of a network.
        Assert.Equal("200 200 429 200", await StatusesAsync(server, "2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1:ffff::3", "2001:db8:0:2::1"));
    }

    [Fact]
    public async Task ForwardedFor_FromAnybodyElse_IsNotBelieved()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:AddressPerMinute", "2"), ("Proxy:Known", "none"));

        Assert.Equal("200 200 429", await StatusesAsync(server, "203.0.113.7", "203.0.113.8", "203.0.113.9"));
    }

    [Fact]
    public async Task Key_BeyondItsRate_Is429AndAnotherKeyIsNot()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:KeyPerMinute", "2"));
        const string Batch = "/api/batches/01990000-0000-7000-8000-000000000000";

        foreach (var expected in new[] { 404, 404, 429 })
            Assert.Equal(expected, (await server.RefusalAsync(HttpMethod.Get, Batch, null, ("X-Api-Key", server.Key("cooperative")))).Status);
        Assert.Equal((404, "batch.unknown"), await server.RefusalAsync(HttpMethod.Get, Batch, null, ("X-Api-Key", server.Key("seller"))));
    }

    [Fact]
    public async Task UnknownKeys_BeyondTheirRate_Are429AndAKnownOneIsNot()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:UnknownKeysPerMinute", "3"));
        const string Batch = "/api/batches/01990000-0000-7000-8000-000000000000";
        for (var guess = 0; guess < 3; guess++)
            Assert.Equal((401, "auth.required"), await server.RefusalAsync(HttpMethod.Get, Batch, null, ("X-Api-Key", "trk_guess" + guess)));

        Assert.Equal((429, "request.too-many"), await server.RefusalAsync(HttpMethod.Get, Batch, null, ("X-Api-Key", "trk_another")));
        Assert.Equal((404, "batch.unknown"), await server.RefusalAsync(HttpMethod.Get, Batch, null, ("X-Api-Key", server.Key("cooperative"))));
    }

    [Theory]
    [InlineData("/sign-in", "SignInsPerMinute")]
    [InlineData("/sign-in/code", "SignInsPerMinute")]
    [InlineData("/sign-in/recovery", "SignInsPerMinute")]
    [InlineData("/file", "FilingsPerHour")]
    public async Task Page_WhereStrangersChangeSomething_IsLookedAtFreelyAndTriedSeldom(string path, string limit)
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:" + limit, "2"));
        for (var look = 0; look < 4; look++)
            Assert.NotEqual(429, (int)(await server.SendAsync(HttpMethod.Get, path, null, ("Accept", "text/html"))).StatusCode);
        foreach (var isRefused in new[] { false, false, true })
        {
            using var form = new FormUrlEncodedContent([new("userName", "somebody"), new("password", "a guess")]);
            Assert.Equal(isRefused, (int)(await server.SendAsync(HttpMethod.Post, path, form, ("Accept", "text/html"))).StatusCode == 429);
        }
    }

    [Fact]
    public async Task Rates_SwitchedOff_LimitNothing()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:Rates", "false"), ("Limits:AddressPerMinute", "1"), ("Limits:KeyPerMinute", "1"), ("Limits:UnknownKeysPerMinute", "1"));
        foreach (var key in new[] { server.Key("cooperative"), "unknown" })
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/healthz", null, ("X-Api-Key", key))).StatusCode);
        }
    }

    [Fact]
    public void Hash_OfAnAddress_IsTheSameInBothItsForms() =>
        Assert.Equal(RateLimits.HashOf(IPAddress.Parse("203.0.113.7")), RateLimits.HashOf(IPAddress.Parse("::ffff:203.0.113.7")));

    private static async Task<string> StatusesAsync(LimitedServer server, params string[] forwarded)
    {
        var statuses = new List<int>();
        foreach (var addresses in forwarded)
        {
            using var answer = await server.SendAsync(HttpMethod.Get, "/healthz", null, ("X-Forwarded-For", addresses));
            statuses.Add((int)answer.StatusCode);
        }

        return string.Join(' ', statuses);
    }
}
