using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Data;
using Traceability.Web.DevChain;
using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Limits;

/// <summary>The contract knows one account; another one in its place would anchor nothing, and nobody would know why.</summary>
public sealed class ChainAccountTests
{
    [Fact]
    public async Task Open_WithItsKeyLost_SaysSoUntilTheOperatorDecides()
    {
        await using var server = await LimitedServer.StartAsync("Development", configure: null);
        var first = await OpenAsync(server, mayReplace: false);
        Assert.Equal(first.Address, (await OpenAsync(server, mayReplace: false)).Address);

        File.Delete(Path.Combine(server.DataFolder, "keys", "chain.key"));
        var refused = await Assert.ThrowsAsync<SettingsException>(() => OpenAsync(server, mayReplace: false));
        Assert.Contains(first.Address.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Contains("Chain__ReplaceAccount", refused.Message, StringComparison.Ordinal);

        var second = await OpenAsync(server, mayReplace: true);
        Assert.NotEqual(first.Address, second.Address);
        Assert.Equal(second.Address, (await OpenAsync(server, mayReplace: false)).Address);
    }

    private static Task<Ethereum.EthereumAccount> OpenAsync(LimitedServer server, bool mayReplace) => ChainAccount.OpenAsync(
        server.Services.GetRequiredService<KeyStore>(), server.Services.GetRequiredService<IDbContextFactory<TraceDb>>(), server.Services.GetRequiredService<IWriteLane>(), mayReplace, TestContext.Current.CancellationToken);
}
