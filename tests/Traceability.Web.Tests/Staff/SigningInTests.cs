using System.Net;
using Traceability.App.Access;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

[Collection(Servers.Name)]
public sealed class SigningInTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task SignIn_WithAWrongPassword_KeepsTheNameAndSaysItBesideTheField(Provider provider)
    {
        using var visitor = new Visitor(await servers.OnAsync(provider));
        var refused = await visitor.SignInAsync("demo-seller", "not the password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("demo-seller", refused.ValueOf("userName"));
        Assert.Equal("", refused.ValueOf("password"));
        Assert.NotEmpty(refused.ErrorOf("password"));
        Assert.Equal("f-password-error", refused.Page.GetElementById("f-password")!.GetAttribute("aria-describedby"));
        Assert.DoesNotContain("not the password", refused.Html, StringComparison.Ordinal);
        Assert.Equal(refused.Words("#f-password-error"), (await visitor.SignInAsync("nobody-of-this-name", "not the password")).ErrorOf("password"));
    }

    [Theory]
    [OnDatabases]
    public async Task Page_OfSignedInPeople_LeadsAStrangerToSignInAndThenBack(Provider provider)
    {
        using var visitor = new Visitor(await servers.OnAsync(provider));
        var asked = await visitor.OpenAsync("/approvals?after=01990000-0000-7000-8000-000000000000");

        Assert.StartsWith("/sign-in?returnUrl=", asked.Path, StringComparison.Ordinal);
        Assert.Equal("/approvals?after=01990000-0000-7000-8000-000000000000", asked.Page.QuerySelector("input[name=returnUrl]")!.GetAttribute("value"));
    }

    [Theory]
    [OnDatabases]
    public async Task ReturnAddress_OfAnother_IsNeverFollowed(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        foreach (var address in new[] { "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "~//evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\nLocation: https://evil.example", "https:evil.example", "%2f%2fevil.example", "evil", "", "/" + new string('a', 600) })
        {
            using var visitor = await People.SignedInAsync(server, "seller");
            var again = await visitor.AskAsync(HttpMethod.Get, "/sign-in?returnUrl=" + Uri.EscapeDataString(address));

            Assert.Equal(HttpStatusCode.Redirect, again.Status);
            Assert.Equal("/today", again.Headers.Location!.OriginalString);
            using var stranger = new Visitor(server);
            var (_, body) = (await stranger.OpenAsync("/sign-in")).Filled("main form", [("userName", server.Credentials("seller").User), ("password", server.Credentials("seller").Password), ("returnUrl", address)]);
            var signedIn = await stranger.AskAsync(HttpMethod.Post, "/sign-in", body);
            Assert.Equal((HttpStatusCode.Redirect, "/today"), (signedIn.Status, signedIn.Headers.Location!.OriginalString));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task OneTimePassword_AtTheFirstSignIn_IsChangedBeforeAnythingElse(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        var oneTime = await People.FoundAsync(server, userName);
        using var visitor = new Visitor(server);
        var forced = await visitor.SignInAsync(userName, oneTime);

        Assert.Equal("/account/password?returnUrl=%2Ftoday", forced.Path);
        Assert.Empty(forced.Page.QuerySelectorAll(".rooms nav a"));
        foreach (var path in new[] { "/today", "/organisation", "/account", "/account/authenticator" })
            Assert.StartsWith("/account/password?returnUrl=", (await visitor.OpenAsync(path)).Path, StringComparison.Ordinal);

        var differ = await visitor.SendAsync(forced, ("password", oneTime), ("newPassword", People.Password), ("again", People.Password + "!"));
        Assert.Equal((HttpStatusCode.BadRequest, "两次输入的新密码不一样。"), (differ.Status, differ.ErrorOf("again")));
        var shortOne = await visitor.SendAsync(forced, ("password", oneTime), ("newPassword", "short"), ("again", "short"));
        Assert.NotEmpty(shortOne.ErrorOf("newPassword"));
        var changed = await visitor.SendAsync(forced, ("password", oneTime), ("newPassword", People.Password), ("again", People.Password));
        Assert.Equal("/today", changed.Path);
        Assert.NotEmpty(changed.Words("[role=status]"));

        using var other = new Visitor(server);
        Assert.NotEmpty((await other.SignInAsync(userName, oneTime)).ErrorOf("password"));
    }

    [Theory]
    [OnDatabases]
    public async Task SignOut_WithAStolenCookie_LeavesTheThiefOutside(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var visitor = await People.SignedInAsync(server, "logistics");
        using var thief = Visitor.Thief(server, visitor);
        Assert.Equal("/account", (await thief.OpenAsync("/account")).Path);

        var left = await visitor.SendAsync(await visitor.OpenAsync("/today"), ".rooms form");

        Assert.Equal("/sign-in", left.Path);
        Assert.NotEmpty(left.Words("[role=status]"));
        Assert.StartsWith("/sign-in?", (await thief.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Authenticator_SetUp_AsksForItsCodeAndTakesEachRecoveryCodeOnce(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        using var visitor = await People.AdministratorAsync(server, userName);
        var shown = await visitor.SendAsync(await visitor.OpenAsync("/account/authenticator"), ("password", People.Password));
        var key = shown.Words(".by-hand").Replace(" ", "", StringComparison.Ordinal);
        Assert.StartsWith("data:image/svg+xml;base64,", shown.Page.QuerySelector(".symbol img")!.GetAttribute("src"), StringComparison.Ordinal);

        var wrong = await visitor.SendAsync(shown, ("code", "000000"));
        Assert.NotEmpty(wrong.ErrorOf("code"));
        Assert.DoesNotContain(key, wrong.Html, StringComparison.Ordinal);
        var on = await visitor.SendAsync(wrong, ("code", AuthenticatorCode.At(key, TimeProvider.System.GetUtcNow())));
        var codes = on.Page.QuerySelectorAll(".codes li").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(10, codes.Count);

        using var other = new Visitor(server);
        var second = await other.SignInAsync(userName, People.Password, "/organisation/keys");
        Assert.StartsWith("/sign-in/code", second.Path, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await other.OpenAsync("/today")).Path, StringComparison.Ordinal);
        Assert.NotEmpty((await other.SendAsync(second, ("code", "123456"))).ErrorOf("code"));
        var recovery = await other.OpenAsync(second.Page.QuerySelector("main form a")!.GetAttribute("href")!);
        Assert.Equal("/organisation/keys", (await other.SendAsync(recovery, ("code", codes[0]))).Path);

        using var again = new Visitor(server);
        await again.SignInAsync(userName, People.Password);
        Assert.NotEmpty((await again.SendAsync(await again.OpenAsync("/sign-in/recovery"), ("code", codes[0]))).ErrorOf("code"));
    }

    [Theory]
    [OnDatabases]
    public async Task Sessions_EndedElsewhere_AreOverThereAndNotHere(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        using var here = await People.AdministratorAsync(server, userName);
        using var there = new Visitor(server);
        Assert.Equal("/today", (await there.SignInAsync(userName, People.Password)).Path);

        var ended = await here.SendAsync(await here.OpenAsync("/account"));

        Assert.Equal("/account", ended.Path);
        Assert.StartsWith("/sign-in?", (await there.OpenAsync("/today")).Path, StringComparison.Ordinal);
    }
}
