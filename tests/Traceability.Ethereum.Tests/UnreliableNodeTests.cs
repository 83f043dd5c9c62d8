using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using Traceability.Ledger;

namespace Traceability.Ethereum.Tests;

/// <summary>A node may be down, slow, broken or malicious: each time one exception, that says whether to try again.</summary>
public sealed class UnreliableNodeTests
{
    private const string Contract = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    private static readonly string Hash = "0x" + new string('a', 64);
    private static readonly string OtherHash = "0x" + new string('b', 64);

    private static readonly EthereumAccount Account =
        EthereumAccount.Parse("0x0123456789012345678901234567890123456789012345678901234567890123");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<AnchorChainException> FailsAsync(ScriptedNode node, Func<EthereumAnchorChain, ValueTask> call)
    {
        var failure = await Assert.ThrowsAsync<AnchorChainException>(() => call(node.Connect(Account)).AsTask());
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("01234567890123", failure.ToString(), StringComparison.Ordinal);
        return failure;
    }

    private static async ValueTask ReadBlockAsync(EthereumAnchorChain chain) => await chain.GetBlockHashAsync(7, Ct);

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"2.0","id":ID}""")]
    [InlineData("""{"jsonrpc":"2.0","result":null}""")]
    [InlineData("""{"jsonrpc":"1.0","id":ID,"result":null}""")]
    [InlineData("""{"jsonrpc":2.0,"id":ID,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"ID","result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":null,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":null} trailing""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":null,"error":{"code":1,"message":"both"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":"words"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"code":"1","message":"m"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"code":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"error":{"code":1,"message":"\ud800"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":"0x7"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"number":"0x7"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"number":"0x7","hash":null}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"number":"0x7","hash":"0x1234"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":ID,"result":{"number":"0x7","hash":"\ud800"}}""")]
    public async Task Block_MalformedAnswer_ThrowsForGood(string body)
    {
        var failure = await FailsAsync(new ScriptedNode().Raw("eth_getBlockByNumber", body), ReadBlockAsync);

        Assert.False(failure.Transient);
    }

    [Fact]
    public async Task Block_ErrorOfNullBesideAResult_IsRead()
    {
        var node = new ScriptedNode().Raw(
            "eth_getBlockByNumber", $$"""{"jsonrpc":"2.0","id":ID,"error":null,"result":{"number":"0x7","hash":"{{Hash.ToUpperInvariant().Replace('X', 'x')}}"} }""");

        Assert.Equal(Hash, await node.Connect().GetBlockHashAsync(7, Ct));
    }

    [Fact]
    public async Task Block_AnotherBlockIsAnswered_Throws() =>
        await FailsAsync(
            new ScriptedNode().Result("eth_getBlockByNumber", $$"""{"number":"0x8","hash":"{{Hash}}"}"""), ReadBlockAsync);

    [Theory]
    [InlineData("7")]
    [InlineData("\"7\"")]
    [InlineData("\"0x\"")]
    [InlineData("\"0x07\"")]
    [InlineData("\"0X7\"")]
    [InlineData("\"0x-7\"")]
    [InlineData("\"0x 7\"")]
    [InlineData("\"0x7g\"")]
    [InlineData("\"0x8000000000000000\"")]
    [InlineData("\"0x10000000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("null")]
    public async Task Head_QuantityOfAnotherForm_Throws(string blockNumber)
    {
        var node = new ScriptedNode()
            .Result("eth_chainId", "\"0x7a69\"")
            .Result("eth_getBlockByNumber", $$"""{"number":"0x0","hash":"{{Hash}}"}""")
            .Result("eth_blockNumber", blockNumber);

        await FailsAsync(node, async chain => await chain.GetHeadAsync(Ct));
    }

    [Fact]
    public async Task Answer_LongerThanAnyAnswerShouldBe_Throws()
    {
        var node = new ScriptedNode().Raw("eth_getBlockByNumber", new string(' ', 5 * 1024 * 1024));

        var failure = await FailsAsync(node, ReadBlockAsync);

        Assert.Contains("too long", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_NestedWithoutEnd_Throws() =>
        await FailsAsync(new ScriptedNode().Raw("eth_getBlockByNumber", new string('[', 100_000)), ReadBlockAsync);

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.BadGateway, true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.Unauthorized, false)]
    [InlineData(HttpStatusCode.NotFound, false)]
    public async Task Node_HttpStatus_SaysWhetherToTryAgain(HttpStatusCode status, bool transient)
    {
        var node = new ScriptedNode().Answer("eth_getBlockByNumber", _ => new HttpResponseMessage(status));

        Assert.Equal(transient, (await FailsAsync(node, ReadBlockAsync)).Transient);
    }

    [Theory]
    [InlineData(-32603, true)]
    [InlineData(-32005, true)]
    [InlineData(-32002, true)]
    [InlineData(-32000, false)]
    [InlineData(-32601, false)]
    public async Task Node_ErrorCode_SaysWhetherToTryAgain(int code, bool transient)
    {
        var node = new ScriptedNode().Error("eth_getBlockByNumber", $$"""{"code":{{code}},"message":"one\nline"}""");

        var failure = await FailsAsync(node, ReadBlockAsync);

        Assert.Equal(transient, failure.Transient);
        Assert.Equal($"The chain's node refused: one line (code {code}).", failure.Message);
    }

    [Fact]
    public async Task Node_ConnectionBreaks_MayBeTriedAgain()
    {
        var node = new ScriptedNode().Answer("eth_getBlockByNumber", _ => throw new HttpRequestException("reset"));

        Assert.True((await FailsAsync(node, ReadBlockAsync)).Transient);
    }

    [Fact]
    public async Task Node_NobodyListens_MayBeTriedAgain()
    {
        using var http = new HttpClient();
        var chain = new EthereumAnchorChain(http, new Uri($"http://127.0.0.1:{HardhatChain.FreePort()}/"), account: null);

        Assert.True((await Assert.ThrowsAsync<AnchorChainException>(() => chain.GetHeadAsync(Ct).AsTask())).Transient);
    }

    [Fact]
    public async Task Node_AcceptsAndSaysNothing_TimesOutAndMayBeTriedAgain()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var http = new HttpClient();
        var chain = new EthereumAnchorChain(http, new Uri($"http://{silent.LocalEndpoint}/"), account: null)
        {
            CallTimeout = TimeSpan.FromMilliseconds(100),
        };

        var failure = await Assert.ThrowsAsync<AnchorChainException>(() => chain.GetHeadAsync(Ct).AsTask());

        Assert.True(failure.Transient);
        Assert.Contains("in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Cancelled_IsACancellation()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var http = new HttpClient();
        var chain = new EthereumAnchorChain(http, new Uri($"http://{silent.LocalEndpoint}/"), account: null);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chain.GetHeadAsync(cancellation.Token).AsTask());
    }

    private static ScriptedNode SigningNode(string latestBlock = """{"baseFeePerGas":"0x64"}""") => new ScriptedNode()
        .Result("eth_chainId", "\"0x7a69\"")
        .Result("eth_estimateGas", "\"0x7918\"")
        .Result("eth_getTransactionCount", "\"0x5\"")
        .Result("eth_maxPriorityFeePerGas", "\"0x3\"")
        .Result("eth_gasPrice", "\"0x9\"")
        .Result("eth_getBlockByNumber", latestBlock);

    [Fact]
    public async Task Sign_ChainWithBaseFee_OffersTwiceOfItAndTheTipAndAQuarterMoreGas()
    {
        var node = SigningNode();
        var root = new MerkleHash(Enumerable.Range(0, 32).Select(n => (byte)n).ToArray());

        var anchor = await node.Connect(Account).SignAsync(Contract, 13, root, Ct);

        var expected = new FeeMarketTransaction(
            31337, 5, 3, 203, 38750, EthereumAddress.Parse(Contract), 0, CheckpointAnchorContract.Anchor(13, root.ToArray()), [])
            .Sign(Account);
        Assert.Equal(expected.Raw.ToArray(), anchor.Raw.ToArray());
        Assert.Equal((Contract, 13, root, 5, expected.Hash), (anchor.Contract, anchor.TreeSize, anchor.Root, anchor.Nonce, anchor.Transaction));
        Assert.Contains(node.Calls, call => call.StartsWith("eth_getTransactionCount", StringComparison.Ordinal) && call.Contains("pending", StringComparison.Ordinal));
        Assert.DoesNotContain(node.Calls, call => call.StartsWith("eth_send", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sign_NodeWithoutATipToSuggest_OffersOneGwei()
    {
        var node = SigningNode().Error("eth_maxPriorityFeePerGas", """{"code":-32601,"message":"no such method"}""");

        var anchor = await node.Connect(Account).SignAsync(Contract, 13, default, Ct);

        var expected = new FeeMarketTransaction(
            31337, 5, 1_000_000_000, 1_000_000_200, 38750, EthereumAddress.Parse(Contract), 0, CheckpointAnchorContract.Anchor(13, new byte[32]), []);
        Assert.Equal(expected.Sign(Account).Hash, anchor.Transaction);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"baseFeePerGas":null}""")]
    public async Task Sign_ChainWithoutBaseFee_OffersAGasPrice(string latestBlock)
    {
        var anchor = await SigningNode(latestBlock).Connect(Account).SignAsync(Contract, 13, default, Ct);

        var expected = new LegacyTransaction(
            31337, 5, 9, 38750, EthereumAddress.Parse(Contract), 0, CheckpointAnchorContract.Anchor(13, new byte[32]));
        Assert.Equal(expected.Sign(Account).Hash, anchor.Transaction);
    }

    [Fact]
    public async Task Sign_FeesBeyondSixtyFourBits_AreNotRounded()
    {
        var node = SigningNode("""{"baseFeePerGas":"0x123456789abcdef0123456789abcdef"}""").Result("eth_maxPriorityFeePerGas", "\"0xffffffffffffffffffff\"");

        var anchor = await node.Connect(Account).SignAsync(Contract, 13, default, Ct);

        var tip = BigInteger.Pow(2, 80) - 1;
        var baseFee = BigInteger.Parse("0123456789abcdef0123456789abcdef", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var expected = new FeeMarketTransaction(
            31337, 5, tip, (2 * baseFee) + tip, 38750, EthereumAddress.Parse(Contract), 0, CheckpointAnchorContract.Anchor(13, new byte[32]), []);
        Assert.Equal(expected.Sign(Account).Hash, anchor.Transaction);
    }

    /// <summary>The same revert as the clients send it: Geth, Hardhat, and one without a reason.</summary>
    [Theory]
    [InlineData("""{"code":3,"message":"execution reverted","data":"DATA"}""", "SizeNotGrowing(13, 12)")]
    [InlineData("""{"code":-32603,"message":"Error: VM Exception","data":{"message":"m","data":"DATA"}}""", "SizeNotGrowing(13, 12)")]
    [InlineData("""{"code":-32000,"message":"execution reverted","data":"0x"}""", "no reason given")]
    [InlineData("""{"code":3,"message":"execution reverted"}""", "no reason given")]
    [InlineData("""{"code":3,"message":"m","data":"0x08c379a0000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000056e6f0a7065000000000000000000000000000000000000000000000000000000"}""", "no pe")]
    [InlineData("""{"code":3,"message":"m","data":"0x08c379a00000000000000000000000000000000000000000000000000000000000000020ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}""", "an unknown error 0x08c379a0")]
    [InlineData("""{"code":3,"message":"m","data":"0x4e487b710000000000000000000000000000000000000000000000000000000000000011"}""", "Panic(17)")]
    [InlineData("""{"code":3,"message":"m","data":"0x12345678"}""", "an unknown error 0x12345678")]
    public async Task Sign_ContractReverts_IsToldByNameForGood(string error, string reason)
    {
        var data = "0xcfd88f7d" + 13.ToString("x64", null) + 12.ToString("x64", null);
        var node = SigningNode().Error("eth_estimateGas", error.Replace("DATA", data, StringComparison.Ordinal));

        var failure = await FailsAsync(node, async chain => await chain.SignAsync(Contract, 12, default, Ct));

        Assert.Equal($"The contract refused: {reason}.", failure.Message);
        Assert.False(failure.Transient);
    }

    private static SignedAnchor Anchor => new(Contract, 13, default, 5, Hash, new byte[] { 2, 0xc0 });

    [Fact]
    public async Task Send_RefusedButKnown_IsNoError()
    {
        var node = new ScriptedNode()
            .Error("eth_sendRawTransaction", """{"code":-32000,"message":"already known"}""")
            .Result("eth_getTransactionByHash", $$"""{"hash":"{{Hash}}"}""");

        await node.Connect(Account).SendAsync(Anchor, Ct);

        Assert.Equal([$"""eth_sendRawTransaction ["0x02c0"]""", $"""eth_getTransactionByHash ["{Hash}"]"""], node.Calls);
    }

    [Fact]
    public async Task Send_RefusedAndUnknown_Throws()
    {
        var node = new ScriptedNode()
            .Error("eth_sendRawTransaction", """{"code":-32000,"message":"nonce too low"}""")
            .Result("eth_getTransactionByHash", "null");

        var failure = await FailsAsync(node, chain => chain.SendAsync(Anchor, Ct));

        Assert.Contains("nonce too low", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.Transient);
    }

    [Fact]
    public async Task Send_AnotherTransactionIsAnswered_Throws() =>
        await FailsAsync(new ScriptedNode().Result("eth_sendRawTransaction", $"\"{OtherHash}\""), chain => chain.SendAsync(Anchor, Ct));

    private static string Receipt(string hash, string changes = "") =>
        $$"""
        {"transactionHash":"{{hash}}","blockNumber":"0x7","blockHash":"{{OtherHash}}","to":"{{Contract}}","status":"0x1",
         "logs":[{"address":"{{Contract}}","topics":["{{Hex.Data(CheckpointAnchorContract.AnchoredTopic)}}","{{OtherHash}}"],
                  "data":"0x{{13:x64}}{{Hash[2..]}}"}]{{changes}}}
        """;

    [Fact]
    public async Task Receipt_Complete_IsRead()
    {
        var node = new ScriptedNode().Result("eth_getTransactionReceipt", Receipt(Hash));

        Assert.Equal(
            new AnchorReceipt(true, 7, OtherHash, Contract, 13, MerkleHash.Parse(Hash[2..]), MerkleHash.Parse(OtherHash[2..])),
            await node.Connect().GetReceiptAsync(Hash, Ct));
    }

    [Fact]
    public async Task Receipt_StillWithoutABlock_IsNull()
    {
        var pending = Receipt(Hash).Replace($"\"blockHash\":\"{OtherHash}\"", "\"blockHash\":null", StringComparison.Ordinal);

        Assert.Null(await new ScriptedNode().Result("eth_getTransactionReceipt", pending).Connect().GetReceiptAsync(Hash, Ct));
    }

    [Fact]
    public async Task Receipt_EventOfAnotherContractOrName_IsNoAnchor()
    {
        var elsewhere = Receipt(Hash).Replace($"\"address\":\"{Contract}\"", $"\"address\":\"0x{new string('c', 40)}\"", StringComparison.Ordinal);
        var otherName = Receipt(Hash).Replace(Hex.Data(CheckpointAnchorContract.AnchoredTopic), Hash, StringComparison.Ordinal);

        foreach (var receipt in new[] { elsewhere, otherName })
        {
            var read = await new ScriptedNode().Result("eth_getTransactionReceipt", receipt).Connect().GetReceiptAsync(Hash, Ct);
            Assert.Equal(new AnchorReceipt(false, 7, OtherHash, Contract, 0, default, default), read);
        }
    }

    public static TheoryData<string, string> BadReceiptParts => new()
    {
        { $"\"transactionHash\":\"{Hash}\"", $"\"transactionHash\":\"{OtherHash}\"" },
        { "\"status\":\"0x1\",", "" },
        { "\"status\":\"0x1\"", "\"status\":true" },
        { "\"blockNumber\":\"0x7\"", "\"blockNumber\":\"0xffffffffffffffff\"" },
        { "\"logs\":", "\"log\":" },
        { "\"topics\":[", "\"topics\":[7," },
        { "\"data\":\"0x", "\"data\":\"0x00" },
        { "\"data\":\"0x00000000", "\"data\":\"0xffffffff" },
    };

    [Theory]
    [MemberData(nameof(BadReceiptParts))]
    public async Task Receipt_OfAnotherForm_Throws(string part, string replacement)
    {
        var receipt = Receipt(Hash).Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Receipt(Hash), receipt);

        await FailsAsync(new ScriptedNode().Result("eth_getTransactionReceipt", receipt), async chain => await chain.GetReceiptAsync(Hash, Ct));
    }

    [Fact]
    public async Task Slot_SizeBeyondOurRange_Throws()
    {
        var node = new ScriptedNode().Result("eth_call", $"\"0x{new string('0', 48)}{new string('f', 16)}{new string('0', 64)}\"");

        await FailsAsync(node, async chain => await chain.GetSlotAsync(Contract, Ct));
    }

    [Fact]
    public async Task Slot_NotPaddedAsOursIs_IsNoSuchContract()
    {
        var node = new ScriptedNode().Result("eth_call", $"\"0x{new string('0', 127)}1\"");

        Assert.Null(await node.Connect().GetSlotAsync(Contract, Ct));
    }

    [Fact]
    public async Task Deploy_NodeNamesAnotherContract_Throws()
    {
        string? sent = null;
        var node = SigningNode()
            .Answer("eth_sendRawTransaction", request =>
            {
                sent = Hex.Data(Keccak256.Hash(Vectors.Bytes(request["params"]![0]!.GetValue<string>())));
                return ScriptedNode.Body($$"""{"jsonrpc":"2.0","id":{{request["id"]}},"result":"{{sent}}"}""");
            })
            .Answer("eth_getTransactionReceipt", request => ScriptedNode.Body(
                $$"""{"jsonrpc":"2.0","id":{{request["id"]}},"result":{{Receipt(sent!, $",\"contractAddress\":\"{Contract}\"")}}}"""));

        var failure = await FailsAsync(node, async chain => await chain.DeployAsync(Encoding.ASCII.GetBytes("code"), "origin", Ct));

        Assert.Contains("contractAddress", failure.Message, StringComparison.Ordinal);
    }
}
