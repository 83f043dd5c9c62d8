using System.Net;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

[Collection(Servers.Name)]
public sealed class FilingTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Regions_StepByStep_LeadToTheForm(Provider provider)
    {
        using var stranger = new Visitor(await servers.OnAsync(provider));
        var country = await stranger.OpenAsync("/file");
        var province = await stranger.OpenAsync(country.Page.QuerySelector(".below a[href$='130000']")!.GetAttribute("href")!);
        var prefecture = await stranger.OpenAsync(province.Page.QuerySelector(".below a[href$='130700']")!.GetAttribute("href")!);
        Assert.Null(prefecture.Page.QuerySelector(".regions .button"));
        var county = await stranger.OpenAsync(prefecture.Page.QuerySelector(".below a[href$='130722']")!.GetAttribute("href")!);
        Assert.Equal("全国 河北省 张家口市 张北县", county.Words(".trail"));
        var form = await stranger.OpenAsync(county.Page.QuerySelector(".regions .button")!.GetAttribute("href")!);

        Assert.Equal("130722", form.Page.QuerySelector("input[name=region]")!.GetAttribute("value"));
        foreach (var nowhere in new[] { "/file?region=999999", "/file?at=130799", "/file?region=x", "/file?region=130000", "/file?region=%3Cscript%3E" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync(nowhere)).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_WithMistakes_KeepsWhatWasTypedAndNamesEachInTheReadersLanguage(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        foreach (var (language, wrongDigit, missing) in new[]
                 {
                     ("zh-CN", "GLN 的最后一位校验码不对，很可能抄错了一位。", "这一项要填写。"),
                     ("en", "The check digit at the end of the GLN is wrong; one digit is probably mistyped.", "Fill this in."),
                 })
        {
            using var stranger = new Visitor(server, language);
            var refused = await stranger.SendAsync(
                await stranger.OpenAsync("/file?region=" + Farm.County), ("name", "农\"><script>alert(1)</script>"), ("uscc", "123"), ("gln", "９５２０００１２３４５６８"), ("contactName", " "), ("contactPhone", "13800000000"), ("userName", "x"));

            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.Equal("农\"><script>alert(1)</script>", refused.ValueOf("name"));
            Assert.Empty(refused.Page.QuerySelectorAll("script"));
            Assert.Equal(wrongDigit, refused.ErrorOf("gln"));
            Assert.Equal(missing, refused.ErrorOf("contactName"));
            Assert.NotEmpty(refused.ErrorOf("uscc"));
            Assert.NotEmpty(refused.ErrorOf("roles"));
            // The summary leads to each field, in the order of the form.
            Assert.Equal(["#f-uscc", "#f-gln", "#f-roles", "#f-contactName"], refused.Page.QuerySelectorAll(".refusals a").Select(a => a.GetAttribute("href")));
            Assert.All(refused.Page.QuerySelectorAll(".refusals a"), a => Assert.NotNull(refused.Page.GetElementById(a.GetAttribute("href")![1..])));
            Assert.Equal("f-uscc", Assert.Single(refused.Page.QuerySelectorAll("[autofocus]")).Id);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_OfARegisteredOrganisation_IsRefusedBesideItsCode(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var organisation = await Organisation.RegisterAsync(server, "已登记", "seller");
        using var stranger = new Visitor(server);
        var refused = await stranger.SendAsync(await stranger.OpenAsync("/file?region=" + Farm.County), People.Filing(People.NewUserName(), uscc: organisation.Uscc));

        Assert.Equal((HttpStatusCode.Conflict, "这个统一社会信用代码已经登记过。"), (refused.Status, refused.ErrorOf("uscc")));
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_Approved_ShowsTheOneTimePasswordOnce(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        var filing = await People.FileAsync(server, People.Filing(userName, "农<b>社"));
        using var supervisor = await People.SignedInAsync(server, "supervisor");
        Assert.Contains("农<b>社", (await supervisor.OpenAsync("/approvals")).Page.QuerySelectorAll("tbody th").Select(name => name.TextContent));
        var page = await supervisor.OpenAsync("/approvals/" + filing);
        Assert.Equal("农<b>社", page.Heading);

        var approved = await supervisor.SendAsync(page);
        Assert.Matches("^[a-z0-9]{5}(-[a-z0-9]{5}){3}$", approved.Secret);
        Assert.True(approved.Headers.CacheControl!.NoStore);

        // The same form again, as a second click sends it: done once, and the password is not told twice.
        var again = await supervisor.SendAsync(page);
        Assert.Equal((HttpStatusCode.OK, ""), (again.Status, again.Secret));
        Assert.DoesNotContain(approved.Secret, again.Html, StringComparison.Ordinal);
        Assert.Equal("/approvals", (await supervisor.OpenAsync("/approvals/" + filing)).Path);
        using var stranger = new Visitor(server);
        var state = await stranger.OpenAsync("/file/" + filing);
        Assert.Equal("备案已批准", state.Heading);
        Assert.DoesNotContain("张三", state.Html, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_Declined_NeedsAReasonAndTellsIt(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var filing = await People.FileAsync(server, People.Filing(People.NewUserName()));
        using var supervisor = await People.SignedInAsync(server, "supervisor");
        var page = await supervisor.OpenAsync($"/approvals/{filing}/decline");
        Assert.NotEmpty((await supervisor.SendAsync(page, ("reason", " "))).ErrorOf("reason"));
        var declined = await supervisor.SendAsync(page, ("reason", "名称与执照不符。\r\n<i>请改</i>"));

        Assert.Equal("/approvals", declined.Path);
        Assert.NotEmpty(declined.Words("[role=status]"));
        using var stranger = new Visitor(server);
        var told = await stranger.OpenAsync("/file/" + filing);
        Assert.Equal("备案未获批准", told.Heading);
        Assert.Contains("名称与执照不符。 <i>请改</i>", told.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_OfAnotherCounty_IsNotThereForTheSupervisor(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var stranger = new Visitor(server);
        var elsewhere = await stranger.SendAsync(await stranger.OpenAsync("/file?region=511113"), People.Filing(People.NewUserName(), "别处"));
        Assert.StartsWith("/file/", elsewhere.Path, StringComparison.Ordinal);
        var filing = elsewhere.Path["/file/".Length..];
        using var supervisor = await People.SignedInAsync(server, "supervisor");

        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.OpenAsync("/approvals/" + filing)).Status);
        var own = await supervisor.OpenAsync("/approvals/" + await People.FileAsync(server, People.Filing(People.NewUserName())));
        var (_, body) = own.Filled("main form", []);
        Assert.NotEqual(HttpStatusCode.OK, (await supervisor.AskAsync(HttpMethod.Post, "/approvals/" + filing, body)).Status);
        Assert.Equal("备案已提交", (await stranger.OpenAsync("/file/" + filing)).Heading);
    }
}
