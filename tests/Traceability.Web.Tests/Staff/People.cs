using System.Text.Json.Nodes;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>People of the demonstration, and new ones for tests that change something of theirs.</summary>
internal static class People
{
    public const string Password = "six walnuts in a drawer";

    private static int _made;

    /// <summary>One of the demonstration's, signed in.</summary>
    public static async Task<Visitor> SignedInAsync(Server server, string role, string language = "zh-CN")
    {
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(server.DataFolder, "demo-credentials.json"), TestContext.Current.CancellationToken))!;
        var visitor = new Visitor(server, language);
        var today = await visitor.SignInAsync((string)credentials[role]!["user"]!, (string)credentials[role]!["password"]!);
        Assert.Equal("/today", today.Path);
        return visitor;
    }

    public static string NewUserName() => $"person-{Interlocked.Increment(ref _made)}";

    /// <summary>What the form of a filing takes.</summary>
    public static (string Name, string Value)[] Filing(string userName, string name = "新农合作社", string? uscc = null, string? gln = null) =>
    [
        ("name", name), ("nameEn", ""), ("uscc", uscc ?? Farm.NewUscc()), ("gln", gln ?? Farm.NewGln()), ("roles", "Cooperative"), ("roles", "Seller"), ("hotline", "0313-1234567"),
        ("contactName", "张三"), ("contactPhone", "13800000000"), ("userName", userName),
    ];

    /// <summary>Files an organisation in a county of the demonstration's supervisor.</summary>
    /// <returns>The id of the filing.</returns>
    public static async Task<string> FileAsync(Server server, (string Name, string Value)[] typed)
    {
        using var stranger = new Visitor(server);
        var filed = await stranger.SendAsync(await stranger.OpenAsync("/file?region=" + Farm.County), typed);
        Assert.True(filed.Path.StartsWith("/file/", StringComparison.Ordinal), filed.Words("main"));
        return filed.Path["/file/".Length..];
    }

    /// <summary>Files an organisation and has it approved.</summary>
    /// <returns>The one-time password of its first member.</returns>
    public static async Task<string> FoundAsync(Server server, string userName)
    {
        var filing = await FileAsync(server, Filing(userName));
        using var supervisor = await SignedInAsync(server, "supervisor");
        var approved = await supervisor.SendAsync(await supervisor.OpenAsync("/approvals/" + filing));
        Assert.Equal(userName, approved.Words("dl.facts bdi"));
        return approved.Secret;
    }

    /// <summary>The administrator of a new organisation, signed in with a password of their own.</summary>
    public static async Task<Visitor> AdministratorAsync(Server server, string? userName = null, string language = "zh-CN")
    {
        userName ??= NewUserName();
        var oneTime = await FoundAsync(server, userName);
        var visitor = new Visitor(server, language);
        var change = await visitor.SignInAsync(userName, oneTime);
        Assert.StartsWith("/account/password", change.Path, StringComparison.Ordinal);
        var today = await visitor.SendAsync(change, ("password", oneTime), ("newPassword", Password), ("again", Password));
        Assert.Equal("/today", today.Path);
        return visitor;
    }
}
