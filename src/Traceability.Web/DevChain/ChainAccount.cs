using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Ethereum;
using Traceability.Web.Hosting;

namespace Traceability.Web.DevChain;

/// <summary>The account that sends anchors. Which one it is, is remembered: one that was lost is not replaced in silence, for the contract knows only that one.</summary>
internal static class ChainAccount
{
    private const string KeyName = "chain";
    private const string ValueName = "chain-account";

    /// <param name="mayReplace">Whether the operator has said that a lost one may be replaced.</param>
    /// <exception cref="SettingsException">The key is lost, and this log is anchored with it.</exception>
    public static async Task<EthereumAccount> OpenAsync(KeyStore keys, IDbContextFactory<TraceDb> contexts, IWriteLane lane, bool mayReplace, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = (await db.DeploymentValues.FirstOrDefaultAsync(v => v.Name == ValueName, ct))?.Value;
        var used = known is not null || await db.Anchors.AnyAsync(a => a.ChainId != ChainService.DevelopmentChainId, ct);
        if (used && !mayReplace && !keys.Has(KeyName))
        {
            throw new SettingsException(
                $"The key {KeyName}.key is missing, and this log is anchored from {known ?? "its account"}. Bring it back from the backup. If it is lost for good, start once with Chain__ReplaceAccount=true: a new account is made, and the contract's owner has to make it the anchorer.");
        }

        var account = new EthereumAccount(keys.Secret(KeyName, mayMake: true));
        if (known != account.Address.ToString())
            await RememberAsync(lane, account.Address.ToString(), ct);
        return account;
    }

    private static Task<bool> RememberAsync(IWriteLane lane, string address, CancellationToken ct) =>
        lane.RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                await db.DeploymentValues.Where(v => v.Name == ValueName).ExecuteDeleteAsync(CancellationToken.None);
                db.DeploymentValues.Add(new DeploymentValue { Name = ValueName, Value = address });
                await db.SaveChangesAsync(CancellationToken.None);
                return (true, Keep: true);
            },
            ct);
}
