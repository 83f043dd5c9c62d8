using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.Web.Tests.Api;

/// <summary>People of the demonstration whose keys nobody is given, and its batches by their lots.</summary>
internal static class Demonstrated
{
    public const string Nanhua = "93532324XXXX00019W";
    public const string Zixishan = "93532301XXXX00027D";
    public const string Mango = "93532801XXXX00043W";
    public const string Shop = "91110105XXXX00190E";
    public const string PotatoBase = "9520109009007";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A key of an organisation's first member.</summary>
    public static Task<string> KeyAsync(Server server, string uscc) =>
        MintAsync(server, (db, _) => db.Set<Membership>().Where(m => m.Organisation == UnifiedSocialCreditCode.Parse(uscc)).Select(m => m.Account).FirstAsync(Ct), UnifiedSocialCreditCode.Parse(uscc));

    /// <summary>A key of the supervisor of a region.</summary>
    public static Task<string> SupervisorAsync(Server server, string region) =>
        MintAsync(server, (db, _) => db.Set<Appointment>().Where(a => a.Region == RegionCode.Parse(region)).Select(a => a.Account).FirstAsync(Ct), organisation: null);

    /// <summary>The id of a batch by its lot, as the owner of the key sees it.</summary>
    public static async Task<string> BatchAsync(Server server, string key, string lot) =>
        (string)(await server.GetAsync($"/api/batches?search={lot}", key)).Json["items"]!.AsArray().Single(b => (string)b!["lot"]! == lot)!["batch"]!;

    private static async Task<string> MintAsync(Server server, Func<TraceDb, CancellationToken, Task<string>> find, UnifiedSocialCreditCode? organisation)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<TraceDb>>().CreateDbContextAsync(Ct);
        var (key, row) = ApiKeys.Mint(await find(db, Ct), organisation, isOperator: false, "Tests", TimeProvider.System.GetUtcNow());
        return await server.Services.GetRequiredService<IWriteLane>().RunAsync(
            async connection =>
            {
                await using var lane = connection.NewContext();
                lane.ApiKeys.Add(row);
                await lane.SaveChangesAsync(CancellationToken.None);
                return (key, Keep: true);
            },
            Ct);
    }
}
