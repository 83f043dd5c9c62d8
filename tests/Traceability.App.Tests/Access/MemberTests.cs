using System.Text;
using Traceability.App.Access;
using Traceability.App.Auditing;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;

namespace Traceability.App.Tests.Access;

public sealed class MemberTests(Databases databases)
{
    [Theory]
    [OnDatabases]
    public async Task RemovedMember_WithSessionAndKey_CanDoNothingFromThatMoment(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (founderSession, founder) = await people.FounderAsync();
        var admitted = await app.RecordAsync(founder, new AdmitMember("私人乙", [Role.Administrator, Role.Seller], "second"));
        var session = await people.SignedInAsync("second", admitted.OneTimePassword!);
        var key = (await app.RecordAsync(people.Find(session)!.Actor!, new CreateApiKey("till", [Role.Seller]))).ApiKey!;
        Assert.Equal([Role.Seller], (await app.Get<ApiKeys>().FindActorAsync(key))!.Roles);

        await app.RecordAsync(founder, new RemoveMember { Member = admitted.Id });

        Assert.Null(await app.Get<ApiKeys>().FindActorAsync(key));
        Assert.Null(people.Find(session));
        Assert.NotNull(people.Find(founderSession));
        await app.RecordAsync(founder, new AdmitMember("私人乙", [Role.Seller], Account: admitted.Id));
        Assert.Null(await app.Get<ApiKeys>().FindActorAsync(key));
        Assert.Null(people.Find(session));
        Assert.Equal(SignInState.SignedIn, (await people.SignInAsync("second", People.Password)).State);
    }

    /// <summary>Anybody may admit an account whose number they saw in an entry: they learn no user name by it, and end nothing but what was theirs.</summary>
    [Theory]
    [OnDatabases]
    public async Task Account_AdmittedByStrangers_KeepsItsUserNameAndSessions(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();
        var supervisor = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        await app.RecordAsync(founder, new AdmitMember("私人丙", [Role.Seller], Account: people.Supervisor.Id));

        Assert.Equal([null, "founder"], (await app.AskAsync(founder, new ListMembers())).Value.Members.Select(m => m.UserName).Order(StringComparer.Ordinal));
        Assert.Equal([Role.Supervisor], people.Find((await people.SignInAsync("supervisor", People.Password)).Session!)!.Actor!.Roles);
        await app.RecordAsync(founder, new RemoveMember { Member = people.Supervisor.Id });

        Assert.Equal([Role.Supervisor], people.Find(supervisor)!.Actor!.Roles);
        Assert.NotNull(await app.Get<ApiKeys>().FindActorAsync(people.Supervisor.ApiKey!));
    }

    /// <summary>Whatever its code: else another organisation could make somebody record in its name by admitting them.</summary>
    [Theory]
    [OnDatabases]
    public async Task Person_AdmittedElsewhereLater_StillActsForWhoAdmittedThemFirst(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();
        var filed = await app.RecordAsync(actor: null, People.Filing("91130722XXXX00182E", "9520109000189", "other"));
        var approved = await app.RecordAsync(people.SupervisorActor, new ApproveFiling { Filing = filed.Filing });
        var other = people.Find(await people.SignedInAsync("other", approved.OneTimePassword!))!.Actor!;
        Assert.True(string.CompareOrdinal(other.Member.Uscc.ToString(), founder.Member.Uscc.ToString()) < 0);

        await app.RecordAsync(other, new AdmitMember("私人乙", [Role.Seller], Account: Domain.Subject.AccountOf(founder.Account)));

        Assert.Equal(founder.Member.Uscc, people.Find((await people.SignInAsync("founder", People.Password)).Session!)!.Actor!.Member.Uscc);
    }

