using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Traceability.Domain.Parties;
using Traceability.Web.Tests.Api;
using Organisation = Traceability.Web.Tests.Api.Organisation;

namespace Traceability.Web.Tests.Staff;

/// <summary>Authority that was taken away is gone with the next request, also for one that was done before and would be answered from what is kept.</summary>
[Collection(Servers.Name)]
public sealed class TakenAwayTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Key_OfARemovedMember_DoesNothingMoreAndGetsNoKeptAnswer(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, second) = (await Farm.RegisterAsync(server), await SecondAsync(server));
        Assert.Equal(HttpStatusCode.Created, (await ProductAsync(server, second.Key)).Status);
        await server.RecordAsync($"/api/members/{second.Id}/removal", second.Administrator, "{}");

        Assert.Equal((401, "auth.required", null), (await ProductAsync(server, second.Key)).Problem);
        Assert.Equal((401, "auth.required", null), (await server.GetAsync("/api/batches", second.Key)).Problem);
        Assert.StartsWith("/sign-in", (await second.Browser.OpenAsync("/today")).Path, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await server.GetAsync("/api/batches", farm.Key)).Status);
        second.Browser.Dispose();
    }

    [Theory]
    [OnDatabases]
    public async Task Key_ThatIsRevokedOrWhoseRoleIsGone_GetsNoKeptAnswer(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var second = await SecondAsync(server);
        Assert.Equal(HttpStatusCode.OK, (await second.Browser.OpenAsync("/organisation/keys")).Status);
        Assert.Equal(HttpStatusCode.Created, (await ProductAsync(server, second.Key)).Status);
        await server.RecordAsync($"/api/members/{second.Id}/roles", second.Administrator, new { roles = new[] { "seller" } });

        Assert.Equal((401, "auth.required", null), (await ProductAsync(server, second.Key)).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await second.Browser.OpenAsync("/organisation/keys")).Status);
        await server.RecordAsync($"/api/members/{second.Id}/roles", second.Administrator, new { roles = new[] { "cooperative" } });
        Assert.Equal(HttpStatusCode.Created, (await ProductAsync(server, second.Key)).Status);
        Assert.Equal(200, (int)(await server.PostAsync($"/api/keys/{second.KeyId}/revocation", second.Administrator, "{}")).Status);
        Assert.Equal((401, "auth.required", null), (await ProductAsync(server, second.Key)).Problem);
        second.Browser.Dispose();
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_WhoIsDismissed_GetsNoKeptAnswer(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var appointed = await server.RecordAsync("/api/supervisors", server.Key("operator"), new { region = "130722", name = "监管" });
        var (key, id) = ((string)appointed["apiKey"]!, ((string)appointed["account"]!)["account:".Length..]);
        var body = Organisation.Request(Farm.NewUscc(), Farm.NewGln());
        Assert.Equal(HttpStatusCode.Created, (await server.PostAsync("/api/organisations", key, body, "once")).Status);
        await server.RecordAsync($"/api/supervisors/{id}/dismissal", server.Key("operator"), new { region = "130722" });

        Assert.Equal((401, "auth.required", null), (await server.PostAsync("/api/organisations", key, body, "once")).Problem);
        Assert.Equal((401, "auth.required", null), (await server.GetAsync("/api/filings", key)).Problem);
        // Appointed again, they get a key of then; the one of before stays ended.
        await server.RecordAsync("/api/supervisors", server.Key("operator"), new { region = "130722", name = "监管", account = id });
        Assert.Equal((401, "auth.required", null), (await server.PostAsync("/api/organisations", key, body, "once")).Problem);
        Assert.Equal((401, "auth.required", null), (await server.GetAsync("/api/filings", key)).Problem);
    }

    /// <summary>More than a form asks for, in any spelling, changes nothing: neither role nor organisation nor account comes from the sender.</summary>
    [Theory]
    [OnDatabases]
    public async Task Form_WithMoreThanItAsksFor_GivesNoMore(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var other = await Farm.RegisterAsync(server);
        using var administrator = await People.AdministratorAsync(server);
        (string, string)[] more =
        [
            ("Roles", "Operator"), ("ROLES", "Supervisor"), ("roles", "9"), ("roles[0]", "Operator"), ("roles", "Cooperative,Operator"), ("operator", "true"), ("Operator", "true"),
            ("organisation", other.Organisation.Uscc), ("Organisation.Uscc", other.Organisation.Uscc), ("account", other.Organisation.Account["account:".Length..]), ("Member.Roles", "Operator"), ("Known", "false"),
            ("Supervises", "130000"), ("id", other.Organisation.Account["account:".Length..]), ("handler", "Get"),
        ];
        var userName = People.NewUserName();
        var admitted = await administrator.SendAsync(await administrator.OpenAsync("/organisation/members/admit"), [("name", "某人"), ("userName", userName), ("roles", "Seller"), .. more]);
        using var member = new Visitor(server);
        await member.SendAsync(await member.SignInAsync(userName, admitted.Secret), ("password", admitted.Secret), ("newPassword", People.Password), ("again", People.Password));
        var made = await administrator.SendAsync(await administrator.OpenAsync("/organisation/keys/new"), [("label", "秤"), ("roles", "Seller"), .. more]);

        foreach (var path in new[] { "/operating", "/approvals", "/organisation" })
            Assert.Equal(HttpStatusCode.Forbidden, (await member.OpenAsync(path)).Status);
        Assert.Equal((403, "auth.not-allowed", null), (await server.GetAsync("/api/accounts", made.Secret)).Problem);
        Assert.Equal((403, "auth.not-allowed", null), (await server.PostAsync("/api/products", made.Secret, "{}")).Problem);
        Assert.Single((await server.GetAsync("/api/members", other.Key)).Json["members"]!.AsArray());
        var rows = (await administrator.OpenAsync("/organisation/members")).Page.QuerySelectorAll("tbody tr").Select(r => r.TextContent);
        Assert.Equal(1, rows.Count(r => r.Contains("某人", StringComparison.Ordinal)));
    }

    [Theory]
    [OnDatabases("operator", "true")]
    [OnDatabases("Roles", "[\"operator\"]")]
    [OnDatabases("ROLES", "[\"cooperative\"]")]
    [OnDatabases("role", "\"operator\"")]
    [OnDatabases("organisation", "\"93130722XXXX00094R\"")]
    [OnDatabases("supervises", "[\"130000\"]")]
    [OnDatabases("id", "\"01990000-0000-7000-8000-000000000000\"")]
    [OnDatabases("__proto__", "{\"roles\":[\"operator\"]}")]
    public async Task Body_WithAMemberThatWouldGiveMore_IsRefused(Provider provider, string name, string value)
    {
        var server = await servers.OnAsync(provider);
        var organisation = await Organisation.RegisterAsync(server, "组织", "seller");
        var before = await server.EverythingAsync();
        foreach (var (path, key, body) in new[]
        {
            ("/api/members", organisation.Key, $$"""{"name":"某人","roles":["seller"],"userName":"{{People.NewUserName()}}","{{name}}":{{value}}}"""),
            ($"/api/members/{organisation.Account["account:".Length..]}/roles", organisation.Key, $$"""{"roles":["administrator","seller"],"{{name}}":{{value}}}"""),
            ("/api/keys", organisation.Key, $$"""{"label":"秤","roles":["seller"],"{{name}}":{{value}}}"""),
            ("/api/supervisors", server.Key("operator"), $$"""{"region":"130722","name":"某人","{{name}}":{{value}}}"""),
        })
            Assert.Equal((400, "request.unknown-member", name), (await server.PostAsync(path, key, body)).Problem);
        Assert.Equal((400, "request.duplicate-member", "roles"), (await server.PostAsync("/api/keys", organisation.Key, """{"label":"秤","roles":["seller"],"roles":["administrator"]}""")).Problem);

        Assert.Equal(before, await server.EverythingAsync());
    }

    /// <summary>Registers a product under a number that is the key's own, so that the same request may be sent again.</summary>
    private static Task<Answer> ProductAsync(Server server, string key)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % 10_000_000;
        var gtin = Gs1.Identifiers.Gtin.Create("952013" + number.ToString("D7", System.Globalization.CultureInfo.InvariantCulture));
        return server.PostAsync("/api/products", key, new { gtin = gtin.ToString(), name = "一样" }, "once");
    }

    /// <summary>A second administrator of a new cooperative, at a browser, with a key that records.</summary>
    private static async Task<(string Administrator, string Id, string Key, string KeyId, Visitor Browser)> SecondAsync(Server server)
    {
        var organisation = await Organisation.RegisterAsync(server, "合作社", "cooperative", "seller");
        var userName = People.NewUserName();
        var admitted = await server.RecordAsync("/api/members", organisation.Key, new { name = "社员", roles = new[] { Role.Administrator, Role.Cooperative }.Select(r => r.ToString().ToLowerInvariant()), userName });
        var browser = new Visitor(server);
        var oneTime = (string)admitted["oneTimePassword"]!;
        await browser.SendAsync(await browser.SignInAsync(userName, oneTime), ("password", oneTime), ("newPassword", People.Password), ("again", People.Password));
        var made = await browser.SendAsync(await browser.OpenAsync("/organisation/keys/new"), ("label", "秤"), ("roles", "Cooperative"));
        var keys = (await server.GetAsync("/api/keys", organisation.Key)).Json["keys"]!.AsArray();
        return (organisation.Key, (string)admitted["id"]!, made.Secret, (string)keys.Single(k => (string)k!["label"]! == "秤")!["id"]!, browser);
    }
}
