using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Traceability.App.Access;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;

namespace Traceability.App.Tests.Access;

public sealed class SignInTests(Databases databases)
{
    [Fact]
    public void Password_OfTheProduct_CostsAGuessTwoHundredThousandRounds()
    {
        var services = new ServiceCollection();
        services.AddApp();
        using var provider = services.BuildServiceProvider();

        Assert.Equal(210_000, provider.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount);
    }

    [Theory]
    [OnDatabases]
    public async Task Account_AfterFiveWrongPasswords_IsLockedAlsoForTheRightOneAndForLongerEachTime(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        for (var i = 0; i < 5; i++)
            Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", "wrong wrong wrong")).State);

        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", People.Password)).State);
        app.Clock.Now += TimeSpan.FromSeconds(61);
        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", "wrong wrong wrong")).State);
        app.Clock.Now += TimeSpan.FromSeconds(61);
        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", People.Password)).State);
        app.Clock.Now += TimeSpan.FromSeconds(60);
        Assert.Equal(SignInState.SignedIn, (await people.SignInAsync("SuperVisor", People.Password)).State);
        Assert.Equal(0, database.Scalar<int>("SELECT attempts FROM sign_in"));
    }

    [Theory]
    [OnDatabases]
    public async Task Guesses_ManyAtOnce_AreLookedAtFiveTimes(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => people.SignInAsync("supervisor", $"guess number {i} of many"))));

        Assert.All(answers, a => Assert.Equal(new SignInAnswer(SignInState.Refused, Session: null), a));
        Assert.Equal(5, database.Scalar<int>("SELECT attempts FROM sign_in"));
        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", people.Supervisor.OneTimePassword!)).State);
        await app.RecordAsync(TestApp.Operator, new UnlockAccount { Account = people.Supervisor.Id });
        Assert.Equal(SignInState.SignedIn, (await people.SignInAsync("supervisor", people.Supervisor.OneTimePassword!)).State);
    }

    [Theory]
    [OnDatabases]
    public async Task SignIn_OfNobody_IsRefusedAsAWrongPasswordIs(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        string[] names = ["nobody", "", "\ud800 lone", "a' OR 1=1 --", new string('x', 5_000), "supervisor\u0000"];

        foreach (var name in names)
            Assert.Equal(await people.SignInAsync("supervisor", "wrong"), await people.SignInAsync(name, new string('p', 5_000)));
    }

    [Theory]
    [OnDatabases]
    public async Task Session_AfterSignOutOrAnotherPassword_IsNobodys(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var first = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var second = (await people.SignInAsync("supervisor", People.Password)).Session!;
        await people.WithAsync(async s => { await s.SignOutAsync(people.Find(second)!, TestContext.Current.CancellationToken); return 0; });
        Assert.Null(people.Find(second));
        Assert.NotNull(people.Find(first));

        var third = (await people.SignInAsync("supervisor", People.Password)).Session!;
        var changed = (await people.WithAsync(s => s.ChangePasswordAsync(people.Find(third)!, People.Password, "quite another password", TestContext.Current.CancellationToken))).Value;

        Assert.Null(people.Find(first));
        Assert.Null(people.Find(third));
        Assert.NotNull(people.Find(changed)!.Actor);
        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", People.Password)).State);
        await app.RecordAsync(TestApp.Operator, new ResetPassword { Account = people.Supervisor.Id });
        Assert.Null(people.Find(changed));
    }

    /// <summary>Whoever has the old password has it looked at just before it is changed: it opens nothing after that.</summary>
    [Theory]
    [OnDatabases]
    public async Task SignIn_WhileThePasswordIsChanged_LeavesNoSessionOfTheOldOne(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        var lane = new HeldLane();
        await using var app = new TestApp(database, change: lane.AddTo);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        // Its writings: that it is tried, that it was right, the session.
        for (var writing = 2; writing <= 3; writing++)
        {
            var (old, next) = (writing == 2 ? People.Password : "walnuts of round 2", $"walnuts of round {writing}");

            var stop = HeldLane.Before(writing, of: 1);
            var thief = stop.Run(() => people.SignInAsync("supervisor", old));
            await stop.Reached;
            session = (await people.WithAsync(s => s.ChangePasswordAsync(people.Find(session)!, old, next, TestContext.Current.CancellationToken))).Value;
            stop.Go();

            Assert.Equal(new SignInAnswer(SignInState.Refused, Session: null), await thief);
            Assert.Equal(1, database.Scalar<int>("SELECT COUNT(*) FROM session"));
        }
    }

    /// <summary>Whoever has only the password is past it just before a code is asked for as well: then they are asked for it too.</summary>
    [Theory]
    [OnDatabases]
    public async Task SignIn_WhileAnAuthenticatorIsConfirmed_LeavesNoSessionWithoutACode(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        var lane = new HeldLane();
        await using var app = new TestApp(database, change: lane.AddTo);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var setup = (await people.WithAsync(s => s.BeginAuthenticatorAsync(people.Find(session)!, People.Password, TestContext.Current.CancellationToken))).Value;

        var stop = HeldLane.Before(3, of: 1);
        var thief = stop.Run(() => people.SignInAsync("supervisor", People.Password));
        await stop.Reached;
        var confirmed = await people.WithAsync(s => s.ConfirmAuthenticatorAsync(people.Find(session)!, AuthenticatorCode.At(setup.Key, app.Clock.Now), TestContext.Current.CancellationToken));
        stop.Go();

        Assert.Null(confirmed.Problem);
        Assert.Equal(SignInState.Refused, (await thief).State);
        Assert.Equal(1, database.Scalar<int>("SELECT COUNT(*) FROM session"));
    }

    /// <summary>Four have looked at the code, and found it unused, before the first of them takes it.</summary>
    [Theory]
    [OnDatabases]
    public async Task Codes_GivenTwiceAtTheSameMoment_LetInOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        var lane = new HeldLane();
        await using var app = new TestApp(database, change: lane.AddTo);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var setup = (await people.WithAsync(s => s.BeginAuthenticatorAsync(people.Find(session)!, People.Password, TestContext.Current.CancellationToken))).Value;
        var recovery = (await people.WithAsync(s => s.ConfirmAuthenticatorAsync(people.Find(session)!, AuthenticatorCode.At(setup.Key, app.Clock.Now), TestContext.Current.CancellationToken))).Value;
        app.Clock.Now += TimeSpan.FromMinutes(1);
        foreach (var code in new[] { AuthenticatorCode.At(setup.Key, app.Clock.Now), recovery[0] })
        {
            var awaiting = new List<SignInAnswer>();
            for (var i = 0; i < 2; i++)
                awaiting.Add(await people.SignInAsync("supervisor", People.Password));
            await app.RecordAsync(TestApp.Operator, new UnlockAccount { Account = people.Supervisor.Id });

            Person[] twice = [.. awaiting.Concat(awaiting).Select(a => people.Find(a.Session!)!)];
            // The first writing counts the attempt, the second takes the code.
            var stop = HeldLane.Before(2, of: twice.Length);
            var giving = twice.Select(person => stop.Run(() => people.WithAsync(s => s.GiveCodeAsync(person, code, TestContext.Current.CancellationToken)))).ToList();
            await stop.Reached;
            stop.Go();

            Assert.Single(await Task.WhenAll(giving), a => a.State == SignInState.SignedIn);
            await app.RecordAsync(TestApp.Operator, new UnlockAccount { Account = people.Supervisor.Id });
        }
    }

    /// <summary>A session that awaits a code becomes one session, also with two codes of which each is right.</summary>
    [Theory]
    [OnDatabases]
    public async Task Codes_TwoThatAreRightForOneSession_OpenOne(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        var lane = new HeldLane();
        await using var app = new TestApp(database, change: lane.AddTo);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var setup = (await people.WithAsync(s => s.BeginAuthenticatorAsync(people.Find(session)!, People.Password, TestContext.Current.CancellationToken))).Value;
        await people.WithAsync(s => s.ConfirmAuthenticatorAsync(people.Find(session)!, AuthenticatorCode.At(setup.Key, app.Clock.Now), TestContext.Current.CancellationToken));
        app.Clock.Now += TimeSpan.FromMinutes(1);
        var awaiting = people.Find((await people.SignInAsync("supervisor", People.Password)).Session!)!;

        // The fourth ends the session that awaits.
        var stop = HeldLane.Before(4, of: 1);
        var second = stop.Run(() => people.WithAsync(s => s.GiveCodeAsync(awaiting, AuthenticatorCode.At(setup.Key, app.Clock.Now), TestContext.Current.CancellationToken)));
        await stop.Reached;
        var first = await people.WithAsync(s => s.GiveCodeAsync(awaiting, AuthenticatorCode.At(setup.Key, app.Clock.Now + TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken));
        stop.Go();

        Assert.Equal(SignInState.SignedIn, first.State);
        Assert.Equal(SignInState.Refused, (await second).State);
    }

    [Theory]
    [OnDatabases]
    public async Task Session_UnusedForEightHoursOrSevenDaysOld_IsOver(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var idle = (await people.SignInAsync("supervisor", People.Password)).Session!;
        var began = app.Clock.Now;

        while (app.Clock.Now - began < TimeSpan.FromDays(7) - TimeSpan.FromHours(8))
        {
            app.Clock.Now += TimeSpan.FromHours(7.9);
            Assert.NotNull(people.Find(session));
            // Before the next writing forgets it.
            if (app.Clock.Now - began >= TimeSpan.FromHours(8))
                Assert.Null(people.Find(idle));
            await app.Get<LastUse>().WriteAsync(TestContext.Current.CancellationToken);
        }

        Assert.Null(people.Find(idle));
        app.Clock.Now = began + TimeSpan.FromDays(7);
        Assert.Null(people.Find(session));
        await app.Get<LastUse>().WriteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, database.Scalar<int>("SELECT COUNT(*) FROM session"));
    }

    [Theory]
    [OnDatabases]
    public async Task OneTimePassword_AfterItsTime_LetsNobodyIn(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);

        app.Clock.Now += TimeSpan.FromDays(14);

        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", people.Supervisor.OneTimePassword!)).State);
    }

    [Theory]
    [OnDatabases("short", "password.form")]
    [OnDatabases("password12345", "password.form")]
    [OnDatabases("1234567890123", "password.form")]
    [OnDatabases("aaaaaaaaaaaaaaaa", "password.form")]
    [OnDatabases("i am supervisor 7", "password.form")]
    [OnDatabases("only words of lower case", null)]
    [OnDatabases("只有汉字也可以做一个密码吧", null)]
    public async Task Password_ThatAPersonChooses_IsHeldToItsRules(Provider provider, string password, string? code)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var person = people.Find((await people.SignInAsync("supervisor", people.Supervisor.OneTimePassword!)).Session!)!;

        Assert.Equal(code, (await people.WithAsync(s => s.ChangePasswordAsync(person, people.Supervisor.OneTimePassword!, password, TestContext.Current.CancellationToken))).Problem?.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Authenticator_OnceConfirmed_IsAskedForAndTakesEachCodeOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var setup = (await people.WithAsync(s => s.BeginAuthenticatorAsync(people.Find(session)!, People.Password, TestContext.Current.CancellationToken))).Value;
        Assert.Equal("sign-in.code", (await people.WithAsync(s => s.ConfirmAuthenticatorAsync(people.Find(session)!, "000000", TestContext.Current.CancellationToken))).Problem!.Code);
        var code = AuthenticatorCode.At(setup.Key, app.Clock.Now);
        var recovery = (await people.WithAsync(s => s.ConfirmAuthenticatorAsync(people.Find(session)!, code, TestContext.Current.CancellationToken))).Value;
        Assert.Equal(10, recovery.Count);
        Assert.DoesNotContain(setup.Key, database.Scalar<string>("SELECT authenticator_key FROM sign_in"), StringComparison.Ordinal);

        var awaiting = await people.SignInAsync("supervisor", People.Password);

        Assert.Equal(SignInState.AwaitsCode, awaiting.State);
        Assert.Null(people.Find(awaiting.Session!)!.Actor);
        Assert.Equal(SignInState.Refused, (await GiveAsync(people, awaiting, code)).State);
        app.Clock.Now += TimeSpan.FromSeconds(30);
        var given = await GiveAsync(people, awaiting, AuthenticatorCode.At(setup.Key, app.Clock.Now));
        Assert.NotNull(people.Find(given.Session!)!.Actor);
        Assert.Null(people.Find(awaiting.Session!));

        var again = await people.SignInAsync("supervisor", People.Password);
        Assert.Equal(SignInState.SignedIn, (await GiveAsync(people, again, recovery[3])).State);
        var third = await people.SignInAsync("supervisor", People.Password);
        Assert.Equal(SignInState.Refused, (await GiveAsync(people, third, recovery[3])).State);
    }

    /// <summary>Who has the password has not the code: giving the password again buys no more guesses.</summary>
    [Theory]
    [OnDatabases]
    public async Task Codes_GuessedWithTheRightPassword_LockTheAccount(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var session = await people.SignedInAsync("supervisor", people.Supervisor.OneTimePassword!);
        var setup = (await people.WithAsync(s => s.BeginAuthenticatorAsync(people.Find(session)!, People.Password, TestContext.Current.CancellationToken))).Value;
        await people.WithAsync(s => s.ConfirmAuthenticatorAsync(people.Find(session)!, AuthenticatorCode.At(setup.Key, app.Clock.Now), TestContext.Current.CancellationToken));
        app.Clock.Now += TimeSpan.FromMinutes(1);

        var awaiting = await people.SignInAsync("supervisor", People.Password);
        for (var i = 0; i < 2; i++)
            await GiveAsync(people, awaiting, "00000" + i);
        awaiting = await people.SignInAsync("supervisor", People.Password);
        await GiveAsync(people, awaiting, "000003");

        Assert.Equal(SignInState.Refused, (await GiveAsync(people, awaiting, AuthenticatorCode.At(setup.Key, app.Clock.Now))).State);
        Assert.Equal(SignInState.Refused, (await people.SignInAsync("supervisor", People.Password)).State);
        Assert.Equal(5, database.Scalar<int>("SELECT attempts FROM sign_in"));
    }

    [Theory]
    [OnDatabases]
    public async Task Person_WithSeveralParts_ActsForOneAtATime(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);
        var (session, founder) = await people.FounderAsync();
        await app.RecordAsync(TestApp.Operator, new AppointSupervisor(People.OtherCounty, "私人乙", Account: Domain.Subject.AccountOf(founder.Account)));

        var choices = await people.WithAsync(s => s.ChoicesAsync(people.Find(session)!, TestContext.Current.CancellationToken));
        var why = await people.WithAsync(s => s.ActForAsync(people.Find(session)!, organisation: null, TestContext.Current.CancellationToken));

        Assert.Null(why);
        Assert.Equal([(null, null), (People.Grower, "坝上合作社")], choices.Select(c => (c.Organisation, c.Name)));
        Assert.Equal([Role.Supervisor], people.Find(session)!.Actor!.Roles);
        Assert.Equal("sign-in.no-part", (await people.WithAsync(s => s.ActForAsync(people.Find(session)!, Domain.Values.UnifiedSocialCreditCode.Parse("91130722XXXX00182E"), TestContext.Current.CancellationToken)))!.Code);
    }

    /// <summary>RFC 6238, appendix B, SHA-1, the last six of eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void AuthenticatorCode_AtTheTimesOfTheStandard_IsTheStandards(long seconds, string code) =>
        Assert.Equal(code, AuthenticatorCode.At("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(seconds)));

    private static Task<SignInAnswer> GiveAsync(People people, SignInAnswer awaiting, string code) =>
        people.WithAsync(s => s.GiveCodeAsync(people.Find(awaiting.Session!)!, code, TestContext.Current.CancellationToken));
}
