using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.Domain.Parties;

namespace Traceability.Web.Tests.Api;

/// <summary>Organisations, members, keys and sessions over HTTP, asked by who may not.</summary>
[Collection(Servers.Name)]
public sealed class PeopleTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Filing_FromAnybodyToAWorkingKey_GoesItsWholeWay(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var uscc = Farm.NewUscc();
        var filed = await server.PostAsync("/api/filings", key: null, Filing(uscc));
        Assert.Equal(201, (int)filed.Status);
        var address = (string)filed.Json["stateUrl"]!;
        Assert.Equal("open", (string?)(await server.GetAsync(address)).Json["state"]);
        Assert.Equal((409, "filing.exists", "uscc"), (await server.PostAsync("/api/filings", key: null, Filing(uscc))).Problem);
        Assert.Equal((403, "auth.not-allowed", null), (await server.PostAsync(address + "/approval", server.Key("cooperative"), "{}")).Problem);
        Assert.Equal((401, "auth.required", null), (await server.PostAsync(address + "/approval", key: null, "{}")).Problem);

        var approved = await server.RecordAsync(address + "/approval", server.Key("supervisor"), "{}");

        Assert.Equal((409, "filing.decided", "id"), (await server.PostAsync(address + "/approval", server.Key("supervisor"), "{}")).Problem);
        Assert.Equal("approved", (string?)(await server.GetAsync(address)).Json["state"]);
        var first = await SignInAsync(server, (string)approved["userName"]!, (string)approved["oneTimePassword"]!);
        Assert.True((await server.Services.GetRequiredService<Sessions>().FindAsync(first))!.MustChangePassword);
    }

    [Theory]
    [OnDatabases]
    public async Task Body_WithMoreThanTheCommandKnows_IsRefused(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        JsonObject With(string name, JsonNode value)
        {
            var body = (JsonObject)JsonNode.Parse(Filing(Farm.NewUscc()))!;
            body[name] = value;
            return body;
        }

        Assert.Equal("request.unknown-member", (await server.PostAsync("/api/filings", key: null, With("state", "approved").ToJsonString())).Problem.Code);
        Assert.Equal("request.unknown-member", (await server.PostAsync("/api/filings", key: null, With("operator", true).ToJsonString())).Problem.Code);
        foreach (var role in new[] { "operator", "supervisor", "administrator" })
            Assert.Equal((422, "organisation.roles", "roles"), (await server.PostAsync("/api/filings", key: null, With("roles", new JsonArray("cooperative", role)).ToJsonString())).Problem);
        Assert.Equal("request.type", (await server.PostAsync("/api/filings", key: null, With("roles", new JsonArray(0)).ToJsonString())).Problem.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Members_RunByTheAdministrator_ComeChangeAndGo(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var organisation = await Organisation.RegisterAsync(server, "会员", "cooperative", "seller");
        var userName = "m" + Farm.NewUscc()[8..];
        var admitted = await server.RecordAsync("/api/members", organisation.Key, new { name = "社员", roles = new[] { "seller" }, userName });
        var address = "/api/members/" + (string)admitted["id"]!;
        Assert.Equal((409, "sign-in.user-name-taken", "userName"), (await server.PostAsync("/api/members", organisation.Key, new { name = "社员", roles = new[] { "seller" }, userName = userName.ToUpperInvariant() })).Problem);
        Assert.Equal((422, "member.roles", "roles"), (await server.PostAsync("/api/members", organisation.Key, new { name = "社员", roles = new[] { "operator" }, userName = userName + "2" })).Problem);
        Assert.Equal((404, "member.unknown", "id"), (await server.PostAsync(address + "/removal", (await Organisation.RegisterAsync(server, "别家", "seller")).Key, "{}")).Problem);

        await server.RecordAsync(address + "/roles", organisation.Key, new { roles = new[] { "cooperative", "administrator" } });
        var made = await server.RecordAsync("/api/keys", organisation.Key, new { label = "scale", roles = new[] { "seller" } });
        var members = (await server.GetAsync("/api/members", organisation.Key)).Json["members"]!.AsArray();
        Assert.Equal(2, members.Count);
        Assert.Equal((403, "auth.not-allowed", null), (await server.GetAsync("/api/members", (string)made["apiKey"]!)).Problem);

        await server.RecordAsync(address + "/removal", organisation.Key, "{}");
        Assert.Single((await server.GetAsync("/api/members", organisation.Key)).Json["members"]!.AsArray());
        var revoked = await server.PostAsync($"/api/keys/{(string)made["id"]!}/revocation", organisation.Key, "{}");
        Assert.Equal(200, (int)revoked.Status);
        Assert.Equal((401, "auth.required", null), (await server.GetAsync("/api/batches", (string)made["apiKey"]!)).Problem);
    }

    /// <summary>Also with the cookie that the browser would send, and also after signing out with a copy of it.</summary>
    [Theory]
    [OnDatabases]
    public async Task Cookie_OfASignedInPerson_IsNobodyForMachines(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var credentials = server.Credentials("operator");
        var session = await SignInAsync(server, credentials.User, credentials.Password);
        Assert.Equal([Role.Operator], (await server.Services.GetRequiredService<Sessions>().FindAsync(session))!.Actor!.Roles);

        foreach (var name in new[] { "traceability-session", "__Host-traceability-session" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/api/accounts"));
            request.Headers.Add("Cookie", $"{name}={session}");
            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(401, (int)response.StatusCode);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Demonstration_ForEveryRole_HasUserNamePasswordAndKey(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var roles = new[] { "cooperative", "inspector", "certifier", "brandManager", "logistics", "supervisor", "operator" };

        foreach (var role in roles)
        {
            var (user, password) = server.Credentials(role);
            var person = (await server.Services.GetRequiredService<Sessions>().FindAsync(await SignInAsync(server, user, password)))!;
            Assert.False(person.MustChangePassword);
            Assert.Contains(Enum.Parse<Role>(role, ignoreCase: true), person.Actor!.Roles);
            Assert.Contains(Enum.Parse<Role>(role, ignoreCase: true), (await server.Services.GetRequiredService<ApiKeys>().FindActorAsync(server.Key(role)))!.Roles);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Operator_OverAccounts_ListsResetsAndUnlocks(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var organisation = await Organisation.RegisterAsync(server, "账号", "seller");
        var userName = "账号" + Farm.NewUscc()[8..];
        var admitted = await server.RecordAsync("/api/members", organisation.Key, new { name = "社员", roles = new[] { "seller" }, userName });
        var session = await SignInAsync(server, userName, (string)admitted["oneTimePassword"]!);

        var listed = (await server.GetAsync("/api/accounts?search=" + Uri.EscapeDataString(userName), server.Key("operator"))).Json["accounts"]!.AsArray();
        var id = (string)Assert.Single(listed)!["id"]!;
        var reset = await server.PostAsync($"/api/accounts/{id}/password", server.Key("operator"), "{}");

        Assert.Equal(200, (int)reset.Status);
        Assert.Null((await server.Services.GetRequiredService<Sessions>().FindAsync(session)));
        Assert.NotEmpty(await SignInAsync(server, userName, (string)reset.Json["oneTimePassword"]!));
        Assert.Equal(200, (int)(await server.PostAsync($"/api/accounts/{id}/unlocking", server.Key("operator"), "{}")).Status);
        Assert.Equal((404, "account.unknown", "id"), (await server.PostAsync($"/api/accounts/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}/unlocking", server.Key("operator"), "{}")).Problem);
        Assert.Equal((403, "auth.not-allowed", null), (await server.PostAsync($"/api/accounts/{id}/password", server.Key("supervisor"), "{}")).Problem);
        Assert.Equal((400, "sign-in.user-name", "after"), (await server.GetAsync("/api/accounts?search=%25", server.Key("operator"))).Problem);
    }

    /// <summary>A secret that is shown once is not in what a repeated request gets, nor in what is kept for it.</summary>
    [Theory]
    [OnDatabases]
    public async Task Secrets_OfARepeatedRequest_AreNotShownAgain(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var organisation = await Organisation.RegisterAsync(server, "秘密", "seller");
        var body = new { name = "社员", roles = new[] { "seller" }, userName = "s" + Farm.NewUscc()[8..] };
        var first = await server.PostAsync("/api/members", organisation.Key, body, idempotencyKey: "once");
        var again = await server.PostAsync("/api/members", organisation.Key, body, idempotencyKey: "once");

        Assert.NotNull((string?)first.Json["oneTimePassword"]);
        Assert.Null(again.Json["oneTimePassword"]);
        Assert.Equal((string)first.Json["id"]!, (string)again.Json["id"]!);
        Assert.DoesNotContain(server.Cells("idempotency"), cell => cell.Contains((string)first.Json["oneTimePassword"]!, StringComparison.Ordinal));
    }

    private static string Filing(string uscc) => new JsonObject
    {
        ["uscc"] = uscc,
        ["gln"] = Farm.NewGln(),
        ["region"] = Farm.County,
        ["roles"] = new JsonArray("cooperative"),
        ["name"] = "新合作社",
        ["contactName"] = "联系人",
        ["contactPhone"] = "000-0000-0001",
        ["userName"] = "f" + Farm.NewUscc()[8..],
    }.ToJsonString();

    private static async Task<string> SignInAsync(Server server, string userName, string password)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<SignIns>().SignInAsync(userName, password, TestContext.Current.CancellationToken);
        Assert.Equal(SignInState.SignedIn, answer.State);
        return answer.Session!;
    }
}
