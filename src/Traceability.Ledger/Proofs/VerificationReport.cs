namespace Traceability.Ledger;

/// <summary>With what a bundle is checked.</summary>
/// <param name="TrustedKeys">
/// The keys of logs that the reader knows from elsewhere than the bundle. Empty: the signer stays unknown.
/// </param>
/// <param name="Chain">The chain to check anchors on; null when the reader does not ask for it.</param>
/// <param name="Confirmations">
/// How many blocks must hold or follow an anchor, its own counted: 1 is satisfied as soon as it is mined.
/// </param>
public sealed record VerifyOptions(
    IReadOnlyCollection<LogVerifierKey> TrustedKeys, IAnchorChain? Chain, int Confirmations = 2)
{
    /// <summary>
    /// Whether a bundle signed by none of <see cref="TrustedKeys"/> is not valid, instead of signed by somebody unknown:
    /// for a reader who says from which log the bundle must be.
    /// </summary>
    public bool SignerMustBeTrusted { get; init; }
}

/// <summary>What checking came to.</summary>
public enum VerificationOutcome
{
    /// <summary>Everything that was asked for was checked and holds, and the signer is one the reader trusts.</summary>
    Valid,

    /// <summary>Something was checked and does not hold.</summary>
    NotValid,

    /// <summary>Nothing was found wrong, but something that decides could not be checked.</summary>
    CouldNotCheck,
}

/// <summary>What one step came to.</summary>
public enum StepStatus
{
    /// <summary>Checked and right.</summary>
    Ok,

    /// <summary>Checked and wrong.</summary>
    Failed,

    /// <summary>Not checked, for the reason the step's sentence gives. Never to be shown as good.</summary>
    NotChecked,
}

/// <summary>One thing that was checked, or was not.</summary>
/// <param name="Name">Which step, as in docs/ledger.md, like <c>inclusion[12]</c>.</param>
/// <param name="Status">What it came to.</param>
/// <param name="Sentence">
/// What was checked against what, in English. May quote the bundle: treat it as text of strangers.
/// </param>
public sealed record VerificationStep(string Name, StepStatus Status, string Sentence);

/// <summary>The result of checking a bundle.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Steps">All steps in the order of docs/ledger.md.</param>
/// <param name="Conclusion">The closing sentence, in English.</param>
public sealed record VerificationReport(
    VerificationOutcome Outcome, IReadOnlyList<VerificationStep> Steps, string Conclusion);
