using System.Security.Cryptography;
using System.Text;
using Traceability.Ledger;
using Traceability.Web.DevChain;

namespace Traceability.Ethereum.Tests;

public sealed class EthereumAnchorChainTests(HardhatChain hardhat) : IAsyncLifetime
{
    private const string Origin = "trace.example/潜江/log-of-more-than-thirty-two-bytes";

    // Hardhat's second well-known test account.
    private static readonly EthereumAccount Stranger =
        EthereumAccount.Parse("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static MerkleHash Root(int n) => new(SHA256.HashData(BitConverter.GetBytes(n)));

    public async ValueTask InitializeAsync()
    {
        await hardhat.RequireAsync();
        await hardhat.RpcAsync("evm_setAutomine", true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<(EthereumAnchorChain Chain, string Contract)> DeployedAsync()
    {
        var chain = hardhat.Connect(DevChainAccounts.First);
        return (chain, await chain.DeployAsync(hardhat.CreationCode, Origin, Ct));
    }

    private static async Task<AnchorReceipt> AnchorAsync(EthereumAnchorChain chain, string contract, long size, MerkleHash root)
    {
        var anchor = await chain.SignAsync(contract, size, root, Ct);
        await chain.SendAsync(anchor, Ct);
        return Assert.IsType<AnchorReceipt>(await chain.GetReceiptAsync(anchor.Transaction, Ct));
    }

    [Fact]
    public async Task Head_DevelopmentChain_HasItsIdGenesisAndNewestBlock()
    {
        var chain = hardhat.Connect(account: null);

        var before = await chain.GetHeadAsync(Ct);
        await hardhat.MineAsync();
        var after = await chain.GetHeadAsync(Ct);

        Assert.Equal(31337, before.ChainId);
        Assert.Matches("^0x[0-9a-f]{64}$", before.Genesis);
        Assert.Equal(before with { Block = before.Block + 1 }, after);
        Assert.Equal(after.Genesis, await chain.GetBlockHashAsync(0, Ct));
        Assert.NotEqual(after.Genesis, await chain.GetBlockHashAsync(after.Block, Ct));
        Assert.Null(await chain.GetBlockHashAsync(after.Block + 1, Ct));
    }

    [Fact]
    public async Task Deploy_NewContract_HoldsNothingYet()
    {
        var (chain, contract) = await DeployedAsync();

        Assert.Matches("^0x[0-9a-f]{40}$", contract);
        var slot = await chain.GetSlotAsync(contract, Ct);
        Assert.NotNull(slot);
        Assert.Equal(0, slot.TreeSize);
        Assert.Equal(new byte[24], slot.RootPrefix.ToArray());
    }

    [Fact]
    public async Task Deploy_EmptyOrigin_IsRefusedByName()
    {
        var chain = hardhat.Connect(DevChainAccounts.First);

        var refusal = await Assert.ThrowsAsync<AnchorChainException>(() => chain.DeployAsync(hardhat.CreationCode, "", Ct).AsTask());

        Assert.Contains("EmptyOrigin()", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.Transient);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(200)]
    public async Task Deploy_OriginOfAnyLength_ItsHashIsInTheEvents(int length)
    {
        var chain = hardhat.Connect(DevChainAccounts.First);
        var origin = new string('o', length);

        var contract = await chain.DeployAsync(hardhat.CreationCode, origin, Ct);
        var receipt = await AnchorAsync(chain, contract, 1, Root(1));

        Assert.Equal(new MerkleHash(SHA256.HashData(Encoding.UTF8.GetBytes(origin))), receipt.OriginHash);
    }

    [Fact]
    public async Task Anchor_GrowingSizes_AreStoredAndToldByTheReceipt()
    {
        var (chain, contract) = await DeployedAsync();

        foreach (var size in new[] { 1, 13, 1L << 40, long.MaxValue })
        {
            var root = Root(size.GetHashCode());
            var anchor = await chain.SignAsync(contract, size, root, Ct);
            Assert.Null(await chain.GetReceiptAsync(anchor.Transaction, Ct));
            await chain.SendAsync(anchor, Ct);
            var receipt = await chain.GetReceiptAsync(anchor.Transaction, Ct);

            var head = await chain.GetHeadAsync(Ct);
            var originHash = new MerkleHash(SHA256.HashData(Encoding.UTF8.GetBytes(Origin)));
            Assert.Equal(
                new AnchorReceipt(true, head.Block, await chain.GetBlockHashAsync(head.Block, Ct) ?? "", contract, size, root, originHash),
                receipt);
            var slot = await chain.GetSlotAsync(contract, Ct);
            Assert.Equal(size, slot?.TreeSize);
            Assert.Equal(root.ToArray()[..24], slot?.RootPrefix.ToArray());
        }
    }

    [Theory]
    [InlineData(13, "SizeNotGrowing(13, 13)")]
    [InlineData(12, "SizeNotGrowing(13, 12)")]
    public async Task Sign_SizeDoesNotGrow_ThrowsTheContractsOwnErrorForGood(long size, string error)
    {
        var (chain, contract) = await DeployedAsync();
        await AnchorAsync(chain, contract, 13, Root(1));

        var refusal = await Assert.ThrowsAsync<AnchorChainException>(() => chain.SignAsync(contract, size, Root(2), Ct).AsTask());

        Assert.Equal($"The contract refused: {error}.", refusal.Message);
        Assert.False(refusal.Transient);
    }

    [Fact]
    public async Task Sign_AnotherAccount_IsRefusedByName()
    {
        var (_, contract) = await DeployedAsync();

        var refusal = await Assert.ThrowsAsync<AnchorChainException>(
            () => hardhat.Connect(Stranger).SignAsync(contract, 1, Root(1), Ct).AsTask());

        Assert.Equal($"The contract refused: NotAnchorer({Stranger.Address.ToHex()}).", refusal.Message);
        Assert.False(refusal.Transient);
    }

    [Fact]
    public async Task Sign_NoAccount_IsRefused()
    {
        var (_, contract) = await DeployedAsync();

        await Assert.ThrowsAsync<AnchorChainException>(() => hardhat.Connect(account: null).SignAsync(contract, 1, Root(1), Ct).AsTask());
    }

    [Fact]
    public async Task Sign_AnchorsStillPending_TakesTheNextNonce()
    {
        var (chain, contract) = await DeployedAsync();
        await hardhat.RpcAsync("evm_setAutomine", false);

        var first = await chain.SignAsync(contract, 1, Root(1), Ct);
        await chain.SendAsync(first, Ct);
        var second = await chain.SignAsync(contract, 2, Root(2), Ct);
        await chain.SendAsync(second, Ct);
        Assert.Null(await chain.GetReceiptAsync(first.Transaction, Ct));
        await hardhat.MineAsync();

        Assert.Equal(first.Nonce + 1, second.Nonce);
        Assert.True((await chain.GetReceiptAsync(first.Transaction, Ct))?.Succeeded);
        Assert.Equal(2, (await chain.GetReceiptAsync(second.Transaction, Ct))?.TreeSize);
    }

    [Fact]
    public async Task Send_PendingOrMinedTransactionAgain_IsNoError()
    {
        var (chain, contract) = await DeployedAsync();
        await hardhat.RpcAsync("evm_setAutomine", false);
        var anchor = await chain.SignAsync(contract, 1, Root(1), Ct);

        await chain.SendAsync(anchor, Ct);
        await chain.SendAsync(anchor, Ct);
        await hardhat.MineAsync();
        await chain.SendAsync(anchor, Ct);

        Assert.True((await chain.GetReceiptAsync(anchor.Transaction, Ct))?.Succeeded);
    }

    [Fact]
    public async Task Send_NonceTakenByAnotherTransaction_IsRefusedForGood()
    {
        var (chain, contract) = await DeployedAsync();
        var first = await chain.SignAsync(contract, 1, Root(1), Ct);
        var second = await chain.SignAsync(contract, 2, Root(2), Ct);
        Assert.Equal(first.Nonce, second.Nonce);
        await chain.SendAsync(first, Ct);

        var refusal = await Assert.ThrowsAsync<AnchorChainException>(() => chain.SendAsync(second, Ct).AsTask());

        Assert.False(refusal.Transient);
    }

    [Fact]
    public async Task Receipt_TransactionThatFailed_SaysSo()
    {
        var (chain, contract) = await DeployedAsync();
        var anchor = await chain.SignAsync(contract, 5, Root(5), Ct);
        await hardhat.RpcAsync("hardhat_setStorageAt", contract, "0x0", $"0x{new string('0', 62)}63");
        await hardhat.RpcAsync("evm_setAutomine", false);
        await chain.SendAsync(anchor, Ct);
        await hardhat.MineAsync();

        var receipt = await chain.GetReceiptAsync(anchor.Transaction, Ct);

        Assert.NotNull(receipt);
        Assert.Equal((false, contract, 0, default, default), (receipt.Succeeded, receipt.Contract, receipt.TreeSize, receipt.Root, receipt.OriginHash));
        Assert.Equal(await chain.GetBlockHashAsync(receipt.Block, Ct), receipt.BlockHash);
    }

    [Fact]
    public async Task Receipt_BlockVanishes_IsGoneAndCanBeSentAgain()
    {
        var (chain, contract) = await DeployedAsync();
        var snapshot = await hardhat.RpcAsync("evm_snapshot");
        var anchor = await chain.SignAsync(contract, 5, Root(5), Ct);
        await chain.SendAsync(anchor, Ct);
        Assert.NotNull(await chain.GetReceiptAsync(anchor.Transaction, Ct));

        await hardhat.RpcAsync("evm_revert", snapshot);
        Assert.Null(await chain.GetReceiptAsync(anchor.Transaction, Ct));
        Assert.Equal(0, (await chain.GetSlotAsync(contract, Ct))?.TreeSize);

        await chain.SendAsync(anchor, Ct);
        Assert.Equal(5, (await chain.GetReceiptAsync(anchor.Transaction, Ct))?.TreeSize);
    }

    [Fact]
    public async Task Slot_NoSuchContract_IsNull()
    {
        var chain = hardhat.Connect(account: null);
        const string Reverting = "0x00000000000000000000000000000000000bad01";
        const string ReturningAWord = "0x00000000000000000000000000000000000bad02";
        await hardhat.RpcAsync("hardhat_setCode", Reverting, "0x60006000fd");
        await hardhat.RpcAsync("hardhat_setCode", ReturningAWord, "0x60206000f3");

        Assert.Null(await chain.GetSlotAsync(Stranger.Address.ToHex(), Ct));
        Assert.Null(await chain.GetSlotAsync(Reverting, Ct));
        Assert.Null(await chain.GetSlotAsync(ReturningAWord, Ct));
        await Assert.ThrowsAsync<AnchorChainException>(() => chain.GetSlotAsync("0x1234", Ct).AsTask());
    }

    [Fact]
    public async Task Deploy_ChainLosesTheTransaction_SaysSoAndThatTryingAgainHelps()
    {
        await hardhat.RpcAsync("evm_setAutomine", false);
        var chain = hardhat.Connect(DevChainAccounts.First);

        var deployment = chain.DeployAsync(hardhat.CreationCode, Origin, Ct).AsTask();
        while (await hardhat.RpcAsync("eth_pendingTransactions") == "[]")
        {
            await Task.Delay(20, Ct);
        }

        Assert.False(deployment.IsCompleted);
        await hardhat.RpcAsync("hardhat_reset");

        var lost = await Assert.ThrowsAsync<AnchorChainException>(() => deployment);
        Assert.True(lost.Transient);
    }
}
