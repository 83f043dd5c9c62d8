namespace Traceability.Ledger;

/// <summary>The steps of one check in their order, and what they come to together.</summary>
internal sealed class StepList
{
    private readonly List<VerificationStep> _steps = [];
    private readonly List<string> _undecided = [];

    public void Ok(string name, string sentence) => _steps.Add(new VerificationStep(name, StepStatus.Ok, sentence));

    public void Fail(string name, string sentence) => _steps.Add(new VerificationStep(name, StepStatus.Failed, sentence));

    /// <summary>Something that nobody asked for or that cannot be known: the outcome does not turn on it.</summary>
    public void NotChecked(string name, string sentence) =>
        _steps.Add(new VerificationStep(name, StepStatus.NotChecked, sentence));

    /// <summary>Something asked for that could not be checked: the outcome cannot be better than that.</summary>
    public void Undecided(string name, string sentence, string reason)
    {
        NotChecked(name, sentence);
        _undecided.Add(reason);
    }

    public VerificationReport Report(string about)
    {
        if (_steps.Find(step => step.Status == StepStatus.Failed) is { } failed)
        {
            return new VerificationReport(VerificationOutcome.NotValid, _steps, "Not valid. " + failed.Sentence);
        }

        return _undecided.Count > 0
            ? new VerificationReport(
                VerificationOutcome.CouldNotCheck,
                _steps,
                $"Could not check: {string.Join("; ", _undecided.Distinct(StringComparer.Ordinal))} ({about}).")
            : new VerificationReport(VerificationOutcome.Valid, _steps, $"Valid: {about}.");
    }
}
