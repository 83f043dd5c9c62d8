using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Ledger;
using Traceability.Tests;
using Traceability.Web.DevChain;

namespace Traceability.Ethereum.Tests;

public sealed class DevChainHostTests(HardhatChain hardhat)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DevChainHost Host(Uri rpc, string? root = null) =>
        new(NullLogger<DevChainHost>.Instance, new DevChainOptions(root ?? TestFiles.Root, rpc));

    private static NodeJs Node() => new(NullLogger.Instance, TestFiles.Root, Environment.GetEnvironmentVariable("PATH") ?? "");

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");

    private static async Task<string> ReasonAsync(DevChainHost host) =>
        Assert.IsType<DevChainState.Unavailable>(await host.StartAsync(Ct)).Reason;

    [Fact]
    public async Task Start_StopAndStartAgain_IsAChainThatGrowsByTheClockAndThenAnotherOne()
    {
        await hardhat.RequireAsync();
        var rpc = Loopback(HardhatChain.FreePort());
        using var http = new HttpClient();
        var chain = new EthereumAnchorChain(http, rpc, DevChainAccounts.First);
        ChainHead first;
        AnchorReceipt? receipt;
        await using (var host = Host(rpc))
        {
            var running = Assert.IsType<DevChainState.Running>(await host.StartAsync(Ct));
            Assert.Equal((rpc, false), (running.Rpc, running.Reused));
            first = await chain.GetHeadAsync(Ct);

            var contract = await chain.DeployAsync(running.CreationCode, "trace.example/log", Ct);
            var anchor = await chain.SignAsync(contract, 13, default, Ct);
            await chain.SendAsync(anchor, Ct);
            Assert.Null(await chain.GetReceiptAsync(anchor.Transaction, Ct));
            while ((receipt = await chain.GetReceiptAsync(anchor.Transaction, Ct)) is null)
            {
                await Task.Delay(50, Ct);
            }

            while ((await chain.GetHeadAsync(Ct)).Block < receipt.Block + 1)
            {
                await Task.Delay(50, Ct);
            }
        }

        Assert.True((await Assert.ThrowsAsync<AnchorChainException>(() => chain.GetHeadAsync(Ct).AsTask())).Transient);

        await using (var host = Host(rpc))
        {
            Assert.IsType<DevChainState.Running>(await host.StartAsync(Ct));
            var second = await chain.GetHeadAsync(Ct);
            Assert.Equal(first.ChainId, second.ChainId);
            Assert.NotEqual(first.Genesis, second.Genesis);
            Assert.Null(await chain.GetSlotAsync(receipt.Contract, Ct));
        }
    }

    [Fact]
    public async Task Start_DevelopmentChainRunsAlready_IsUsedAndLeftRunning()
    {
        await hardhat.RequireAsync();

        await using (var host = Host(hardhat.Rpc))
        {
            var running = Assert.IsType<DevChainState.Running>(await host.StartAsync(Ct));
            Assert.True(running.Reused);
            Assert.Equal(hardhat.CreationCode.ToArray(), running.CreationCode.ToArray());
        }

        Assert.Equal(31337, (await hardhat.Connect(account: null).GetHeadAsync(Ct)).ChainId);
    }

    [Fact]
    public async Task Start_PortHasAnotherProgram_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var hangUp = Task.Run(
            async () =>
            {
                while (true)
                {
                    (await other.AcceptTcpClientAsync(Ct)).Dispose();
                }
            },
            Ct);

        await using var host = Host(Loopback(port));

        Assert.Equal($"Port {port} is used by another program.", await ReasonAsync(host));
        other.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => hangUp);
    }

    [Fact]
    public async Task Start_PortHasAnotherChain_SaysSo()
    {
        var port = HardhatChain.FreePort();
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add(Loopback(port).ToString());
        other.MapPost("/", (JsonObject request) => new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = request["id"]!.DeepClone(),
            ["result"] = request["method"]!.GetValue<string>() == "eth_getBlockByNumber"
                ? new JsonObject { ["number"] = "0x0", ["hash"] = "0x" + new string('a', 64) }
                : "0x1",
        });
        await other.StartAsync(Ct);
        await using var host = Host(Loopback(port));

        Assert.Equal(
            $"Port {port} is used by a chain with id 1, not by a development chain (31337).", await ReasonAsync(host));
    }

    [Fact]
    public async Task Start_AddressOfAnotherMachine_SaysSo()
    {
        await using var host = Host(new Uri("http://chain.example:8545/"));

        Assert.Contains("chain.example:8545", await ReasonAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheSources_SaysSo()
    {
        await using var host = new DevChainHost(
            NullLogger<DevChainHost>.Instance, new DevChainOptions(RepositoryRoot: null, Loopback(HardhatChain.FreePort())));

        Assert.Contains("hardhat.config.js", await ReasonAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NodeIsNotInstalled_SaysSo()
    {
        await using var host = new DevChainHost(
            NullLogger<DevChainHost>.Instance,
            new DevChainOptions(TestFiles.Root, Loopback(HardhatChain.FreePort())) { SearchPath = "" });

        Assert.StartsWith("Node.js is not installed", await ReasonAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NodeIsTooOld_SaysSo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stand-in for an old Node.js is a shell script.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("devchain");
        try
        {
            var node = Path.Combine(folder.FullName, "node");
            await File.WriteAllTextAsync(node, "#!/bin/sh\necho v18.20.4\n", Ct);
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            await using var host = new DevChainHost(
                NullLogger<DevChainHost>.Instance,
                new DevChainOptions(TestFiles.Root, Loopback(HardhatChain.FreePort())) { SearchPath = folder.FullName });

            Assert.StartsWith("Node.js 18.20.4 is too old", await ReasonAsync(host), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_ContractDoesNotCompile_SaysSo()
    {
        await hardhat.RequireAsync();
        var root = Directory.CreateTempSubdirectory("devchain");
        try
        {
            Directory.CreateDirectory(Path.Combine(root.FullName, "contracts-sol"));
            File.Copy(Path.Combine(TestFiles.Root, "hardhat.config.js"), Path.Combine(root.FullName, "hardhat.config.js"));
            File.Copy(Path.Combine(TestFiles.Root, "package.json"), Path.Combine(root.FullName, "package.json"));
            await File.WriteAllTextAsync(Path.Combine(root.FullName, "contracts-sol", "CheckpointAnchor.sol"), "contract {", Ct);
            Directory.CreateSymbolicLink(Path.Combine(root.FullName, "node_modules"), Path.Combine(TestFiles.Root, "node_modules"));
            await using var host = Host(Loopback(HardhatChain.FreePort()), root.FullName);

            Assert.Contains("could not be compiled", await ReasonAsync(host), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(Path.Combine(root.FullName, "node_modules"));
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_Cancelled_IsACancellation()
    {
        await hardhat.RequireAsync();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));
        await using var host = Host(Loopback(HardhatChain.FreePort()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.StartAsync(cancellation.Token));
    }

    /// <summary>What happens when the server is killed: nobody is left to stop the chain, but its input closes.</summary>
    [Fact]
    public async Task Chain_InputCloses_EndsItself()
    {
        await hardhat.RequireAsync();
        var port = HardhatChain.FreePort();
        using var chain = Node().Create("node", ["contracts-sol/devchain.js", port.ToString(CultureInfo.InvariantCulture)]);
        chain.Start();
        chain.ErrorDataReceived += (_, _) => { };
        chain.BeginErrorReadLine();
        while (!Assert.IsType<string>(await chain.StandardOutput.ReadLineAsync(Ct)).StartsWith("Development chain ready", StringComparison.Ordinal))
        {
        }

        chain.StandardInput.Close();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await chain.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, chain.ExitCode);
    }

    [Fact]
    public async Task Tools_AreStarted_WithoutTheServersSettings()
    {
        await hardhat.RequireAsync();
        Environment.SetEnvironmentVariable("Keys__Encryption", "a secret");
        try
        {
            var (exitCode, line) = await Node().RunAsync("node", ["-e", "console.log(Object.keys(process.env).filter(name => name.includes('__')).length)"], Ct);

            Assert.Equal((0, "0"), (exitCode, line));
        }
        finally
        {
            Environment.SetEnvironmentVariable("Keys__Encryption", null);
        }
    }

    [Fact]
    public void RepositoryRoot_AboveTheContentRoot_IsFound()
    {
        Assert.Equal(
            TestFiles.Root.TrimEnd(Path.DirectorySeparatorChar),
            DevChainOptions.FindRepositoryRoot(Path.Combine(TestFiles.Root, "src", "Traceability.Web")));
        Assert.Null(DevChainOptions.FindRepositoryRoot(Path.GetPathRoot(TestFiles.Root)!));
    }
}
