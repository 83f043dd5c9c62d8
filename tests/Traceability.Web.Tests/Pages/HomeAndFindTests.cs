using System.Net;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class HomeAndFindTests(PagesHost host)
{
    [Fact]
    public async Task Home_ShowsEachSampleLabelWithItsCode()
    {
        var page = await host.PageAsync("/", "en");

        Assert.Equal(["/01/09520100000102/10/PK01", "/01/09520100000102/10/MG01"], page.QuerySelectorAll(".samples a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["/api/labels/PK01.svg", "/api/labels/MG01.svg"], page.QuerySelectorAll(".samples img").Select(image => image.GetAttribute("src")));
        Assert.Equal(["Zhangbei potatoes", "南华牛肝菌干片"], page.QuerySelectorAll(".samples .name").Select(TracePageTests.Words));
    }

    [Fact]
    public async Task Home_HasAFormThatNeedsNoScriptAndNoCookie()
    {
        var form = (await host.PageAsync("/")).QuerySelector("form")!;

        Assert.Equal("/find", form.GetAttribute("action"));
        Assert.Equal("get", form.GetAttribute("method"));
        Assert.Equal("code", Assert.Single(form.QuerySelectorAll("input")).GetAttribute("name"));
        Assert.NotNull(form.QuerySelector("label[for=code]"));
    }

    [Theory]
    [InlineData("https://trace.example/01/09520100000102/10/PK01", "/01/09520100000102/10/PK01")]
    [InlineData("https://evil.example/a/b/01/09520100000102/10/PK01/21/S1?17=261231#top", "/01/09520100000102/10/PK01/21/S1")]
    [InlineData("trace.example/01/09520100000102/10/PK01", "/01/09520100000102/10/PK01")]
    [InlineData("/01/09520100000102/10/A%2FB", "/01/09520100000102/10/A%2FB")]
    [InlineData("  9520100000102   PK01 ", "/01/09520100000102/10/PK01")]
    [InlineData("09520100000102 PK01 S-1", "/01/09520100000102/10/PK01/21/S-1")]
    [InlineData("０９５２０１０００００１０２　ＰＫ０１", "/01/09520100000102/10/PK01")]
    [InlineData("(01)09520100000102(10)PK01(21)S1", "/01/09520100000102/10/PK01/21/S1")]
    [InlineData("\u200E09520100000102\u00A0PK01\u202C", "/01/09520100000102/10/PK01")]
    [InlineData("09520100000102 //evil.example", "/01/09520100000102/10/%2F%2Fevil.example")]
    public async Task Code_ThatIsOne_LeadsToItsPageOnThisHost(string code, string path)
    {
        using var response = await FindAsync(code);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(path, response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("", "code.empty")]
    [InlineData("   ", "code.empty")]
    [InlineData("hello", "gtin.length")]
    [InlineData("09520100000102", "code.lot-missing")]
    [InlineData("https://trace.example/01/09520100000102", "code.lot-missing")]
    [InlineData("09520100000103 PK01", "gtin.check-digit")]
    [InlineData("a b c d", "code.form")]
    [InlineData("(01)", "code.form")]
    [InlineData("//evil.example", "digital-link.primary-key")]
    [InlineData("https://evil.example/", "digital-link.primary-key")]
    [InlineData("javascript:alert(1)//", "digital-link.scheme")]
    [InlineData("/01/09520100000102/10/批", "digital-link.uri")]
    [InlineData("09520100000102 PK01 批", "serial.character")]
    public void Code_ThatIsNone_NamesTheRule(string code, string rule)
    {
        Assert.False(LabelCode.TryParse(code, out _, out var error));
        Assert.Equal(rule, error.Rule);
    }

    [Fact]
    public void Code_OfNoUnicodeText_IsRefusedAndDoesNotThrow()
    {
        Assert.False(LabelCode.TryParse("\uD800 \uDC00\0", out _, out var error));
        Assert.Equal("gtin.length", error.Rule);
        Assert.False(LabelCode.TryParse(new string('1', 501), out _, out error));
        Assert.Equal("code.length", error.Rule);
    }

    [Fact]
    public async Task WrongCode_Is400WithTheErrorBesideTheField()
    {
        using var response = await FindAsync("09520100000103 \"><script>");
        var page = await PagesHost.ReadAsync(response);
        var input = page.QuerySelector("input")!;

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("09520100000103 \"><script>", input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(Wording.For(new(Chinese: true, LargeType: false)).Rule("gtin.check-digit"), TracePageTests.Words(page.GetElementById("code-error")));
        Assert.Contains("code-error", input.GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_WithoutACode_OffersTheBox()
    {
        var page = await host.PageAsync("/find");

        Assert.NotNull(page.QuerySelector("form input[name=code]"));
        Assert.Null(page.QuerySelector(".error"));
    }

    private async Task<HttpResponseMessage> FindAsync(string code)
    {
        using var client = host.Client();
        return await client.GetAsync(new Uri("/find?code=" + Uri.EscapeDataString(code), UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
