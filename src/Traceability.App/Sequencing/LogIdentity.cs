using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>The log's own name and signing key. The name is permanent: it is in every checkpoint and every anchor.</summary>
public sealed class LogIdentity(string origin, LogSigner signer)
{
    public string Origin { get; } = origin;

    public LogSigner Signer { get; } = signer;

    public LogVerifierKey VerifierKey => Signer.VerifierKey;
}
