using Microsoft.AspNetCore.Http;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class ReaderTests(PagesHost host)
{
    private const string Potato = "/01/09520100000102/10/PK01";

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("zh-CN", true)]
    [InlineData("zh", true)]
    [InlineData("zh-Hant-TW,zh;q=0.9,en;q=0.8", true)]
    [InlineData("en", false)]
    [InlineData("en-GB,en;q=0.9,zh-CN;q=0.8", false)]
    [InlineData("en;q=0.4,zh-CN;q=0.5", true)]
    [InlineData("zh;q=0,en", false)]
    [InlineData("fr-FR,fr;q=0.9,en;q=0.8,zh;q=0.7", false)]
    [InlineData("fr", false)]
    [InlineData("fr,zh;q=0", false)]
    [InlineData("zha", false)]
    [InlineData("*", true)]
    [InlineData("@@;;", true)]
    public void AcceptLanguage_Decides_WhenNothingWasChosen(string? header, bool chinese)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptLanguage = header;

        Assert.Equal(chinese, Reader.Of(context).Chinese);
    }

    [Theory]
    [InlineData("?lang=en", "lang=zh-CN", false, false)]
    [InlineData("", "lang=en; type=large", false, true)]
    [InlineData("?type=normal", "type=large", true, false)]
    [InlineData("?lang=xx&type=xx", "lang=yy; type=yy", true, false)]
    public void Choice_InTheAddress_CountsBeforeTheRememberedOne(string query, string cookie, bool chinese, bool large)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        context.Request.Headers.Cookie = cookie;
        context.Request.Headers.AcceptLanguage = "zh-CN";

        Assert.Equal(new Reader(chinese, large), Reader.Of(context));
    }

    [Theory]
    [InlineData("zh-CN", "zh-CN", "English")]
    [InlineData("en-US", "en", "中文")]
    public async Task Page_InEitherLanguage_SaysSoAndOffersTheOther(string accepted, string language, string other)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", accepted);
        using var response = await client.GetAsync(new Uri(Potato, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await PagesHost.ReadAsync(response);

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Equal(["Accept", "Accept-Language", "Cookie"], response.Headers.Vary.Order(StringComparer.Ordinal));
        Assert.Equal(other, page.QuerySelector("header nav a[hreflang]")!.TextContent);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task LanguageSwitch_Followed_AnswersInItAndRemembersIt()
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        var link = (await host.PageAsync(Potato)).QuerySelector("header nav a[hreflang=en]")!.GetAttribute("href");
        using var response = await client.GetAsync(new Uri(Potato + link, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("en", (await PagesHost.ReadAsync(response)).DocumentElement.GetAttribute("lang"));
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("lang=en; max-age=31536000; path=/; samesite=lax; httponly", cookie);
        Assert.True(response.Headers.CacheControl!.NoStore);

        using var later = new HttpRequestMessage(HttpMethod.Get, "/");
        later.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var remembered = await client.SendAsync(later, TestContext.Current.CancellationToken);
        Assert.Equal("en", (await PagesHost.ReadAsync(remembered)).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task TypeSwitch_Followed_IsLargerAndRemembered()
    {
        using var client = host.Client();
        var link = (await host.PageAsync("/")).QuerySelector("header nav a:not([hreflang])")!.GetAttribute("href");
        using var response = await client.GetAsync(new Uri("/" + link, UriKind.Relative), TestContext.Current.CancellationToken);
        var page = await PagesHost.ReadAsync(response);

        Assert.Equal("large", page.DocumentElement.ClassName);
        Assert.Equal("?type=normal", page.QuerySelector("header nav a:not([hreflang])")!.GetAttribute("href"));
        Assert.StartsWith("type=large;", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_OnAFailedSearch_KeepsWhatWasTyped()
    {
        var page = await host.PageAsync("/find?code=a%26lang%3Db");

        Assert.Equal("?code=a%26lang%3Db&lang=en", page.QuerySelector("header nav a[hreflang]")!.GetAttribute("href"));
    }
}
