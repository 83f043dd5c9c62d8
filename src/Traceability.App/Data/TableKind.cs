namespace Traceability.App.Data;

/// <summary>What a table is for. Each belongs to exactly one kind; a test fails on one that does not.</summary>
public enum TableKind
{
    /// <summary>Entries, tiles, checkpoints: the truth.</summary>
    Log,
    /// <summary>Rebuilt by replaying the entries; <c>audit</c> compares.</summary>
    Derived,
    /// <summary>Payloads and salts, checked against the commitments, erasable.</summary>
    Vault,
    /// <summary>Keys, idempotency, sequences, anchors: never replayed.</summary>
    Operational,
}
