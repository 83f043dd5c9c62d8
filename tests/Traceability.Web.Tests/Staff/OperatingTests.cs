using System.Net;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

[Collection(Servers.Name)]
public sealed class OperatingTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Password_Reset_LetsInOnceMoreAndEndsTheSessions(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        using var person = await People.AdministratorAsync(server, userName);
        using var @operator = await People.SignedInAsync(server, "operator");
        var found = await @operator.OpenAsync("/operating/accounts?q=" + userName);
        var reset = await @operator.OpenAsync(Assert.Single(found.Page.QuerySelectorAll("tbody tr")).QuerySelector("a")!.GetAttribute("href")!);
        var done = await @operator.SendAsync(reset);

        Assert.StartsWith("/sign-in", (await person.OpenAsync("/today")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/account/password", (await person.SignInAsync(userName, done.Secret)).Path, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Account_Locked_IsUnlocked(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        using var person = await People.AdministratorAsync(server, userName);
        using var guesser = new Visitor(server);
        for (var i = 0; i < 5; i++)
            await guesser.SignInAsync(userName, "a wrong password");
        Assert.StartsWith("/sign-in", (await guesser.SignInAsync(userName, People.Password)).Path, StringComparison.Ordinal);

        using var @operator = await People.SignedInAsync(server, "operator");
        var found = await @operator.OpenAsync("/operating/accounts?q=" + userName);
        var unlocked = await @operator.SendAsync(found, "tbody form");

        Assert.Equal("/operating/accounts", unlocked.Path);
        Assert.NotEmpty(unlocked.Words("[role=status]"));
        Assert.Equal("/today", (await guesser.SignInAsync(userName, People.Password)).Path);
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_AppointedAndDismissed_SeesFilingsOnlyInBetween(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var userName = People.NewUserName();
        using var @operator = await People.SignedInAsync(server, "operator");
        var form = await @operator.OpenAsync("/operating/supervisors/appoint?region=130727");
        Assert.NotEmpty((await @operator.SendAsync(form, ("name", ""), ("userName", userName))).ErrorOf("name"));
        var appointed = await @operator.SendAsync(form, ("name", "赵六"), ("userName", userName));
        using var supervisor = new Visitor(server);
        var forced = await supervisor.SignInAsync(userName, appointed.Secret);
        await supervisor.SendAsync(forced, ("password", appointed.Secret), ("newPassword", People.Password), ("again", People.Password));
        Assert.Equal(HttpStatusCode.OK, (await supervisor.OpenAsync("/approvals")).Status);

        var row = (await @operator.OpenAsync("/operating/supervisors")).Page.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(userName, StringComparison.Ordinal));
        var ask = await @operator.OpenAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal("免去赵六对阳原县的监管？", ask.Heading);
        Assert.Equal("/operating/supervisors", (await @operator.SendAsync(ask)).Path);
        Assert.StartsWith("/sign-in", (await supervisor.OpenAsync("/approvals")).Path, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Operating_ShowsTheRegisterAndTheLog(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        await server.LoggedAsync();
        using var @operator = await People.SignedInAsync(server, "operator", "en");
        var page = await @operator.OpenAsync("/operating");

        Assert.Contains("The log is well", page.Words("main"), StringComparison.Ordinal);
        // Other tests of this server import editions of their own.
        Assert.Matches(@"Edition *\S.*Regions *\d", page.Words("main"));
        Assert.NotNull((await @operator.OpenAsync("/operating/accounts?q=nobody-of-this-name")).Page.QuerySelector(".empty"));
        Assert.NotNull((await @operator.OpenAsync("/operating/accounts?q=%22%3E%3Cscript%3E")).Page.QuerySelector(".empty"));
    }
}
