using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Traceability.Ledger;

namespace Traceability.App.Tests.Anchoring;

/// <summary>A chain in memory with one anchor contract: blocks are mined and vanish when the test says so.</summary>
internal sealed class FakeChain : IAnchorChain
{
    public const string Contract = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    private readonly Dictionary<string, SignedAnchor> _waiting = new(StringComparer.Ordinal);
    private readonly List<Block> _blocks = [new("genesis 0", [])];
    private int _made;

    /// <summary>What every call answers while the chain is away.</summary>
    public AnchorChainException? Trouble { get; set; }

    /// <summary>What sending answers.</summary>
    public AnchorChainException? SendTrouble { get; set; }

    /// <summary>Looked at before a transaction is taken.</summary>
    public Action<SignedAnchor>? Sending { get; set; }

    public bool HasContract { get; set; } = true;

    public long Nonce { get; set; }

    public List<SignedAnchor> Signed { get; } = [];

    public List<SignedAnchor> Sent { get; } = [];

    public AnchorSlot Slot => _blocks.SelectMany(b => b.Transactions).LastOrDefault(t => t.Succeeded).Anchor is { } last
        ? new AnchorSlot(last.TreeSize, last.Root.ToArray().AsMemory(0, 24))
        : new AnchorSlot(0, new byte[24]);

    public void Mine(int blocks = 1)
    {
        for (var i = 0; i < blocks; i++)
        {
            var block = new Block($"block {_made++.ToString(CultureInfo.InvariantCulture)}", []);
            _blocks.Add(block);
            foreach (var anchor in _waiting.Values.ToList())
                block.Transactions.Add((anchor, anchor.TreeSize > Slot.TreeSize));
            _waiting.Clear();
        }
    }

    /// <summary>The newest blocks vanish, and with them what was in them; the network has forgotten those transactions.</summary>
    public void Drop(int blocks) => _blocks.RemoveRange(_blocks.Count - blocks, blocks);

    /// <summary>Another chain under the same id, on which the contract was put again at the same address.</summary>
    public void Reset(bool keepGenesis = false)
    {
        var genesis = keepGenesis ? _blocks[0] : new Block($"genesis {_made++.ToString(CultureInfo.InvariantCulture)}", []);
        _blocks.Clear();
        _waiting.Clear();
        _blocks.Add(genesis);
        Nonce = 0;
    }

    /// <summary>What another process, or this log before it was restored, put into the contract.</summary>
    public void Hold(long size, MerkleHash root)
    {
        _waiting["other"] = new SignedAnchor(Contract, size, root, 0, "other", ReadOnlyMemory<byte>.Empty);
        Mine();
    }

    public ValueTask<ChainHead> GetHeadAsync(CancellationToken ct) => Answer(() => new ChainHead(31337, Hash(_blocks[0].Name), _blocks.Count - 1));

    public ValueTask<AnchorSlot?> GetSlotAsync(string contract, CancellationToken ct) => Answer(() => HasContract ? Slot : null);

    // As with a real account: the same nonce and the same call make the same transaction, on whichever chain.
    public ValueTask<SignedAnchor> SignAsync(string contract, long treeSize, MerkleHash root, CancellationToken ct) => Answer(() =>
    {
        var raw = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Nonce} {contract} {treeSize} {root}"));
        var anchor = new SignedAnchor(contract, treeSize, root, Nonce, Hash(Convert.ToHexString(raw)), raw);
        Signed.Add(anchor);
        return anchor;
    });

    public ValueTask SendAsync(SignedAnchor anchor, CancellationToken ct)
    {
        Sending?.Invoke(anchor);
        if ((Trouble ?? SendTrouble) is { } trouble)
            throw trouble;
        Sent.Add(anchor);
        if (!_blocks.SelectMany(b => b.Transactions).Any(t => t.Anchor.Transaction == anchor.Transaction))
            _waiting[anchor.Transaction] = anchor;
        Nonce = anchor.Nonce + 1;
        return ValueTask.CompletedTask;
    }

    public ValueTask<AnchorReceipt?> GetReceiptAsync(string transaction, CancellationToken ct) => Answer(() =>
    {
        var at = _blocks.FindIndex(b => b.Transactions.Any(t => t.Anchor.Transaction == transaction));
        if (at < 0)
            return null;
        var (anchor, succeeded) = _blocks[at].Transactions.Find(t => t.Anchor.Transaction == transaction);
        return new AnchorReceipt(succeeded, at, Hash(_blocks[at].Name), Contract, succeeded ? anchor.TreeSize : 0, succeeded ? anchor.Root : default, default);
    });

    public ValueTask<string?> GetBlockHashAsync(long block, CancellationToken ct) => Answer(() => block < _blocks.Count ? Hash(_blocks[(int)block].Name) : null);

    public ValueTask<string> DeployAsync(ReadOnlyMemory<byte> creationCode, string origin, CancellationToken ct) => throw new NotSupportedException();

    private static string Hash(string text) => "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private ValueTask<T> Answer<T>(Func<T> answer) => Trouble is null ? ValueTask.FromResult(answer()) : throw Trouble;

    private sealed record Block(string Name, List<(SignedAnchor Anchor, bool Succeeded)> Transactions);
}
