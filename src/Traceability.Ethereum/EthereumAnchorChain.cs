using System.Numerics;
using System.Text.Json.Nodes;
using Traceability.Ledger;

namespace Traceability.Ethereum;

/// <summary>Anchors checkpoints in a <c>CheckpointAnchor</c> contract on a chain that answers Ethereum's JSON-RPC.</summary>
/// <param name="http">Kept by the caller. Every call has a deadline of its own.</param>
/// <param name="rpc">The node's address.</param>
/// <param name="account">Pays and anchors; null only reads.</param>
public sealed class EthereumAnchorChain(HttpClient http, Uri rpc, EthereumAccount? account) : IAnchorChain
{
    private const int LookupsBeforeLost = 20;

    private static readonly BigInteger DefaultTip = 1_000_000_000;

    private JsonRpcClient? _client;

    /// <summary>How long a node may take for one answer.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a deployment's receipt is asked for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    private JsonRpcClient Client => _client ??= new JsonRpcClient(http, rpc, CallTimeout);

    private EthereumAccount Account =>
        account ?? throw new AnchorChainException("Without an account the chain can only be read.");

    public async ValueTask<ChainHead> GetHeadAsync(CancellationToken ct)
    {
        var chainId = (await CallAsync("eth_chainId", [], ct)).Long();
        var genesis = await GetBlockHashAsync(0, ct) ?? throw new AnchorChainException("The chain has no first block.");
        var block = (await CallAsync("eth_blockNumber", [], ct)).Long();
        return new ChainHead(chainId, genesis, block);
    }

    public async ValueTask<string> DeployAsync(ReadOnlyMemory<byte> creationCode, string origin, CancellationToken ct)
    {
        var (transaction, nonce) = await PrepareAsync(to: null, CheckpointAnchorContract.Creation(creationCode.Span, origin), ct);
        await SendAsync(transaction.Raw, transaction.Hash, ct);
        var receipt = await WaitAsync(transaction.Hash, ct);
        if (!Succeeded(receipt))
        {
            throw new AnchorChainException($"The deployment {transaction.Hash} was mined but failed.");
        }

        var contract = EthereumAddress.OfContract(Account.Address, nonce).ToHex();
        return receipt["contractAddress"].Address() == contract
            ? contract
            : throw receipt["contractAddress"].Nonsense("is not the contract that was deployed");
    }

    public async ValueTask<AnchorSlot?> GetSlotAsync(string contract, CancellationToken ct)
    {
        var call = new JsonObject
        {
            ["to"] = Contract(contract).ToHex(),
            ["data"] = Hex.Data(CheckpointAnchorContract.Checkpoint()),
        };
        try
        {
            var returned = await Client.CallAsync("eth_call", [call, "latest"], ct);
            return CheckpointAnchorContract.TryCheckpoint(returned.Data(), out var treeSize, out var rootPrefix)
                ? new AnchorSlot(returned.Long(treeSize), rootPrefix)
                : null;
        }
        catch (JsonRpcErrorException e)
        {
            return e.IsRevert ? null : throw e.AsRefusal();
        }
    }

    public async ValueTask<SignedAnchor> SignAsync(string contract, long treeSize, MerkleHash root, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(treeSize);
        var to = Contract(contract);
        var (transaction, nonce) = await PrepareAsync(to, CheckpointAnchorContract.Anchor(treeSize, root.ToArray()), ct);
        return new SignedAnchor(to.ToHex(), treeSize, root, nonce, transaction.Hash, transaction.Raw);
    }

    public ValueTask SendAsync(SignedAnchor anchor, CancellationToken ct) => SendAsync(anchor.Raw, anchor.Transaction, ct);

    public async ValueTask<AnchorReceipt?> GetReceiptAsync(string transaction, CancellationToken ct)
    {
        if (await ReceiptAsync(transaction, ct) is not { } receipt)
        {
            return null;
        }

        var block = receipt["blockNumber"].Long();
        var blockHash = receipt["blockHash"].Hash();
        var contract = (receipt.Optional("to") ?? receipt["contractAddress"]).Address();
        return Succeeded(receipt) && Anchored(receipt, contract) is var (treeSize, root, originHash)
            ? new AnchorReceipt(true, block, blockHash, contract, treeSize, root, originHash)
            : new AnchorReceipt(false, block, blockHash, contract, 0, default, default);
    }

    public async ValueTask<string?> GetBlockHashAsync(long block, CancellationToken ct)
    {
        var found = await CallAsync("eth_getBlockByNumber", [Hex.Quantity(block), false], ct);
        if (found.IsNull)
        {
            return null;
        }

        return found["number"].Quantity() == block ? found["hash"].Hash() : throw found["number"].Nonsense("is another block's");
    }

