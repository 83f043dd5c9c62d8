using System.Net;

namespace Traceability.Web.Tests.Pages;

public sealed class RefusalPageTests(PagesHost host)
{
    [Theory]
    [InlineData("zh-CN", "查无此码", "本站从未签发过这个标签。")]
    [InlineData("en", "Unknown", "This label was never issued here.")]
    public async Task UnknownLabel_Is404WithAPageOfItsOwn(string language, string word, string reason)
    {
        using var response = await GetAsync("/01/09520100000102/10/NOPE/21/S1", language);
        var page = await PagesHost.ReadAsync(response);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("tone-unknown", page.Body!.ClassName);
        Assert.Equal(word, TracePageTests.Words(page.QuerySelector(".word")));
        Assert.Equal(reason, TracePageTests.Words(page.QuerySelector(".reason")));
        Assert.Equal($"tel:{PagesHost.Hotline}", page.QuerySelector(".verdict .call")!.GetAttribute("href"));
        Assert.Equal(3, page.QuerySelectorAll(".advice li").Length);
        Assert.Equal(["09520100000102", "NOPE", "S1"], page.QuerySelectorAll("dd.code").Select(TracePageTests.Words));
    }

    [Theory]
    [InlineData("/01/09520100000103/10/PK01", "gtin.check-digit", "GTIN 的最后一位校验码不对，很可能抄错了一位。", "The check digit at the end of the GTIN is wrong; one digit is probably mistyped.")]
    [InlineData("/01/0952010000010/10/PK01", "gtin.check-digit", "GTIN 的最后一位校验码不对，很可能抄错了一位。", "The check digit at the end of the GTIN is wrong; one digit is probably mistyped.")]
    [InlineData("/01/95201/10/PK01", "gtin.length", "GTIN 应为 8、12、13 或 14 位数字。", "A GTIN has 8, 12, 13 or 14 digits.")]
    [InlineData("/01/09520100000102/10/123456789012345678901", "lot.length", "批号应为 1 至 20 个字符。", "A lot number has 1 to 20 characters.")]
    [InlineData("/01/09520100000102/10/%E6%89%B9", "lot.character", "批号里有不允许的字符：只能用拉丁字母、数字和几种标点。", "The lot number has a character that may not stand there: only Latin letters, digits and some punctuation may.")]
    [InlineData("/01/09520100000102/10/PK01/21/a%20b", "serial.character", "序列号里有不允许的字符：只能用拉丁字母、数字和几种标点。", "The serial number has a character that may not stand there: only Latin letters, digits and some punctuation may.")]
    public async Task MalformedAddress_Is400AndNamesTheRuleInTheReadersLanguage(string path, string rule, string chinese, string english)
    {
        foreach (var (language, said) in new[] { ("zh-CN", chinese), ("en", english) })
        {
            using var response = await GetAsync(path, language);
            var page = await PagesHost.ReadAsync(response);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("tone-unknown", page.Body!.ClassName);
            Assert.Equal(said, TracePageTests.Words(page.QuerySelector(".rule")));
            Assert.Equal(rule, TracePageTests.Words(page.QuerySelector(".fine code")));
        }
    }

    [Theory]
    [InlineData("zh-CN", "没有这个页面")]
    [InlineData("en", "There is no such page")]
    public async Task AddressWithoutAPage_Is404InWords(string language, string said)
    {
        using var response = await GetAsync("/nothing/here", language);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(said, TracePageTests.Words((await PagesHost.ReadAsync(response)).QuerySelector("h1")));
    }

    [Fact]
    public async Task Failure_Is500WithARequestNumberAndNoDetail()
    {
        using var response = await GetAsync("/broken", "en");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var page = await PagesHost.ReadAsync(response);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("Something went wrong on our side", TracePageTests.Words(page.QuerySelector("h1")));
        Assert.NotEmpty(TracePageTests.Words(page.QuerySelector("main code")));
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/error/404", HttpStatusCode.NotFound)]
    [InlineData("/error/500", HttpStatusCode.InternalServerError)]
    [InlineData("/error/200", HttpStatusCode.NotFound)]
    public async Task ErrorPage_AskedForByName_IsNoSuccess(string path, HttpStatusCode status)
    {
        using var response = await GetAsync(path, "en");

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/broken")]
    [InlineData("/api/nothing")]
    [InlineData("/ledger/nothing")]
    public async Task AddressOfMachines_NeverAnswersAPage(string path)
    {
        using var response = await GetAsync(path, "en");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task HostileAddress_IsShownAsText()
    {
        var page = await host.PageAsync("/01/09520100000102/10/%3Cscript%3Ealert(1)%3Cb%3E%E2%80%AE");

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal("<script>alert(1)<b>\u202E", page.QuerySelectorAll("dd.code bdi")[1].TextContent);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string language)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
