namespace Traceability.Ledger;

/// <summary>
/// A public chain on which checkpoints of the log are anchored: the seam between the ledger and a chain's library.
/// </summary>
/// <remarks>
/// Addresses, transaction hashes and block hashes are lower-case hexadecimal with the prefix <c>0x</c>. Every method
/// throws <see cref="AnchorChainException"/> when the chain cannot be reached or answers nonsense, and
/// <see cref="OperationCanceledException"/> when cancelled; nothing else is part of the contract.
/// </remarks>
public interface IAnchorChain
{
    /// <summary>Which chain answers and how far it has come.</summary>
    ValueTask<ChainHead> GetHeadAsync(CancellationToken ct);

    /// <summary>Puts a new anchor contract for one log on the chain and waits until it is mined.</summary>
    /// <param name="creationCode">The contract's creation code, without constructor arguments.</param>
    /// <param name="origin">The origin line of the log's checkpoints, which the contract keeps for ever.</param>
    /// <param name="ct">Stops the waiting; a transaction that was sent stays sent.</param>
    /// <returns>The contract's address.</returns>
    ValueTask<string> DeployAsync(ReadOnlyMemory<byte> creationCode, string origin, CancellationToken ct);

    /// <summary>What the contract holds now.</summary>
    /// <returns>Null when no such contract lives at the address.</returns>
    ValueTask<AnchorSlot?> GetSlotAsync(string contract, CancellationToken ct);

    /// <summary>Signs, and does not send, the transaction that anchors a root.</summary>
    /// <param name="contract">The anchor contract's address.</param>
    /// <param name="treeSize">Number of entries under the root; must be larger than what the contract holds.</param>
    /// <param name="root">The root of the tree of that size.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<SignedAnchor> SignAsync(string contract, long treeSize, MerkleHash root, CancellationToken ct);

    /// <summary>Sends a signed transaction. Idempotent: one already known or mined is not an error.</summary>
    ValueTask SendAsync(SignedAnchor anchor, CancellationToken ct);

    /// <summary>What became of a transaction.</summary>
    /// <param name="transaction">The transaction's hash.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when the transaction is unknown or not yet mined.</returns>
    ValueTask<AnchorReceipt?> GetReceiptAsync(string transaction, CancellationToken ct);

    /// <summary>The hash of the canonical chain's block of that number, to find whether a block is still part of it.</summary>
    /// <param name="block">The block's number, from 0 (genesis).</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when the chain has no block of that number yet.</returns>
    ValueTask<string?> GetBlockHashAsync(long block, CancellationToken ct);
}

/// <summary>Which chain it is and how far it has come.</summary>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="Genesis">The hash of block 0; with the id it tells a chain from a reset or copied one.</param>
/// <param name="Block">The number of the newest block.</param>
public sealed record ChainHead(long ChainId, string Genesis, long Block);

/// <summary>The one slot an anchor contract keeps.</summary>
/// <param name="TreeSize">The last anchored tree size; 0 before the first anchor.</param>
/// <param name="RootPrefix">The first 24 bytes of the last anchored root.</param>
public sealed record AnchorSlot(long TreeSize, ReadOnlyMemory<byte> RootPrefix);

/// <summary>A transaction that anchors a root, signed and complete, whether sent or not.</summary>
/// <param name="Contract">The anchor contract's address.</param>
/// <param name="TreeSize">The anchored tree size.</param>
/// <param name="Root">The anchored root.</param>
/// <param name="Nonce">The sending account's nonce in it.</param>
/// <param name="Transaction">The transaction's hash, known before it is sent.</param>
/// <param name="Raw">The signed transaction's bytes, ready to send again.</param>
public sealed record SignedAnchor(
    string Contract, long TreeSize, MerkleHash Root, long Nonce, string Transaction, ReadOnlyMemory<byte> Raw);

/// <summary>What a mined transaction did.</summary>
/// <param name="Succeeded">Whether it was executed and its anchor event was emitted.</param>
/// <param name="Block">The number of its block.</param>
/// <param name="BlockHash">The hash of its block.</param>
/// <param name="Contract">The contract that was called.</param>
/// <param name="TreeSize">The tree size of the emitted event; 0 when failed.</param>
/// <param name="Root">The root of the emitted event; <c>default</c> when failed.</param>
/// <param name="OriginHash">SHA-256 of the log's origin, from the event; <c>default</c> when failed.</param>
public sealed record AnchorReceipt(
    bool Succeeded, long Block, string BlockHash, string Contract, long TreeSize, MerkleHash Root, MerkleHash OriginHash);

/// <summary>The chain cannot be reached, refused, or answered something that makes no sense.</summary>
public sealed class AnchorChainException : Exception
{
    /// <summary>An error without further words.</summary>
    public AnchorChainException()
    {
    }

    /// <summary>An error that trying again will not cure.</summary>
    public AnchorChainException(string message)
        : base(message)
    {
    }

    /// <summary>An error that trying again will not cure, with its cause.</summary>
    public AnchorChainException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error, with its cause, that says whether trying again may help.</summary>
    public AnchorChainException(string message, bool transient, Exception? innerException = null)
        : base(message, innerException) =>
        Transient = transient;

    /// <summary>Whether the same request may succeed later: no connection, timeout, a node still syncing.</summary>
    public bool Transient { get; }
}