    /// <summary>Signs a transaction that carries the account's next nonce.</summary>
    private async ValueTask<(SignedTransaction Transaction, long Nonce)> PrepareAsync(
        EthereumAddress? to, byte[] data, CancellationToken ct)
    {
        var chainId = (await CallAsync("eth_chainId", [], ct)).Quantity();
        var gasLimit = await EstimateGasAsync(to, data, ct) * 5 / 4;
        var nonce = (await CallAsync("eth_getTransactionCount", [Account.Address.ToHex(), "pending"], ct)).Long();
        var latest = await CallAsync("eth_getBlockByNumber", ["latest", false], ct);
        EthereumTransaction transaction;
        if (latest.Optional("baseFeePerGas")?.Quantity() is { } baseFee)
        {
            // The base fee rises by at most an eighth a block: twice of it is enough for five full blocks.
            var tip = await TipAsync(ct);
            transaction = new FeeMarketTransaction(chainId, nonce, tip, (2 * baseFee) + tip, gasLimit, to, 0, data, []);
        }
        else
        {
            var price = (await CallAsync("eth_gasPrice", [], ct)).Quantity();
            transaction = new LegacyTransaction(chainId, nonce, price, gasLimit, to, 0, data);
        }

        return (transaction.Sign(Account), nonce);
    }

    private async ValueTask<BigInteger> EstimateGasAsync(EthereumAddress? to, byte[] data, CancellationToken ct)
    {
        var call = new JsonObject { ["from"] = Account.Address.ToHex(), ["data"] = Hex.Data(data) };
        if (to is { } contract)
        {
            call["to"] = contract.ToHex();
        }

        return (await CallAsync("eth_estimateGas", [call], ct)).Quantity();
    }

    /// <summary>What the node suggests for the block maker; not every node has a suggestion.</summary>
    private async ValueTask<BigInteger> TipAsync(CancellationToken ct)
    {
        try
        {
            return (await Client.CallAsync("eth_maxPriorityFeePerGas", [], ct)).Quantity();
        }
        catch (JsonRpcErrorException)
        {
            return DefaultTip;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> raw, string hash, CancellationToken ct)
    {
        try
        {
            var answer = await Client.CallAsync("eth_sendRawTransaction", [Hex.Data(raw.Span)], ct);
            if (answer.Hash() != hash)
            {
                throw answer.Nonsense("is the hash of another transaction");
            }
        }
        catch (JsonRpcErrorException e)
        {
            // "Already known" and "nonce too low" are worded by each node in its own way; whether the chain has this
            // very transaction is a fact that can be asked.
            if (!await IsKnownAsync(hash, ct))
            {
                throw e.AsRefusal();
            }
        }
    }

    private async ValueTask<bool> IsKnownAsync(string transaction, CancellationToken ct) =>
        !(await CallAsync("eth_getTransactionByHash", [transaction], ct)).IsNull;

    private async ValueTask<JsonRpcResult> WaitAsync(string transaction, CancellationToken ct)
    {
        for (var missing = 0; missing < LookupsBeforeLost;)
        {
            if (await ReceiptAsync(transaction, ct) is { } receipt)
            {
                return receipt;
            }

            missing = await IsKnownAsync(transaction, ct) ? 0 : missing + 1;
            await Task.Delay(PollInterval, ct);
        }

        throw new AnchorChainException($"The chain has lost the transaction {transaction} before it was mined.", transient: true);
    }

    private async ValueTask<JsonRpcResult?> ReceiptAsync(string transaction, CancellationToken ct)
    {
        var receipt = await CallAsync("eth_getTransactionReceipt", [transaction], ct);
        // Some nodes have a receipt without a block for a transaction that is still pending.
        if (receipt.IsNull || receipt.Optional("blockHash") is null)
        {
            return null;
        }

        return receipt["transactionHash"].Hash() == transaction
            ? receipt
            : throw receipt["transactionHash"].Nonsense("is another transaction's");
    }

    private static bool Succeeded(JsonRpcResult receipt) => receipt["status"].Quantity().IsOne;

    private static (long TreeSize, MerkleHash Root, MerkleHash OriginHash)? Anchored(JsonRpcResult receipt, string contract)
    {
        foreach (var log in receipt["logs"].Items().Where(log => log["address"].Address() == contract))
        {
            var topics = log["topics"].Items().Select(topic => topic.Data()).ToArray();
            if (topics is not [var name, var origin] || !name.AsSpan().SequenceEqual(CheckpointAnchorContract.AnchoredTopic))
            {
                continue;
            }

            var data = log["data"];
            if (!CheckpointAnchorContract.TryAnchored(data.Data(), out var treeSize, out var root) || origin.Length != MerkleHash.Size)
            {
                throw data.Nonsense("is not an anchor event's");
            }

            return (data.Long(treeSize), new MerkleHash(root), new MerkleHash(origin));
        }

        return null;
    }

    private async ValueTask<JsonRpcResult> CallAsync(string method, JsonArray parameters, CancellationToken ct)
    {
        try
        {
            return await Client.CallAsync(method, parameters, ct);
        }
        catch (JsonRpcErrorException e)
        {
            throw e.AsRefusal();
        }
    }

    private static EthereumAddress Contract(string contract) =>
        EthereumAddress.TryParse(contract, out var address)
            ? address
            : throw new AnchorChainException("The contract's address is not 0x and 40 hexadecimal digits.");
}
