using Traceability.App.Data;
using Traceability.App.Features.Parties;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Access;

public sealed class FilingTests(Databases databases)
{
    [Theory]
    [OnDatabases]
    public async Task Approval_OfAFiling_MakesOrganisationAndAnAdministratorWhoSignsIn(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.FoundAsync(app);

        var signedIn = await people.SignInAsync("founder", people.Approval.OneTimePassword!);

        var person = people.Find(signedIn.Session!)!;
        Assert.True(person.MustChangePassword);
        Assert.Null(person.Actor);
        var (_, founder) = await people.FounderAsync();
        Assert.Equal([Role.Cooperative, Role.Seller, Role.Administrator], founder.Roles);
        Assert.Equal(People.Grower, founder.Member.Uscc);
        Assert.Equal(0, database.Scalar<int>("SELECT COUNT(*) FROM organisation_filing WHERE contact_name IS NOT NULL OR contact_phone IS NOT NULL OR user_name IS NOT NULL"));
    }

    [Theory]
    [OnDatabases]
    public async Task Approval_ByManyAtOnce_HappensOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var filed = await app.RecordAsync(actor: null, People.Filing());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.SendAsync(people.SupervisorActor, new ApproveFiling { Filing = filed.Filing }))));

        Assert.Single(answers, a => a.Succeeded);
        Assert.All(answers.Where(a => !a.Succeeded), a => Assert.Equal("filing.decided", a.Problem!.Code));
        Assert.Equal(1, database.Scalar<int>("SELECT COUNT(*) FROM organisation"));
        Assert.Equal(2, database.Scalar<int>("SELECT COUNT(*) FROM sign_in"));
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_OfAnotherCounty_IsNeitherSeenNorDecided(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var filed = await app.RecordAsync(actor: null, People.Filing(region: People.OtherCounty));
        var mine = await app.RecordAsync(actor: null, People.Filing("91130722XXXX00182E", "9520109000189"));

        Assert.Equal("region.outside", (await app.SendAsync(people.SupervisorActor, new ApproveFiling { Filing = filed.Filing })).Problem!.Code);
        Assert.Equal("region.outside", (await app.SendAsync(people.SupervisorActor, new DeclineFiling("No") { Filing = filed.Filing })).Problem!.Code);
        Assert.Equal([mine.Filing], (await app.AskAsync(people.SupervisorActor, new ListFilings())).Value.Filings.Select(f => f.Filing));
    }

    [Theory]
    [OnDatabases]
    public async Task Filing_ThatWasDeclined_SaysWhyAndMayComeAgain(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var people = await People.AppointAsync(app);
        var filed = await app.RecordAsync(actor: null, People.Filing());
        Assert.Equal("filing.exists", (await app.SendAsync(actor: null, People.Filing())).Problem!.Code);

        await app.RecordAsync(people.SupervisorActor, new DeclineFiling("The seat is elsewhere.") { Filing = filed.Filing });

        var state = (await app.AskAsync(actor: null, new GetFiling(filed.Filing))).Value;
        Assert.Equal((FilingState.Declined, "The seat is elsewhere."), (state.State, state.Reason));
        Assert.Equal("filing.decided", (await app.SendAsync(people.SupervisorActor, new ApproveFiling { Filing = filed.Filing })).Problem!.Code);
        Assert.True((await app.SendAsync(actor: null, People.Filing())).Succeeded);
    }

    [Theory]
    [OnDatabases(Role.Operator)]
    [OnDatabases(Role.Supervisor)]
    [OnDatabases(Role.Administrator)]
    public async Task Filing_ForAuthorityAsCapacity_IsRefused(Provider provider, Role role)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await People.AppointAsync(app);

        Assert.Equal("organisation.roles", (await app.SendAsync(actor: null, People.Filing(roles: [Role.Cooperative, role]))).Problem!.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Filings_OfOneCounty_AreBoundedAndLeaveTheOthersOpen(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await People.AppointAsync(app);
        await FillAsync(app, 99, 130722);

        Assert.True((await app.SendAsync(actor: null, People.Filing())).Succeeded);
        Assert.Equal("filing.too-many", (await app.SendAsync(actor: null, People.Filing("91130722XXXX00182E", "9520109000189"))).Problem!.Code);
        Assert.True((await app.SendAsync(actor: null, People.Filing("91130722XXXX00182E", "9520109000189", region: People.OtherCounty))).Succeeded);
    }

    [Theory]
    [OnDatabases]
    public async Task Commands_ThatAreNotForEverybody_NeedSomebody(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);

        Assert.Equal("auth.required", (await app.SendAsync(actor: null, new ApproveFiling { Filing = Guid.CreateVersion7(app.Clock.Now) })).Problem!.Code);
        Assert.Equal("auth.required", (await app.SendAsync(actor: null, new CreateApiKey("x", [Role.Operator]))).Problem!.Code);
    }

    private static Task<bool> FillAsync(TestApp app, int count, int county) =>
        app.Get<IWriteLane>().RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                for (var i = 0; i < count; i++)
                {
                    db.Filings.Add(new OrganisationFiling
                    {
                        // Any code will do: what is counted is how many wait.
                        Id = Guid.CreateVersion7(app.Clock.Now), Uscc = UnifiedSocialCreditCode.Parse(Usccs.Number(i)), Gln = Gln.Parse("9520109000097"), Region = People.County, County = county,
                        Roles = [Role.Seller], Name = "x", State = FilingState.Open, FiledAt = app.Clock.Now,
                    });
                }

                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
                return (true, Keep: true);
            },
            TestContext.Current.CancellationToken);
}

/// <summary>Unified social credit codes with right check digits (GB 32100, GB 11714).</summary>
internal static class Usccs
{
    private const string Digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static string Number(int number)
    {
        var body = number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
        int[] organisation = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 11 - body.Select((c, i) => (c - '0') * organisation[i]).Sum() % 11;
        var first = "91130722" + body + sum switch { 10 => "X", 11 => "0", var n => n.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        var (weight, total) = (1, 0);
        foreach (var c in first)
        {
            total += Digits.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return first + Digits[(31 - total % 31) % 31];
    }
}
