namespace Traceability.App.Sequencing;

/// <summary>What every page and proof is "as of": the last committed head, and the newest confirmed anchor.</summary>
public sealed class LogHeadCache
{
    private volatile LogState _state = LogState.Empty;
    private volatile AnchoredState _anchored = AnchoredState.None;
    private volatile string? _refusal;
    private volatile bool _failing;
    private volatile bool _leads;
    private volatile LogHolder? _holder;
    private volatile string? _trouble;
    private volatile string? _chain = "The chain was not looked at yet.";

    public LogState State
    {
        get => _state;
        set => _state = value;
    }

    public AnchoredState Anchored
    {
        get => _anchored;
        set => _anchored = value;
    }

    /// <summary>Why the sequencer does not sign; null while it does.</summary>
    public string? Refusal
    {
        get => _refusal;
        set => _refusal = value;
    }

    /// <summary>Whether the sequencer's last turn failed and it tries again.</summary>
    public bool Failing
    {
        get => _failing;
        set => _failing = value;
    }

    /// <summary>Whether this node sequences and anchors; where it does not, it follows what the database says.</summary>
    public bool Leads
    {
        get => _leads;
        set => _leads = value;
    }

    /// <summary>Who took the log last, as the database says; null before it was ever taken.</summary>
    public LogHolder? Holder
    {
        get => _holder;
        set => _holder = value;
    }

    /// <summary>Why this node cannot write at present; null while it can.</summary>
    public string? WriteTrouble
    {
        get => _trouble;
        set => _trouble = value;
    }

    /// <summary>Why nothing is anchored at present; null while the chain answers.</summary>
    public string? ChainTrouble
    {
        get => _chain;
        set => _chain = value;
    }
}

/// <summary>The node that took this epoch of the log.</summary>
public sealed record LogHolder(string Node, long Epoch);

/// <summary>The newest confirmed anchor; size 0 when there is none.</summary>
public sealed record AnchoredState(long Size, long? ChainId, string? Contract, string? Transaction, DateTimeOffset? ConfirmedAt)
{
    public static AnchoredState None { get; } = new(0, null, null, null, null);
}