    [Theory]
    [OnDatabases]
    public async Task Administrator_WhoIsTheLast_CanNeitherGoNorStepDown(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();
        var mine = Domain.Subject.AccountOf(founder.Account);
        var other = await app.RecordAsync(founder, new AdmitMember("私人乙", [Role.Seller], "second"));

        Assert.Equal("member.last-administrator", (await app.SendAsync(founder, new RemoveMember { Member = mine })).Problem!.Code);
        Assert.Equal("member.last-administrator", (await app.SendAsync(founder, new ChangeMemberRoles([Role.Seller]) { Member = mine })).Problem!.Code);
        await app.RecordAsync(founder, new ChangeMemberRoles([Role.Administrator]) { Member = other.Id });

        var answers = await Task.WhenAll(
            Task.Run(() => app.SendAsync(founder, new RemoveMember { Member = mine })),
            Task.Run(() => app.SendAsync(founder, new RemoveMember { Member = other.Id })));

        Assert.Single(answers, a => a.Problem?.Code == "member.last-administrator");
        Assert.Equal(1, database.Scalar<int>("SELECT administrators FROM organisation"));
    }

    [Theory]
    [OnDatabases(Role.Operator)]
    [OnDatabases(Role.Supervisor)]
    [OnDatabases(Role.Inspector)]
    public async Task Member_WithARoleThatTheOrganisationHasNot_IsRefused(Provider provider, Role role)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();

