using Traceability.Ledger;

namespace Traceability.App.Anchoring;

/// <summary>Where roots are anchored. With no chain at hand everything else works; the reason is said and anchoring catches up.</summary>
public sealed class AnchorTarget
{
    private volatile Known? _known;
    private volatile string _why = "No chain is configured: set Chain__RpcUrl and Chain__Contract.";

    public (IAnchorChain Chain, string Contract)? Current => _known is { } known ? (known.Chain, known.Contract) : null;

    /// <summary>Why there is none.</summary>
    public string Why => _why;

    public void Set(IAnchorChain chain, string contract) => _known = new Known(chain, contract);

    public void Unset(string why) => (_why, _known) = (why, null);

    private sealed record Known(IAnchorChain Chain, string Contract);
}

/// <param name="Interval">How long entries gather before their root is anchored.</param>
/// <param name="Confirmations">Blocks, its own included, before an anchor counts.</param>
public sealed record AnchorOptions(TimeSpan Interval, int Confirmations);
