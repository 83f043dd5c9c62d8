namespace Traceability.Ledger;

/// <summary>
/// Checks a proof bundle, step by step. Every byte of the bundle may come from an enemy: nothing it holds makes this
/// throw, and the work is bounded by the limits of <see cref="ProofBundle"/>.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Reads and checks a bundle; a text that is no bundle is a failed step like any other.</summary>
    /// <param name="utf8Json">The bundle's bytes.</param>
    /// <param name="options">With what to check it.</param>
    /// <param name="ct">Cancels.</param>
    public static ValueTask<VerificationReport> VerifyAsync(
        ReadOnlyMemory<byte> utf8Json, VerifyOptions options, CancellationToken ct = default) =>
        throw new NotSupportedException();

    /// <summary>Checks a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="options">With what to check it.</param>
    /// <param name="ct">Cancels.</param>
    public static ValueTask<VerificationReport> VerifyAsync(
        ProofBundle bundle, VerifyOptions options, CancellationToken ct = default) =>
        throw new NotSupportedException();
}