        Assert.Equal("member.roles", (await app.SendAsync(founder, new AdmitMember("私人乙", [role], "second"))).Problem!.Code);
        Assert.Equal("member.roles", (await app.SendAsync(founder, new ChangeMemberRoles([Role.Administrator, role]) { Member = Domain.Subject.AccountOf(founder.Account) })).Problem!.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Member_OfAnotherOrganisation_IsUnknown(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();
        var filed = await app.RecordAsync(actor: null, People.Filing("91130722XXXX00182E", "9520109000189", "stranger"));
        var stranger = Domain.Subject.AccountOf((await app.RecordAsync(people.SupervisorActor, new ApproveFiling { Filing = filed.Filing })).Account);

        Assert.Equal("member.unknown", (await app.SendAsync(founder, new RemoveMember { Member = stranger })).Problem!.Code);
        Assert.Equal("member.unknown", (await app.SendAsync(founder, new ChangeMemberRoles([Role.Seller]) { Member = stranger })).Problem!.Code);
        Assert.Equal("sign-in.user-name-taken", (await app.SendAsync(founder, new AdmitMember("私人乙", [Role.Seller], "ＳＴＲＡＮＧＥＲ"))).Problem!.Code);
        Assert.Equal("account.unknown", (await app.SendAsync(founder, new AdmitMember("私人乙", [Role.Seller], Account: Guid.CreateVersion7(app.Clock.Now)))).Problem!.Code);
        var member = Assert.Single((await app.AskAsync(founder, new ListMembers())).Value.Members);
        Assert.Equal(("私人乙", "founder"), (member.Name, member.UserName));
    }

    [Theory]
    [OnDatabases]
    public async Task Key_ForSomeRoles_DoesNoMoreThanThoseAndNoMoreThanItsAccount(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();
        var other = await app.RecordAsync(founder, new AdmitMember("私人乙", [Role.Administrator, Role.Seller], "second"));
        var second = people.Find(await people.SignedInAsync("second", other.OneTimePassword!))!.Actor!;
        var made = await app.RecordAsync(second, new CreateApiKey("scale", [Role.Seller]));
        var keys = app.Get<ApiKeys>();

        Assert.Equal("key.roles-beyond", (await app.SendAsync(second, new CreateApiKey("more", [Role.Cooperative]))).Problem!.Code);
        Assert.Equal("auth.not-allowed", (await app.SendAsync((await keys.FindActorAsync(made.ApiKey!)), new CreateApiKey("child", [Role.Seller]))).Problem!.Code);
        await app.RecordAsync(founder, new ChangeMemberRoles([Role.Cooperative]) { Member = other.Id });
        Assert.Null((await keys.FindActorAsync(made.ApiKey!)));
        await app.RecordAsync(founder, new ChangeMemberRoles([Role.Seller]) { Member = other.Id });
        Assert.NotNull((await keys.FindActorAsync(made.ApiKey!)));

        await app.Get<LastUse>().WriteAsync(TestContext.Current.CancellationToken);
        var listed = Assert.Single((await app.AskAsync(founder, new ListApiKeys())).Value.Keys);
        Assert.Equal(("scale", DateOnly.FromDateTime(app.Clock.Now.UtcDateTime)), (listed.Label, listed.LastUsed));
        Assert.Equal("key.unknown", (await app.SendAsync(people.SupervisorActor, new RevokeApiKey { Key = made.Id })).Problem!.Code);
        await app.RecordAsync(founder, new RevokeApiKey { Key = made.Id });
        Assert.Null((await keys.FindActorAsync(made.ApiKey!)));
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_WhoIsDismissed_HasNeitherKeyNorSession(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        Assert.Equal([Role.Supervisor], people.Find(session)!.Actor!.Roles);
        var listed = Assert.Single((await app.AskAsync(TestApp.Operator, new ListSupervisors())).Value.Supervisors);
        Assert.Equal(("私人甲", "supervisor"), (listed.Name, listed.UserName));

        await app.RecordAsync(TestApp.Operator, new DismissSupervisor(People.County) { Supervisor = people.Supervisor.Id });

        Assert.Null(await app.Get<ApiKeys>().FindActorAsync(people.Supervisor.ApiKey!));
        Assert.Null(people.Find(session));
        Assert.Equal("supervisor.unknown", (await app.SendAsync(TestApp.Operator, new DismissSupervisor(People.County) { Supervisor = people.Supervisor.Id })).Problem!.Code);
    }

    /// <summary>All that people do, twice and back again, replays to the same tables; and no name of theirs is where it does not belong.</summary>
    [Theory]
    [OnDatabases]
    public async Task Audit_OfEverythingAboutPeople_Agrees(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (_, founder) = await people.FounderAsync();
        var other = await app.RecordAsync(founder, new AdmitMember("私人乙", [Role.Seller], "second"));
        await app.RecordAsync(founder, new ChangeMemberRoles([Role.Administrator]) { Member = other.Id });
        await app.RecordAsync(founder, new RemoveMember { Member = other.Id });
        await app.RecordAsync(founder, new AdmitMember("私人乙", [Role.Cooperative], Account: other.Id));
        await app.RecordAsync(TestApp.Operator, new DismissSupervisor(People.County) { Supervisor = people.Supervisor.Id });
        await app.RecordAsync(TestApp.Operator, new AppointSupervisor(People.County, "私人甲", Account: people.Supervisor.Id));
        await app.RecordAsync(TestApp.Operator, new AppointSupervisor(People.OtherCounty, "私人甲", Account: people.Supervisor.Id));
        await app.RecordAsync(actor: null, People.Filing("91130722XXXX00182E", "9520109000189", "waiting"));
        await app.SequenceAsync();

        Assert.Empty((await new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken)).Problems);
        Assert.Equal(["organisation_filing", "vault_payload"], Holders(database, People.Private));
        Assert.Equal(["organisation_filing", "sign_in"], Holders(database, ["founder", "second", "waiting"]));
        Assert.Empty(Holders(database, [people.Approval.OneTimePassword!, people.Supervisor.OneTimePassword!, people.Supervisor.ApiKey!, People.Password]));
    }

    private static IEnumerable<string> Holders(TestDatabase database, IEnumerable<string> values) =>
        database.Tables().Where(table => Cells(database, table).Any(cell => values.Any(v => cell.Contains(v, StringComparison.Ordinal)))).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Cells(TestDatabase database, string table) =>
        database.Rows($"SELECT * FROM \"{table}\"").SelectMany(row => row).Select(cell => cell is byte[] bytes ? Encoding.UTF8.GetString(bytes) : cell?.ToString() ?? "");
}
