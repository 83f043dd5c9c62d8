using System.Net;
using Traceability.Web.Tests.Pages;

namespace Traceability.Web.Tests.Hostile;

/// <summary>A label is looked at and nothing else.</summary>
public sealed class LabelMethodTests(WholeServer server, PagesHost pages)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Label_AnyMethodThatDoesNotRead_Is405AndSaysWhichDo(string method)
    {
        using var client = await server.ClientAsync(role: null);
        foreach (var address in new[] { "/01/09520100000102/10/PK01", "/01/09520100000102/10/PK01/21/S1" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            using var response = await client.SendAsync(request, Ct);

            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Label_AMethodThatReads_IsAnswered(string method)
    {
        using var client = pages.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/01/09520100000102/10/PK01");
        using var response = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
