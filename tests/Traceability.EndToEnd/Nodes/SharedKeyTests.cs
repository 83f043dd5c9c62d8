using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Traceability.EndToEnd.Nodes;

/// <summary>A person's browser, whose requests go to any node.</summary>
[Collection(Alone.Name)]
public sealed class SharedKeyTests(NodeCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_EachRequestToAnotherNode_StaysSignedInAndFormsAreTaken()
    {
        await cluster.StartAsync();
        var (user, password) = await cluster.Deployments[0].PersonAsync("supervisor");
        // An address without its port is one host to cookies, as the balancer's is.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        http.DefaultRequestHeaders.Add("Accept", "text/html");

        var signIn = await PageAsync(http, 0, "/sign-in");
        using (var refused = await SendAsync(http, 1, "/sign-in", [("userName", user), ("password", password)]))
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using (var signedIn = await SendAsync(http, 1, "/sign-in", [Token(signIn, "main form"), ("userName", user), ("password", password)]))
            Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        // The node that gave the cookie, one that gave nothing, and back at the first.
        var account = await PageAsync(http, 2, "/account");
        Assert.Contains(user, account.DocumentElement.TextContent, StringComparison.Ordinal);

        // What one node put into a form another one takes, for this person.
        using (var signedOut = await SendAsync(http, 0, "/sign-out", [Token(account, "form[action='/sign-out']")]))
            Assert.Equal(HttpStatusCode.Found, signedOut.StatusCode);
        using var after = await http.GetAsync(new Uri(cluster.Deployments[1].Address, "/account"), Ct);
        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (after.StatusCode, after.Headers.Location!.OriginalString.Split('?')[0]));
    }

    [Fact]
    public async Task Keys_InTheDatabase_AreOneAndSealed()
    {
        await cluster.StartAsync();
        var keys = await cluster.Database.Primary.AskAsync("SELECT value FROM deployment_value WHERE name LIKE 'data-protection/%'", "traceability");
        Assert.Single(keys.Split('\n'));
        Assert.Contains("<sealed", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", keys, StringComparison.Ordinal);
        Assert.All(cluster.Nodes, node => Assert.DoesNotContain("unencrypted form", node.Log, StringComparison.Ordinal));
    }

    private static (string Name, string Value) Token(IDocument page, string form) =>
        ("__RequestVerificationToken", page.QuerySelector($"{form} input[name='__RequestVerificationToken']")!.GetAttribute("value")!);

    private async Task<IDocument> PageAsync(HttpClient http, int node, string path)
    {
        using var answer = await http.GetAsync(new Uri(cluster.Deployments[node].Address, path), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Ct), Ct);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, int node, string path, params IEnumerable<(string Name, string Value)> typed)
    {
        using var body = new FormUrlEncodedContent(typed.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(new Uri(cluster.Deployments[node].Address, path), body, Ct);
    }
}
