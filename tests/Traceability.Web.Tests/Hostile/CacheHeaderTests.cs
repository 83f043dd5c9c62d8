namespace Traceability.Web.Tests.Hostile;

/// <summary>Nothing between the server and its reader keeps what is for one reader only, or shows what may have changed.</summary>
public sealed class CacheHeaderTests(WholeServer server)
{
    private const string Label = "/01/09520100000102/10/PK01";

    [Theory]
    [InlineData("cooperative", "/api/trace" + Label, "no-store")]
    [InlineData("cooperative", "/api/nothing-here", "no-store")]
    [InlineData("cooperative", "/api/entries/no-id", "no-store")]
    [InlineData(null, "/01/09520100000102/10/NOPE", "no-cache")]
    [InlineData(null, "/01/09520100000103/10/PK01", "no-cache")]
    [InlineData(null, "/01/09520100000103/10/PK01?lang=en", "no-store, private")]
    [InlineData(null, "/", null)]
    public async Task Answer_SaysWhoMayKeepIt(string? role, string path, string? expected) => Assert.Equal(expected, await RuleAsync(role, path));

    [Fact]
    public async Task LabelPage_FromMemoryToo_IsAskedForAgain()
    {
        using var client = await server.ClientAsync(role: null);
        var home = await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var start = home.IndexOf("/01/", StringComparison.Ordinal);
        var path = home[start..home.IndexOf('"', start)];

        Assert.Equal("no-cache", await RuleAsync(role: null, path));
        Assert.Equal("no-cache", await RuleAsync(role: null, path));
    }

    private async Task<string?> RuleAsync(string? role, string path)
    {
        using var client = await server.ClientAsync(role);
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.Headers.CacheControl?.ToString();
    }
}
