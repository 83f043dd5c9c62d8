using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Access;

/// <summary>A supervisor of a county, and a cooperative there whose founder signs in.</summary>
internal sealed class People(TestApp app)
{
    public static readonly RegionCode County = RegionCode.Parse("130722");
    public static readonly RegionCode Township = RegionCode.Parse("130722100");
    public static readonly RegionCode OtherCounty = RegionCode.Parse("110105");
    public static readonly UnifiedSocialCreditCode Grower = UnifiedSocialCreditCode.Parse("93130722XXXX00094R");

    public const string Password = "远山的土豆在九月成熟 12";

    /// <summary>Names, numbers and user names of natural persons in what <see cref="FoundAsync"/> does.</summary>
    public static readonly IReadOnlyList<string> Private = ["私人甲", "私人乙", "000-1234-5678"];

    public SupervisorAnswer Supervisor { get; private set; } = null!;
    public Actor SupervisorActor { get; private set; } = null!;
    public ApprovalAnswer Approval { get; private set; } = null!;

    public static FileOrganisation Filing(string uscc = "93130722XXXX00094R", string gln = "9520109000097", string userName = "founder", RegionCode? region = null, params Role[] roles) => new(
        UnifiedSocialCreditCode.Parse(uscc), Gln.Parse(gln), region ?? Township, roles.Length == 0 ? [Role.Cooperative, Role.Seller] : roles, "坝上合作社", Private[1], Private[2], userName, "Bashang", "000-0000-0009");

    public static async Task<People> AppointAsync(TestApp app)
    {
        var people = new People(app);
        await app.RecordAsync(
            TestApp.Operator,
            new ImportRegions("GB/T 2260", [Region("130000"), Region("130700"), Region("130722"), Region("130722100"), Region("110000"), Region("110105")]));
        people.Supervisor = await app.RecordAsync(TestApp.Operator, new AppointSupervisor(County, Private[0], UserName: "supervisor"));
        people.SupervisorActor = new Actor(people.Supervisor.Account, [Role.Supervisor], Organisation: null, [County]);
        return people;
    }

    public static async Task<People> FoundAsync(TestApp app)
    {
        var people = await AppointAsync(app);
        var filed = await app.RecordAsync(actor: null, Filing());
        people.Approval = await app.RecordAsync(people.SupervisorActor, new ApproveFiling { Filing = filed.Filing });
        return people;
    }

    /// <summary>Signs in, changes the one-time password, and is who the session says.</summary>
    public async Task<(string Session, Actor Actor)> FounderAsync()
    {
        var session = await SignedInAsync("founder", Approval.OneTimePassword!);
        return (session, (await app.Get<Sessions>().FindAsync(session))!.Actor!);
    }

    /// <summary>The session of somebody who has just chosen <see cref="Password"/>.</summary>
    public async Task<string> SignedInAsync(string userName, string oneTimePassword)
    {
        var first = await SignInAsync(userName, oneTimePassword);
        Assert.Equal(SignInState.SignedIn, first.State);
        var changed = await WithAsync(s => s.ChangePasswordAsync(Find(first.Session!)!, oneTimePassword, Password, TestContext.Current.CancellationToken));
        Assert.Null(changed.Problem);
        return changed.Value;
    }

    public Person? Find(string session) => app.Get<Sessions>().FindAsync(session).AsTask().GetAwaiter().GetResult();

    public Task<SignInAnswer> SignInAsync(string userName, string password) => WithAsync(s => s.SignInAsync(userName, password, TestContext.Current.CancellationToken));

    public async Task<T> WithAsync<T>(Func<SignIns, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<SignIns>());
    }

    private static RegionRow Region(string code) => new(RegionCode.Parse(code), "地 " + code, "Region " + code);
}
