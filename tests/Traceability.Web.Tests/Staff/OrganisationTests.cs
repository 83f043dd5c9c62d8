using System.Net;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

[Collection(Servers.Name)]
public sealed class OrganisationTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Member_Admitted_SignsInHasRolesChangedAndIsRemoved(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var administrator = await People.AdministratorAsync(server);
        var userName = People.NewUserName();
        var admitted = await administrator.SendAsync(await administrator.OpenAsync("/organisation/members/admit"), ("name", "王<小>梅"), ("userName", userName), ("roles", "Cooperative"));
        using var member = new Visitor(server);
        var forced = await member.SignInAsync(userName, admitted.Secret);
        Assert.Equal("/today", (await member.SendAsync(forced, ("password", admitted.Secret), ("newPassword", People.Password), ("again", People.Password))).Path);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.OpenAsync("/organisation/members")).Status);

        var members = await administrator.OpenAsync("/organisation/members");
        var row = members.Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("王<小>梅", StringComparison.Ordinal));
        var links = row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).ToList();
        var roles = await administrator.OpenAsync(links[0]);
        Assert.Equal(["Cooperative"], roles.Page.QuerySelectorAll("input[name=roles][checked]").Select(i => i.GetAttribute("value")));
        Assert.Equal("/organisation/members", (await administrator.SendAsync(roles, ("roles", "Seller"), ("roles", "Administrator"))).Path);
        Assert.Equal(HttpStatusCode.OK, (await member.OpenAsync("/organisation/members")).Status);

        var ask = await administrator.OpenAsync(links[1]);
        Assert.Equal("移除王<小>梅？", ask.Heading);
        Assert.Equal("/organisation/members", (await administrator.SendAsync(ask)).Path);
        Assert.DoesNotContain("王<小>梅", (await administrator.OpenAsync("/organisation/members")).Words("tbody"), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await member.OpenAsync("/today")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync(links[1])).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Roles_BeyondWhatIsOffered_AreNotTaken(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var administrator = await People.AdministratorAsync(server);
        var page = await administrator.OpenAsync("/organisation/members/admit");
        var refused = await administrator.SendAsync(page, ("name", "某人"), ("userName", People.NewUserName()), ("roles", "Operator"), ("roles", "Supervisor"), ("roles", "Certifier"));

        Assert.Equal((HttpStatusCode.BadRequest, "至少选一项。"), (refused.Status, refused.ErrorOf("roles")));
        Assert.DoesNotContain(page.Page.QuerySelectorAll("input[name=roles]"), i => i.GetAttribute("value") is "Operator" or "Supervisor" or "Certifier");
        Assert.Equal("某人", refused.ValueOf("name"));
    }

    [Theory]
    [OnDatabases]
    public async Task LastAdministrator_CannotBeRemoved_AndIsToldWhy(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var administrator = await People.AdministratorAsync(server);
        var remove = (await administrator.OpenAsync("/organisation/members")).Page.QuerySelectorAll("tbody a")[1].GetAttribute("href")!;
        var refused = await administrator.SendAsync(await administrator.OpenAsync(remove));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("至少要有一位管理员", refused.Words("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Member_OfAnotherOrganisation_IsNotThere(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var one = await People.AdministratorAsync(server);
        using var other = await People.AdministratorAsync(server);
        var theirs = (await other.OpenAsync("/organisation/members")).Page.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal(2, theirs.Count);
        foreach (var path in theirs)
            Assert.Equal(HttpStatusCode.NotFound, (await one.OpenAsync(path)).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task ApiKey_Made_IsShownOnceWorksAndIsRevoked(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var administrator = await People.AdministratorAsync(server);
        Assert.NotNull((await administrator.OpenAsync("/organisation/keys")).Page.QuerySelector(".empty .button"));
        var page = await administrator.OpenAsync("/organisation/keys/new");
        var made = await administrator.SendAsync(page, ("label", "称重 <软件>"), ("roles", "Cooperative"));
        Assert.StartsWith("trk_", made.Secret, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync("/api/products", made.Secret, new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.PostAsync("/api/shipments", server.Key("supervisor"), new { })).Status);

        var again = await administrator.SendAsync(page, ("label", "称重 <软件>"), ("roles", "Cooperative"));
        Assert.Equal("", again.Secret);
        var keys = await administrator.OpenAsync("/organisation/keys");
        Assert.Equal("称重 <软件>", Assert.Single(keys.Page.QuerySelectorAll("tbody th")).TextContent);
        Assert.DoesNotContain(made.Secret, keys.Html, StringComparison.Ordinal);

        var revoke = await administrator.OpenAsync(keys.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Equal("/organisation/keys", (await administrator.SendAsync(revoke)).Path);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsync("/api/products", made.Secret, new { })).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Person_OfTwoOrganisations_ChoosesForWhichToAct(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var one = await People.AdministratorAsync(server);
        using var other = await People.AdministratorAsync(server);
        var number = (await other.OpenAsync("/account")).Words(".settings .code");
        var admitted = await one.SendAsync(await one.OpenAsync("/organisation/members/admit?known=true"), ("name", "兼职"), ("account", number), ("roles", "Cooperative"));
        Assert.Equal("/organisation/members", admitted.Path);

        var choose = await other.OpenAsync("/account/organisation");
        var options = choose.Page.QuerySelectorAll("input[name=organisation]");
        Assert.Equal(2, options.Length);
        var next = options.Single(o => !o.HasAttribute("checked")).GetAttribute("value")!;
        Assert.Equal("/today", (await other.SendAsync(choose, ("organisation", next))).Path);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.OpenAsync("/organisation")).Status);

        var refused = await other.SendAsync(choose, ("organisation", Farm.NewUscc()));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.NotEmpty(refused.ErrorOf("organisation"));
    }
}
