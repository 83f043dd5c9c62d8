namespace Traceability.Domain.Batches;

public enum StopKind
{
    /// <summary>Held until somebody has looked.</summary>
    Hold,
    /// <summary>A test failed.</summary>
    Failed,
    Recalled,
    /// <summary>The record by which it came into being does not hold.</summary>
    Voided,
    /// <summary>More went out of it, or more labels on it, than a corrected record leaves.</summary>
    Overdrawn,
}

/// <summary>Why a batch, and everything made from it, stands still, and the entry that said so.</summary>
public sealed record BatchStop(StopKind Kind, Guid Entry)
{
    /// <summary>Whether a person lifts it; the others go with the correction of the records.</summary>
    public bool IsReleasable => Kind is StopKind.Hold or StopKind.Failed or StopKind.Recalled;
}
