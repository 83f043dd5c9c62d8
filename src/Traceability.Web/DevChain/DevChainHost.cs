using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Traceability.Ethereum;
using Traceability.Ledger;

namespace Traceability.Web.DevChain;

/// <summary>
/// Starts the development chain beside the server and stops it with the server. Whatever is missing for that is said
/// as <see cref="DevChainState.Unavailable"/>: the server goes on without a chain.
/// </summary>
internal sealed class DevChainHost(ILogger<DevChainHost> logger, DevChainOptions options) : IAsyncDisposable
{
    private const long ChainId = 31337;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private Process? _chain;
    private bool _stopping;

    public async Task<DevChainState> StartAsync(CancellationToken ct)
    {
        if (_chain is not null)
        {
            throw new InvalidOperationException("The development chain is started once.");
        }

        try
        {
            return await TryStartAsync(ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception or JsonException or FormatException)
        {
            logger.LogDebug(e, "The development chain could not be started");
            return new DevChainState.Unavailable($"The development chain could not be started: {e.Message}");
        }
    }

    /// <summary>Ends the chain that this host started, and no other.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_chain is { } chain)
        {
            _chain = null;
            await StopAsync(chain);
        }

        _http.Dispose();
    }

    private async Task<DevChainState> TryStartAsync(CancellationToken ct)
    {
        if (options.RepositoryRoot is not { } root)
        {
            return new DevChainState.Unavailable("The development chain needs the sources (no hardhat.config.js was found).");
        }

        if (!options.RpcUrl.IsLoopback || options.RpcUrl.Scheme != Uri.UriSchemeHttp)
        {
            return new DevChainState.Unavailable($"The development chain runs on this machine only; {options.RpcUrl.Authority} is another address.");
        }

        var answering = await IsPortTakenAsync(ct);
        if (answering && await WhyNotOursAsync(ct) is { } occupied)
        {
            return new DevChainState.Unavailable(occupied);
        }

        var node = new NodeJs(logger, root, options.SearchPath);
        var contract = new AnchorContractArtifact(root);
        if ((!answering || !contract.IsCurrent) && await node.WhyNotUsableAsync(ct) is { } missing)
        {
            return new DevChainState.Unavailable(missing);
        }

        if ((!answering || !contract.IsCurrent) && await contract.BuildAsync(node, logger, ct) is { } failure)
        {
            return new DevChainState.Unavailable(failure);
        }

        if (answering)
        {
            logger.LogInformation("A development chain runs already at {Rpc} and is used", options.RpcUrl);
        }
        else if (await LaunchAsync(node, ct) is { } reason)
        {
            return new DevChainState.Unavailable(reason);
        }

        return new DevChainState.Running(options.RpcUrl, await contract.ReadCreationCodeAsync(ct), Reused: answering);
    }

    private async Task<bool> IsPortTakenAsync(CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, options.RpcUrl.Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<string?> WhyNotOursAsync(CancellationToken ct)
    {
        try
        {
            var head = await Chain(TimeSpan.FromSeconds(5)).GetHeadAsync(ct);
            return head.ChainId == ChainId
                ? null
                : $"Port {options.RpcUrl.Port} is used by a chain with id {head.ChainId}, not by a development chain ({ChainId}).";
        }
        catch (AnchorChainException e)
        {
            logger.LogDebug(e, "What listens at {Rpc} is no chain", options.RpcUrl);
            return $"Port {options.RpcUrl.Port} is used by another program.";
        }
    }

    private async Task<string?> LaunchAsync(NodeJs node, CancellationToken ct)
    {
        var port = options.RpcUrl.Port.ToString(CultureInfo.InvariantCulture);
        // Directly, with no shell or npm between, so that there is one process and its standard input is ours: when the
        // server dies, even by SIGKILL, the pipe closes and the chain ends itself.
        var chain = node.Create("node", [Path.Combine("contracts-sol", "devchain.js"), port]);
        var lastLine = "";
        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
            {
                Interlocked.Exchange(ref lastLine, line.Data);
                logger.LogDebug("{Line}", line.Data);
            }
        }

        chain.OutputDataReceived += Hear;
        chain.ErrorDataReceived += Hear;
        chain.EnableRaisingEvents = true;
        chain.Exited += (_, _) =>
        {
            if (!_stopping)
            {
                logger.LogWarning("The development chain has ended by itself; anchoring waits for it");
            }
        };
        chain.Start();
        _chain = chain;
        chain.BeginOutputReadLine();
        chain.BeginErrorReadLine();

        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < LongestStart)
        {
            if (chain.HasExited)
            {
                await chain.WaitForExitAsync(ct);
                return $"The development chain ended at its start: {lastLine}";
            }

            if (await AnswersAsync(ct))
            {
                logger.LogInformation("The development chain answers at {Rpc} (process {Pid})", options.RpcUrl, chain.Id);
                return null;
            }

            await Task.Delay(PollInterval, ct);
        }

        _stopping = true;
        await StopAsync(chain);
        return $"The development chain did not answer within {LongestStart.TotalSeconds:0} seconds.";
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            return (await Chain(TimeSpan.FromSeconds(5)).GetHeadAsync(ct)).ChainId == ChainId;
        }
        catch (AnchorChainException)
        {
            return false;
        }
    }

    private EthereumAnchorChain Chain(TimeSpan timeout) => new(_http, options.RpcUrl, account: null) { CallTimeout = timeout };

    private static async Task StopAsync(Process chain)
    {
        using (chain)
        {
            chain.StandardInput.Close();
            using var deadline = new CancellationTokenSource(LongestStop);
            try
            {
                await chain.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                chain.Kill();
            }
        }
    }
}
