using System.Security.Cryptography;
using System.Text;

namespace Traceability.Ledger.Tests;

/// <summary>A chain that holds the anchors given to it.</summary>
internal sealed class FakeAnchorChain : IAnchorChain
{
    private readonly Dictionary<string, AnchorReceipt> _receipts = new(StringComparer.Ordinal);

    public ChainHead Head { get; set; } = new(31337, SampleLog.Hex("genesis"), 8);

    public Dictionary<long, string> Blocks { get; } = new() { [7] = SampleLog.Hex("block") };

    public bool Reachable { get; set; } = true;

    public bool ReachableAfterHead { get; set; } = true;

    public static async Task<FakeAnchorChain> WithAsync(SampleLog log, long size = SampleLog.AnchoredSize)
    {
        var anchor = await log.AnchorAsync(size);
        var chain = new FakeAnchorChain();
        chain.Mine(anchor.Transaction, new AnchorReceipt(
            true, anchor.Block, anchor.BlockHash, anchor.Contract, anchor.TreeSize, anchor.Root, OriginHash(SampleLog.Origin)));
        return chain;
    }

    public static MerkleHash OriginHash(string origin) => new(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    public void Mine(string transaction, AnchorReceipt receipt) => _receipts[transaction] = receipt;

    public void Change(Func<AnchorReceipt, AnchorReceipt?> change)
    {
        foreach (var (transaction, receipt) in _receipts.ToArray())
        {
            if (change(receipt) is { } changed)
            {
                _receipts[transaction] = changed;
            }
            else
            {
                _receipts.Remove(transaction);
            }
        }
    }

    public ValueTask<ChainHead> GetHeadAsync(CancellationToken ct) =>
        Reachable ? ValueTask.FromResult(Head) : throw new AnchorChainException("connection refused", transient: true);

    public ValueTask<AnchorReceipt?> GetReceiptAsync(string transaction, CancellationToken ct) =>
        ReachableAfterHead
            ? ValueTask.FromResult(_receipts.GetValueOrDefault(transaction))
            : throw new AnchorChainException("connection lost", transient: true);

    public ValueTask<string?> GetBlockHashAsync(long block, CancellationToken ct) =>
        ValueTask.FromResult(Blocks.GetValueOrDefault(block));

    public ValueTask<string> DeployAsync(ReadOnlyMemory<byte> creationCode, string origin, CancellationToken ct) =>
        throw new NotSupportedException();

    public ValueTask<AnchorSlot?> GetSlotAsync(string contract, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<SignedAnchor> SignAsync(string contract, long treeSize, MerkleHash root, CancellationToken ct) =>
        throw new NotSupportedException();

    public ValueTask SendAsync(SignedAnchor anchor, CancellationToken ct) => throw new NotSupportedException();
}
