using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>The log's own name and signing key. The name is permanent: it is in every checkpoint and every anchor.</summary>
/// <param name="node">The name of this node, for the operator's eyes.</param>
public sealed class LogIdentity(string origin, LogSigner signer, string node)
{
    public string Node { get; } = node;

    public string Origin { get; } = origin;

    public LogSigner Signer { get; } = signer;

    public LogVerifierKey VerifierKey => Signer.VerifierKey;
}
