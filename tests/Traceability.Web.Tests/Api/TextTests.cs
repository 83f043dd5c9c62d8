using AngleSharp.Html.Parser;

namespace Traceability.Web.Tests.Api;

/// <summary>Any script of the world goes in and comes out as it was, in the trace and on the page.</summary>
[Collection(Servers.Name)]
public sealed class TextTests(Servers servers)
{
    public static TheoryData<string> Texts { get; } =
    [
        "تعاونية البطاطس",
        "קואופרטיב תפוחי אדמה 5 ק״ג",
        "\U00020BB7野家 \U0002A6D6",
        "🥔🇨🇳👩🏽‍🌾",
        "Cafe\u0301 a\u0328\u0301 n\u0303",
        "ᠮᠣᠩᠭᠣᠯ བོད་ཡིག ئۇيغۇرچە",
        "abc\u202Edef\u202C ghi",
        "<script>1</script> & \"q\" 's'",
        "名＜全角＞　空格",
        "ﷺ ﬁ Å \u00C5",
        "\uFFFD\uFEFFz\u200Dw",
    ];

    [Theory]
    [OnDatabases(Rows = nameof(Texts))]
    public async Task Names_OfProductPartyBaseAndGrade_SurviveToTraceAndPage(Provider provider, string text)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server, text);
        var batch = await farm.PackAsync(3, "PK01", text);
        await farm.LabelAsync(batch, 3);
        await server.LoggedAsync();

        var trace = (await server.GetAsync(batch.Path)).Json;
        var html = await server.GetAsync(batch.Path, accept: "text/html");
        var page = new HtmlParser().ParseDocument(html.Text);

        Assert.Equal(text + " 5 kg", (string)trace["product"]!["name"]!["zh"]!);
        Assert.Equal(text, (string)trace["packer"]!["name"]!["zh"]!);
        Assert.Equal(text + "基地", (string)trace["origins"]![0]!["baseName"]!["zh"]!);
        Assert.Equal(text, (string)trace["journey"]!.AsArray().Single(s => (string)s!["kind"]! == "pack")!["grade"]!);
        Assert.Equal(text + " 5 kg", page.QuerySelector("h1 bdi")!.TextContent);
        Assert.Contains(page.QuerySelectorAll(".identity bdi"), e => e.TextContent == text);
        Assert.Contains(page.QuerySelectorAll("#origins bdi"), e => e.TextContent == text + "基地");
        Assert.Contains(page.QuerySelectorAll("#journey bdi"), e => e.TextContent == text);
        Assert.Empty(page.QuerySelectorAll("script"));
    }
}
