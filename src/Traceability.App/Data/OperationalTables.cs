namespace Traceability.App.Data;

/// <summary>A machine's key: looked up by SHA-256 of the key, which itself is shown once and never kept.</summary>
public sealed class ApiKey
{
    /// <summary>SHA-256 of the key, lower hex.</summary>
    public required string Hash { get; init; }
    public required string Account { get; init; }
    /// <summary>USCC of the organisation it is scoped to; null for an operator or supervisor.</summary>
    public string? Organisation { get; init; }
    public required bool Operator { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>What was answered to a command with an <c>Idempotency-Key</c>, so that the same again gets the same.</summary>
public sealed class IdempotencyRecord
{
    public required string Account { get; init; }
    public required string Command { get; init; }
    public required string Key { get; init; }
    /// <summary>SHA-256 of the canonical command, lower hex.</summary>
    public required string BodyHash { get; init; }
    /// <summary>The answer as JSON, without secrets.</summary>
    public required string Answer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The next free number for lots of a product on a day.</summary>
public sealed class LotSequence
{
    public required string Gtin { get; init; }
    public required DateOnly Day { get; init; }
    public required int Next { get; init; }
}

/// <summary>A value that the deployment keeps for itself: settings that may never change, marks of what was loaded.</summary>
public sealed class DeploymentValue
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}

/// <summary>What became of putting a root on the chain.</summary>
public enum AnchorState
{
    /// <summary>Signed and written down; perhaps sent.</summary>
    Pending,
    /// <summary>In a block that may still vanish.</summary>
    Mined,
    /// <summary>Deep enough.</summary>
    Confirmed,
    /// <summary>Refused by the contract, or on a chain that is gone; another one takes its place.</summary>
    Abandoned,
}

/// <summary>An anchor from the intent, written before anything is sent, to its confirmation.</summary>
public sealed class Anchor
{
    /// <summary>Transaction hash, 0x….</summary>
    public required string Transaction { get; init; }
    public required long TreeSize { get; init; }
    public required byte[] Root { get; init; }
    public required long ChainId { get; init; }
    public required string Genesis { get; init; }
    public required string Contract { get; init; }
    public required long Nonce { get; init; }
    public required byte[] Raw { get; init; }
    public required AnchorState State { get; set; }
    public long? Block { get; set; }
    public string? BlockHash { get; set; }
    public required DateTimeOffset SignedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; set; }
}
