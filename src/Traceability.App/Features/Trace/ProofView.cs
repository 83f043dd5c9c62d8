using System.Text.Json.Serialization;

namespace Traceability.App.Features.Trace;

[JsonConverter(typeof(JsonStringEnumConverter<ProofState>))]
public enum ProofState
{
    /// <summary>Durable on the server, not yet in the tree.</summary>
    Recorded,
    /// <summary>Has its index under a signed checkpoint.</summary>
    Logged,
    /// <summary>The tree that holds it is on the chain, confirmed.</summary>
    Anchored,
}

/// <param name="Entry">Entry id; its bundle is at <c>/ledger/proof/{entry}</c>.</param>
/// <param name="Index">Place in the log; null while only recorded.</param>
public sealed record ProofView(Guid Entry, string Type, ProofState State, long? Index);

/// <summary>What the proofs rest on, as of one moment.</summary>
/// <param name="Size">Entries under the latest signed checkpoint.</param>
/// <param name="CheckpointAt">When it was signed; null for an empty log.</param>
/// <param name="AnchoredSize">Entries under the latest confirmed anchor; 0 when there is none.</param>
/// <param name="ChainId">EIP-155 id of the chain of that anchor.</param>
public sealed record LedgerView(string Origin, string VerifierKey, long Size, DateTimeOffset? CheckpointAt, long AnchoredSize, long? ChainId, string? Contract, string? Transaction, DateTimeOffset? AnchoredAt);
