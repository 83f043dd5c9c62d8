using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Anchoring;
using Traceability.App.Data;
using Traceability.Ethereum;
using Traceability.Ledger;
using Traceability.Web.Hosting;

namespace Traceability.Web.DevChain;

/// <summary>Finds the chain to anchor on: the configured one, or the development chain, which it starts and where it deploys the contract.</summary>
internal sealed class ChainService(
    Settings settings, KeyStore keys, AnchorTarget target, IHttpClientFactory clients, IDbContextFactory<TraceDb> contexts, IWriteLane lane, ILoggerFactory loggers)
    : BackgroundService
{
    internal const long DevelopmentChainId = 31337;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<ChainService>();
    private DevChainHost? _host;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_host is not null)
            await _host.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (settings.RpcUrl is not { } rpc)
                return;
            ReadOnlyMemory<byte>? creationCode = null;
            if (settings.StartChain)
            {
                target.Unset("The development chain is starting.");
                _host = new DevChainHost(loggers.CreateLogger<DevChainHost>(), new DevChainOptions(settings.RepositoryRoot, rpc));
                switch (await _host.StartAsync(stoppingToken))
                {
                    case DevChainState.Unavailable unavailable:
                        target.Unset(unavailable.Reason);
                        _logger.LogWarning("No development chain: {Reason} Everything else works; anchoring catches up when there is one.", unavailable.Reason);
                        return;
                    case DevChainState.Running running:
                        creationCode = running.CreationCode;
                        _logger.LogInformation("The development chain answers at {Rpc}", running.Rpc);
                        break;
                }
            }

            await FindContractAsync(rpc, creationCode, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _logger.LogDebug("The chain is no longer looked for");
        }
        catch (SettingsException e)
        {
            target.Unset(e.Message);
            _logger.LogError("Nothing is anchored: {Reason}", e.Message);
        }
    }

    /// <summary>Keeps looking until there is a contract; a chain that was reset gets a new one.</summary>
    private async Task FindContractAsync(Uri rpc, ReadOnlyMemory<byte>? creationCode, CancellationToken ct)
    {
        var account = creationCode is null ? await ChainAccount.OpenAsync(keys, contexts, lane, settings.ReplaceChainAccount, ct) : DevChainAccounts.First;
        if (creationCode is null)
            _logger.LogInformation("Anchors are sent from {Address}: make it the contract's anchorer and give it gas", account.Address);
        var chain = new EthereumAnchorChain(clients.CreateClient("chain"), rpc, account);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var head = await chain.GetHeadAsync(ct);
                var contract = settings.Contract ?? await KnownContractAsync(head, ct);
                if (contract is null || await chain.GetSlotAsync(contract, ct) is null)
                {
                    if (settings.Contract is not null || creationCode is not { } code || head.ChainId != DevelopmentChainId)
                        throw new AnchorChainException($"No anchor contract lives at {contract ?? "(Chain__Contract is empty)"} on chain {head.ChainId}.");
                    target.Unset("The anchor contract is being deployed.");
                    contract = await chain.DeployAsync(code, settings.Origin, ct);
                    await RememberAsync(head, contract, ct);
                }

                if (target.Current?.Contract != contract)
                    target.Set(chain, contract);
            }
            catch (Exception e) when (e is AnchorChainException or DbException or DbUpdateException)
            {
                if (target.Current is null)
                    target.Unset(e.Message);
            }

            await Task.Delay(Pace, ct);
        }
    }

    private async Task<string?> KnownContractAsync(ChainHead head, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var name = NameOf(head);
        return (await db.DeploymentValues.FirstOrDefaultAsync(v => v.Name == name, ct))?.Value;
    }

    private Task<bool> RememberAsync(ChainHead head, string contract, CancellationToken ct) =>
        lane.RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                if (await db.DeploymentValues.FindAsync([NameOf(head)], CancellationToken.None) is { } old)
                    db.DeploymentValues.Remove(old);
                await db.SaveChangesAsync(CancellationToken.None);
                db.DeploymentValues.Add(new DeploymentValue { Name = NameOf(head), Value = contract });
                await db.SaveChangesAsync(CancellationToken.None);
                return (true, Keep: true);
            },
            ct);

    private static string NameOf(ChainHead head) => $"contract-{head.ChainId}-{head.Genesis}";
}
